"""Accounts: added, changed and listed, and what is refused on the way."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.openapigames import OpenApiGames
from tests.sandbox.providers.openapigames_provider import ACCOUNT, EMBED, PATH, provider_of

BY_API = {"launchMethod": "GLM_API", "providerGameLaunchApiUrl": "https://games.example/launch"}


async def test_an_account_is_added_and_answered_with_its_id() -> None:
    """The number 0 and the string ask for it alike; one request may add several."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        answer = await provider.write(
            ACCOUNT, ACCOUNT | {"accountId": "0", "gameLaunchMethod": BY_API}
        )
        assert answer == {
            "isSuccess": True,
            "errorMessage": "",
            "error": "NO_ERROR",
            "accounts": [
                ACCOUNT | {"accountId": "1001"},
                ACCOUNT | {"accountId": "1002", "gameLaunchMethod": BY_API},
            ],
        }
        assert await provider.list() == answer["accounts"]
    assert [(each.kind, each.account_id) for each in platform.changes] == [
        ("add", "1001"),
        ("add", "1002"),
    ]
    assert platform.complaints == []


@pytest.mark.parametrize("sent_as", [str, int])
async def test_an_account_is_replaced_by_its_id(sent_as: type) -> None:
    """As a whole: lists and methods left out are those of the document's defaults."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        account_id = await provider.add(gameLaunchMethod=BY_API, countriesAvailable=["DE"])
        change = {"accountId": sent_as(account_id), "gameEmbedUrl": EMBED, "royaltyPercent": 250}
        answer = await provider.write(change)
        assert answer["accounts"] == await provider.list()
    assert answer["accounts"] == [
        ACCOUNT
        | {
            "accountId": account_id,
            "royaltyPercent": 250,
            "currenciesAvailable": [],
            "countriesDisabled": [],
        }
    ]
    assert [each.kind for each in platform.changes] == ["add", "change"]
    assert platform.complaints == []


async def test_an_unknown_account_keeps_the_whole_request_from_being_done() -> None:
    """It is no mistake in form."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        answer = await provider.write(ACCOUNT, ACCOUNT | {"accountId": "77"})
    assert (answer["isSuccess"], answer["error"]) == (False, "UNKNOWN_ACCOUNT")
    assert answer["errorMessage"] == "Unknown account: 77"
    assert answer["accounts"] == []
    assert platform.accounts == []
    assert platform.changes == []
    assert platform.complaints == []


NOT_OURS: list[tuple[dict[str, str], str]] = [
    ({"clientId": "somebody"}, "INVALID_CLIENT_ID"),
    ({"contentProviderId": "somebody"}, "INVALID_BODY"),
]


async def test_somebody_elses_ids_are_refused() -> None:
    """They are settings, so the request itself is not to blame."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        for change, code in NOT_OURS:
            assert (await provider.write(ACCOUNT, **change))["error"] == code
            assert platform.accounts == []
            assert platform.complaints == []


async def test_ids_and_statuses_can_be_the_other_ones() -> None:
    """Numbers for ids as in the examples, 400 for a refusal; both are open in the document."""
    platform = OpenApiGames(ids_as="number", error_status=400)
    async with provider_of(platform) as provider:
        await provider.add()
        assert (await provider.list())[0]["accountId"] == 1001
        assert (await provider.send("{}")).status_code == 400


def changed(**change: Any) -> dict[str, Any]:
    """The one account but for the changes."""
    return ACCOUNT | change


WRONG_ACCOUNTS: list[tuple[Any, str]] = [
    ("1001", "accounts[0] must be an object"),
    (changed(accountId=True), "accounts[0].accountId must be a string"),
    (changed(accountId=-1), "accounts[0].accountId must be a string"),
    (changed(accountId=""), "accounts[0].accountId must be a string"),
    (changed(gameEmbedUrl="games.example"), "accounts[0].gameEmbedUrl must be a URL"),
    (changed(gameEmbedUrl=""), "accounts[0].gameEmbedUrl must be a URL"),
    (
        changed(gameEmbedUrl="https://games.example/{{GAME}}"),
        "accounts[0].the placeholder 'GAME' is not in the document",
    ),
    (
        changed(gameEmbedUrl="https://games.example/{{game_id}}"),
        "accounts[0].the placeholder 'game_id' is not in the document",
    ),
    (
        changed(gameEmbedUrl="https://games.example/{{GAME_ID"),
        "accounts[0].a placeholder has no end or no beginning",
    ),
    (changed(pendingGamesUrl=None), "accounts[0].pendingGamesUrl must be a URL or empty"),
    (
        changed(royaltyPercent="100"),
        "accounts[0].royaltyPercent must be a whole number of hundredths of a percent",
    ),
    (
        changed(royaltyPercent=1.5),
        "accounts[0].royaltyPercent must be a whole number of hundredths of a percent",
    ),
    (
        changed(royaltyPercent=10_001),
        "accounts[0].royaltyPercent must be a whole number of hundredths of a percent",
    ),
    (
        changed(currenciesAvailable=["usd"]),
        "accounts[0].currenciesAvailable must be a list of currencies",
    ),
    (
        changed(currenciesAvailable="USD"),
        "accounts[0].currenciesAvailable must be a list of currencies",
    ),
    (
        changed(countriesAvailable=["UK"]),
        "accounts[0].countriesAvailable must be a list of countries",
    ),
    (
        changed(countriesDisabled=["USA"]),
        "accounts[0].countriesDisabled must be a list of countries",
    ),
    (changed(gameLaunchMethod="GLM_API"), "accounts[0].gameLaunchMethod must be a JSON object"),
    (
        changed(gameLaunchMethod={"launchMethod": "API"}),
        "accounts[0].gameLaunchMethod.launchMethod must be a launch method",
    ),
    (
        changed(gameLaunchMethod={"launchMethod": "GLM_API"}),
        "accounts[0].gameLaunchMethod.providerGameLaunchApiUrl is required with GLM_API",
    ),
    (
        changed(gameLaunchMethod=BY_API | {"providerGameLaunchApiUrl": "launch"}),
        "accounts[0].gameLaunchMethod.providerGameLaunchApiUrl must be a URL or empty",
    ),
]


async def test_a_wrong_account_is_refused() -> None:
    """With the place of the mistake, which is complained of; nothing is added."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        for account, complaint in WRONG_ACCOUNTS:
            answer = await provider.write(account)
            assert (answer["isSuccess"], answer["error"]) == (False, "INVALID_BODY")
            assert answer["errorMessage"] == f"Invalid request body: {complaint}"
            assert platform.complaints == [f"accounts: {complaint}"]
            assert platform.accounts == []
            platform.complaints.clear()


@pytest.mark.parametrize("name", ["accountId", "gameEmbedUrl", "royaltyPercent"])
async def test_an_account_has_a_link_a_royalty_and_an_id(name: str) -> None:
    """All else may be left out."""
    platform = OpenApiGames()
    least = {key: ACCOUNT[key] for key in ("accountId", "gameEmbedUrl", "royaltyPercent")}
    async with provider_of(platform) as provider:
        assert (await provider.write(least))["error"] == "NO_ERROR"
        del least[name]
        assert (await provider.write(least))["error"] == "INVALID_BODY"
    assert platform.complaints == [f"accounts: accounts[0].{name} is missing"]


async def test_currencies_may_be_fun() -> None:
    """For guests."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        await provider.add(currenciesAvailable=["FUN", "KZT"])
    assert platform.accounts[0].currencies_available == ("FUN", "KZT")


async def test_what_the_document_does_not_have_is_complained_of_but_served() -> None:
    """On every level, and in a query."""
    platform = OpenApiGames()
    odd = ACCOUNT | {"name": "Slots", "gameLaunchMethod": BY_API | {"timeout": 5}}
    async with provider_of(platform) as provider:
        assert (await provider.write(odd, action="add"))["isSuccess"]
        headers = {"Sign": platform.sign(b"[]"), "Content-Type": "application/json"}
        await provider.http.post(f"{PATH}?clientId=keydesk", content=b"[]", headers=headers)
    assert platform.complaints == [
        "accounts: action is not in the document",
        "accounts: accounts[0].name is not in the document",
        "accounts: accounts[0].gameLaunchMethod.timeout is not in the document",
        "accounts: clientId is not in the document",
        "accounts: the body is not a JSON object",
    ]


WRONG_BODIES: list[tuple[str, str, str]] = [
    ("text/plain", "{}", "Content-Type is text/plain, not application/json"),
    ("application/json", "[]", "the body is not a JSON object"),
    ("application/json", "", "the body is not JSON"),
    ("application/json", '{"accounts": Infinity}', "the body is not JSON"),
    ("application/json", "{}", "contentProviderId is missing; accounts is missing"),
    ("application/json", '{"contentProviderId": "x", "accounts": {}}', "list of accounts"),
]


async def test_a_body_is_a_json_object() -> None:
    """And says so."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        for content_type, content, complaint in WRONG_BODIES:
            answer = await provider.send(content, **{"Content-Type": content_type})
            assert answer.json()["error"] == "INVALID_BODY"
            assert len(platform.complaints) == 1
            assert complaint in platform.complaints[0]
            platform.complaints.clear()


WRONG_PLACES: list[tuple[str, str]] = [
    ("GET", PATH),
    ("PUT", PATH),
    ("POST", "/open-api-games/v1/games"),
]


async def test_another_method_or_path_is_not_found() -> None:
    """Games are in another document."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        for method, path in WRONG_PLACES:
            assert (await provider.http.request(method, path)).status_code == 404
            assert platform.complaints == [f"unknown: {method} {path} is not in the document"]
            platform.complaints.clear()


STEPS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 10_000)), min_size=1, max_size=4)


@settings(max_examples=25)
@given(requests=st.lists(STEPS, max_size=6))
async def test_any_sequence_of_requests_leaves_what_a_model_has(
    requests: list[list[tuple[int, int]]],
) -> None:
    """0 adds, the index of an account changes it, any other refuses its whole request."""
    platform, model = OpenApiGames(), dict[int, int]()
    async with provider_of(platform) as provider:
        for request in requests:
            numbers = [(1000 + index if index else 0, royalty) for index, royalty in request]
            answer = await provider.write(
                *(
                    ACCOUNT | {"accountId": number, "royaltyPercent": royalty}
                    for number, royalty in numbers
                )
            )
            known = all(number == 0 or number in model for number, _ in numbers)
            assert answer["error"] == ("NO_ERROR" if known else "UNKNOWN_ACCOUNT")
            for number, royalty in numbers if known else []:
                model[number or 1001 + len(model)] = royalty
        listed = {int(each["accountId"]): each["royaltyPercent"] for each in await provider.list()}
    assert listed == model
    assert platform.complaints == []
