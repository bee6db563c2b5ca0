"""The engine refuses what a document does not allow: without that, no complaint would mean nothing."""

from dataclasses import replace

import pytest

from tests.documents.samples import sample, spoilt
from tests.documents.server import serving, written
from tests.sandbox.plain_http import plain_http

DOCUMENTS = ["codegames", "gamebase", "hype", "openapigames", "paysuper"]


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_what_is_spoilt_is_complained_of(name: str) -> None:
    """Of each operation its sample passes, and each way of spoiling it is refused and written down."""
    async with serving(name) as server, plain_http(server.url) as client:
        for number in sorted(server.document.numbers):
            good = sample(server.document, number)
            if number == "3.2" or (good is None and name == "gamebase"):
                continue  # the platform calls us; its bodies have no examples
            assert good is not None
            assert await good.send(client) < 400, server.complaints
            assert server.complaints == []
            for how, bad in spoilt(server.document, number, good):
                assert len(server.called(number)) == 1
                await bad.send(client)
                assert len(server.complaints) == 1, f"{number}: {how} is let through"
                assert server.complaints.pop().startswith(f"{number}: ")


TYPES = [
    ("codegames", "1.3", {"price": "956.3"}),
    ("codegames", "1.3", {"txnId": 1700220589699083777}),
    ("codegames", "1.3", {"currency": "USD"}),
    ("codegames", "1.4", {"orderId": "782"}),
    ("hype", "5.8", {"productId": "1"}),
    ("hype", "5.8", {"productId": 1.5}),
    ("hype", "5.8", {"productId": 2**31}),
    ("hype", "5.8", {"partnerReference": 100000121}),
    ("hype", "5.9", {"transactionId": "1000035"}),
    ("paysuper", "2.2", {"name": "The Awesome Game"}),
    ("paysuper", "2.2", {"name": {"en": 1}}),
    ("paysuper", "2.3", {"sku": "en_awesome_game"}),
    ("paysuper", "2.3", {"pricing": "cheap"}),
    ("paysuper", "2.9", {"platform": {"id": "gog", "name": "GOG.com"}}),
    ("openapigames", "3.1", {"accounts": [{"accountId": 0}]}),
]


@pytest.mark.parametrize(("name", "number", "wrong"), TYPES)
async def test_a_wrong_value_is_complained_of(
    name: str, number: str, wrong: dict[str, object]
) -> None:
    """A number is no text and a text no number, within objects as well; nothing is converted."""
    async with serving(name) as server, plain_http(server.url) as client:
        good = sample(server.document, number)
        assert good is not None
        await replace(good, body={**good.body, **wrong}).send(client)
        (complaint,) = server.complaints
        assert complaint.startswith(f"{number}: ")
        assert next(iter(wrong)) in complaint
        assert server.calls == []


@pytest.mark.parametrize(
    ("name", "number", "header"),
    [
        ("codegames", "1.2", "Authorization"),
        ("gamebase", "4.3", "X-Secret-Key"),
        ("hype", "5.3", "Authorization"),
        ("openapigames", "3.1", "Sign"),
        ("paysuper", "2.1", "Authorization"),
    ],
)
async def test_each_document_wants_its_credential(name: str, number: str, header: str) -> None:
    """The header that its provider wants must be there, whatever the yaml file says of it."""
    async with serving(name) as server, plain_http(server.url) as client:
        good = sample(server.document, number)
        assert good is not None
        others = {key: value for key, value in good.headers.items() if key != header}
        await replace(good, headers=others).send(client)
        assert len(server.complaints) == 1
        assert server.calls == []


async def test_what_is_wrong_around_the_body_is_complained_of() -> None:
    """Another content type, no JSON, no body at all, another path, another token, a number in a path."""
    async with (
        serving("hype", bearer="right") as server,
        plain_http(server.url) as client,
    ):
        text = b'{"identifier": "a", "secret": "b"}'
        json_type = {"Content-Type": "application/json"}
        right, wrong = ({"Authorization": f"Bearer {token}"} for token in ("right", "wrong"))
        assert (await client.post("/auth", content=text, headers=json_type)).status_code == 200
        answers = [
            await client.post("/auth", content=text),
            await client.post("/auth", content=text, headers={"Content-Type": "text/plain"}),
            await client.post("/auth", content=b"{", headers=json_type),
            await client.post("/auth", headers=json_type),
            await client.get("/auth"),
            await client.get("/nowhere", headers=right),
            await client.get("/catalog", headers=wrong),
            await client.get("/catalog", headers={"Authorization": "right"}),
            await client.get("/catalog/products/one", headers=right),
            await client.get("/report/2026-11-01/yesterday", headers=right),
        ]
        assert min(answer.status_code for answer in answers) >= 400
        assert len(server.complaints) == len(answers)
        assert len(server.calls) == 1


async def test_a_check_of_a_test_is_heard() -> None:
    """What OpenAPI has no words for is complained of as well, and answered like a stranger's call."""
    async with (
        serving("openapigames") as server,
        plain_http(server.url) as client,
    ):
        server.checks.append(lambda call: "not signed by us")
        good = sample(server.document, "3.1")
        assert good is not None
        assert await good.send(client) == 400
        assert server.complaints == ["3.1: POST /open-api-games/v1/accounts: not signed by us"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_examples_are_what_the_document_says_of_them(name: str) -> None:
    """Each example of an answer fits the schema beside it."""
    document = written(name)
    for number in document.numbers:
        for example, answer in document.answers(number).items():
            assert document.unfit(number, answer) == "", f"{number}: {example}"
