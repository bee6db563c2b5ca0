"""Signing in: once for all who wait, once more when refused, and every token is reported."""

import asyncio
from decimal import Decimal

import pytest

from providers.codegames.provider import CodeGames
from providers.errors import OutcomeUnknown, ProviderError, Unavailable
from providers.tokens import Tokens
from sandbox import codegames
from sandbox.faults import Fault
from tests.providers.conftest import OFFER

PRICE = Decimal("956.3")


def endpoints(cg: codegames.CodeGames) -> list[str]:
    """The endpoints called, in order."""
    return [call.endpoint for call in cg.calls]


async def test_one_sign_in_for_all(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """However many calls begin at once, one sign-in serves them all."""
    gate = cg.gate("sign_in")
    quotes = [asyncio.create_task(shop.quote(OFFER)) for _ in range(20)]
    await gate.reached()
    gate.release()
    assert {quote.stock for quote in await asyncio.gather(*quotes)} == {7}
    assert endpoints(cg).count("sign_in") == 1


async def test_one_renewal_for_all(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """However many calls find the token expired, one new sign-in serves them all."""
    await shop.quote(OFFER)
    cg.expire_tokens()
    await asyncio.gather(*(shop.quote(OFFER) for _ in range(20)))
    assert endpoints(cg).count("sign_in") == 2


async def test_reused(cg: codegames.CodeGames, shop: CodeGames, secrets: list[str]) -> None:
    """A token is used until it is refused, and each one is reported when it is obtained."""
    for _ in range(3):
        await shop.quote(OFFER)
    assert endpoints(cg) == ["sign_in", "check", "check", "check"]
    assert [f"Bearer {token}" for token in secrets] == [cg.calls[-1].headers["Authorization"]]
    cg.expire_tokens()
    await shop.quote(OFFER)
    assert len(set(secrets)) == 2


async def test_purchase_with_an_expired_token(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """A purchase whose token has expired is made once, with the same id."""
    await shop.check()
    cg.expire_tokens()
    await shop.purchase(OFFER, PRICE, "txn-1")
    assert [order.txn_id for order in cg.orders] == ["txn-1"]
    pays = [call.body for call in cg.calls if call.endpoint == "pay"]
    assert len(pays) == 2
    assert pays[0] == pays[1]


async def test_renewal_fails(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """A purchase that could not be signed in for is Unavailable: it was not acted on."""
    await shop.check()
    cg.expire_tokens()
    cg.faults.add("sign_in", Fault.status(500), times=None)
    with pytest.raises(Unavailable):
        await shop.purchase(OFFER, PRICE, "txn-1")
    assert cg.charges == 0


async def test_lost_after_renewal(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """A purchase lost at its repeat with the new token is as unknown as any other."""
    await shop.check()
    cg.expire_tokens()
    cg.faults.add("pay", Fault.status(401))
    cg.faults.add("pay", Fault.lost_after())
    with pytest.raises(OutcomeUnknown):
        await shop.purchase(OFFER, PRICE, "txn-1")
    assert cg.charges == 1


@pytest.mark.parametrize(
    "body",
    [
        '{"token": ""}',
        '{"token": "two words"}',
        '{"token": "line\\nX-Evil: 1"}',
        '{"token": "тест"}',
        '{"token": 5}',
        '{"token": null}',
        '{"token": "\\ud800"}',
        "{}",
        "[]",
        '"token"',
    ],
)
async def test_token_that_is_none(
    cg: codegames.CodeGames, shop: CodeGames, secrets: list[str], body: str
) -> None:
    """What cannot be a token is never sent, and the provider is Unavailable."""
    cg.faults.add("sign_in", Fault.status(200, body, content_type="application/json"))
    with pytest.raises(Unavailable, match="makes no sense"):
        await shop.purchase(OFFER, PRICE, "txn-1")
    assert endpoints(cg) == ["sign_in"]
    assert secrets == []


async def test_waiting_call_is_cancelled() -> None:
    """A sign-in that is cancelled leaves the next one free to run."""
    started, never = asyncio.Event(), asyncio.Event()
    obtained = iter(["first", "second"])

    async def sign_in() -> str:
        token = next(obtained)
        started.set()
        if token == "first":
            await never.wait()
        return token

    async def call(token: str) -> str:
        return token

    tokens = Tokens(sign_in, lambda _: None)
    impatient = asyncio.create_task(tokens.use(call))
    await started.wait()
    patient = asyncio.create_task(tokens.use(call))
    impatient.cancel()
    assert await patient == "second"


async def test_failed_sign_in_is_not_remembered() -> None:
    """After a sign-in that failed the next call tries again."""
    ends: list[str | ProviderError] = [Unavailable("x", "down"), "token"]

    async def sign_in() -> str:
        end = ends.pop(0)
        if isinstance(end, ProviderError):
            raise end
        return end

    async def call(token: str) -> str:
        return token

    tokens = Tokens(sign_in, lambda _: None)
    with pytest.raises(Unavailable):
        await tokens.use(call)
    assert await tokens.use(call) == "token"
