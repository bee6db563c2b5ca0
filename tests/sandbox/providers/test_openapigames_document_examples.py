"""The document's examples of open-api-games, sent and expected as they are printed."""

import json

import pytest

from sandbox.openapigames import OpenApiGames
from tests.sandbox.providers.examples import example
from tests.sandbox.providers.mended import mended, printed
from tests.sandbox.providers.openapigames_provider import provider_of

REQUESTS = {
    "accounts": "1ef438b4-9b66-412e-bad0-b61e2b38b8fa",
    "accounts-sdk": "sampleId",
    "accounts-script": "YOUR_PROVIDER_ID",
}


@pytest.mark.parametrize("name", REQUESTS)
async def test_no_request_is_json_as_printed(name: str) -> None:
    """Rightly signed all the same, it is refused."""
    platform, text = OpenApiGames(), printed("openapigames", f"{name}.request")
    with pytest.raises(ValueError, match=r"delimiter|property name"):
        json.loads(text)
    async with provider_of(platform) as provider:
        answer = (await provider.send(text)).json()
    assert (answer["isSuccess"], answer["error"]) == (False, "INVALID_BODY")
    assert platform.accounts == []
    assert platform.complaints == ["accounts: the body is not JSON"]


@pytest.mark.parametrize(("name", "content_provider_id"), REQUESTS.items())
async def test_every_request_is_accepted_once_its_commas_are_right(
    name: str, content_provider_id: str
) -> None:
    """With its number for an id, its empty links and, but for the script, without clientId."""
    platform = OpenApiGames(
        content_provider_id=content_provider_id, client_id="YOUR_CLIENT_ID", empty_answers=True
    )
    body = mended("openapigames", f"{name}.request")
    async with provider_of(platform) as provider:
        answer = await provider.send(json.dumps(body))
        assert (answer.status_code, answer.json()) == (
            200,
            example("openapigames", "accounts.response"),
        )
        (listed,) = await provider.list()
    assert listed == body["accounts"][0] | {"accountId": "1001"}
    assert platform.complaints == []


async def test_the_client_id_can_be_demanded() -> None:
    """The first example is refused then."""
    platform = OpenApiGames(needs_client_id=True)
    body = mended("openapigames", "accounts.request")
    async with provider_of(platform) as provider:
        assert (await provider.send(json.dumps(body))).json()["error"] == "INVALID_CLIENT_ID"
        body["clientId"] = platform.client_id
        assert (await provider.send(json.dumps(body))).json()["error"] == "NO_ERROR"
    assert len(platform.accounts) == 1
