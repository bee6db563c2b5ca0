"""The stand-ins keep to the documents by which others judge our clients (``tests/documents/*.yaml``).

An outside engine reads those files, and neither they nor it know the sandbox: what a stand-in answers
has to be what the document has, and it has to complain of what the document does not allow.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import httpx
import pytest

from sandbox.codegames import CodeGames, Order
from sandbox.gamebase import Gamebase
from sandbox.hype import Hype
from sandbox.openapigames import OpenApiGames
from sandbox.paysuper import EXAMPLE_PROJECT, PaySuper
from sandbox.standin import StandIn, utc_now
from tests.documents.document import Answer
from tests.documents.samples import sample, spoilt
from tests.documents.server import written
from tests.sandbox.plain_http import plain_http
from tests.sandbox.providers.openapigames_provider import md5_of


def codegames() -> CodeGames:
    """The offer of the examples, and an order from before of their number."""
    made = CodeGames()
    made.offer("562", title="GTA V", price="956.30", stock=7)
    made.take_over([Order(782, "562", "t0", 1, Decimal("956.30"), utc_now(), ["XBBRF-MR09R-NX8V"])])
    return made


def hype() -> Hype:
    """The product of the examples, and their partner."""
    made = Hype(identifier="string", secret="string")
    made.collection(1, "Games")
    made.product(1, "Grand Theft Auto V", "66.49", collection=1)
    return made


def openapigames() -> OpenApiGames:
    """The provider of the example."""
    return OpenApiGames(content_provider_id="1ef438b4-9b66-412e-bad0-b61e2b38b8fa")


def paysuper() -> PaySuper:
    """A product on sale with one platform, whose ids are those of a sample's path."""
    made = PaySuper(projects=(EXAMPLE_PROJECT, "5be2e16701d96d00012d26c3"))
    made.product("there", "There", product_id="1", published=True, prices={"steam": []})
    return made


def gamebase() -> Gamebase:
    """What the samples ask for: their paths say 1 wherever anything will do."""
    made = Gamebase(apps={"1": "sample"})
    made.member("1", "1")
    made.tokens.issue("1", "1", token="1")
    made.launching.client("1", "AOS", "GG", "1")
    made.transfers.issue("1", "1", "198704206255", "Zw548q7zE")
    made.coupons.publish("1", "1", limit=None)
    for factor in ("1", "2"):
        made.leaderboard.put(made.leaderboard.factor("1", factor), "1", 5)
    return made


MADE: dict[str, Callable[[], StandIn]] = {
    "codegames": codegames,
    "gamebase": gamebase,
    "hype": hype,
    "openapigames": openapigames,
    "paysuper": paysuper,
}
SIGN_IN = {"codegames": ("1.1", "token"), "hype": ("5.1", "accessToken")}
NO_SAMPLE = {"3.2", "4.6"}
"""The platform asks us; the page prints no body."""
NOT_THERE = {"2.10", "4.13", "5.2", "5.9", "5.10", "5.12"}
"""Whose sample names what nobody has: a platform, a payment, a pair of tokens, a transaction."""
NO_HINDRANCE = ("unknown", "a body")
"""Ways of spoiling that are complained of and served all the same."""


@asynccontextmanager
async def client_of(name: str, stand_in: StandIn) -> AsyncIterator[httpx.AsyncClient]:
    """Start a stand-in; where a request has a credential, the one in force takes its place."""
    token = getattr(stand_in, "token", "")

    def credential(request: httpx.Request) -> httpx.Request:
        if "Authorization" in request.headers:
            request.headers["Authorization"] = f"Bearer {token}"
        if "Sign" in request.headers:
            assert isinstance(stand_in, OpenApiGames)
            request.headers["Sign"] = md5_of(request.content, stand_in.secret)
        return request

    async with plain_http(await stand_in.start()) as client:
        client.auth = credential
        if name in SIGN_IN:
            number, field = SIGN_IN[name]
            good = sample(written(name), number)
            assert good is not None
            token = (await good.answer(client)).json()[field]
        yield client
    await stand_in.stop()


def body_of(answer: httpx.Response) -> Any:
    """The JSON; None where there is none."""
    return answer.json() if "json" in answer.headers.get("Content-Type", "") else None


def succeeded(answer: httpx.Response) -> bool:
    """By the status, or by what Gamebase and open-api-games say in a body with status 200."""
    body = body_of(answer)
    if not answer.is_success or not isinstance(body, dict):
        return answer.is_success
    return bool(body.get("header", {}).get("isSuccessful", body.get("isSuccess", True)))


@pytest.mark.parametrize("name", MADE)
async def test_a_sample_is_answered_as_documented_and_what_is_spoilt_is_told(name: str) -> None:
    """Of each call, without a complaint; and each way of spoiling it has one, and mostly a refusal."""
    document = written(name)
    for number in sorted(document.numbers - NO_SAMPLE):
        good, stand_in = sample(document, number), MADE[name]()
        assert good is not None
        async with client_of(name, stand_in) as client:
            answer = await good.answer(client)
            assert stand_in.complaints == [], number
            assert succeeded(answer) is (number not in NOT_THERE), f"{number}: {answer.text}"
            if succeeded(answer):
                assert document.unfit(number, Answer(answer.status_code, body_of(answer))) == ""
            for how, bad in spoilt(document, number, good):
                answer = await bad.answer(client)
                assert stand_in.complaints, f"{number}: {how} is let through"
                stand_in.complaints.clear()
                assert how.startswith(NO_HINDRANCE) or not succeeded(answer), f"{number}: {how}"
