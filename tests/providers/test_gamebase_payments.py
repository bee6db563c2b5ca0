"""Gamebase's coupons and payments over real HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal

import pytest
from pydantic import SecretStr

from providers.errors import AlreadyDone, Rejected
from providers.gamebase.provider import Gamebase
from providers.games import (
    Consumed,
    ConsumesPayments,
    KnowsPayments,
    KnowsSubscriptions,
    Redeemed,
    RedeemsCoupons,
)
from sandbox import gamebase
from sandbox.gamebase import Quirks
from tests.providers.gamebase_calls import APP, COUPON, PLAYER


@pytest.fixture(autouse=True)
async def by_the_document(gb: gamebase.Gamebase) -> AsyncIterator[None]:
    """Whatever a test does, no request may go against the document."""
    yield
    assert gb.complaints == []


def test_capabilities(games: Gamebase) -> None:
    """It has all to do with money in the games."""
    for capability in (RedeemsCoupons, KnowsPayments, ConsumesPayments, KnowsSubscriptions):
        assert isinstance(games, capability)


async def test_coupon(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A coupon gives what it gives once; then it is used up."""
    gb.coupons.publish(APP, COUPON, title="Spring", benefits={"heart": 10})
    coupon = SecretStr(COUPON)
    assert await games.redeem("quest", PLAYER, coupon) == Redeemed("Spring", (("heart", 10),))
    with pytest.raises(AlreadyDone):
        await games.redeem("quest", PLAYER, coupon)
    assert len(gb.coupons.uses) == 1


async def test_coupon_of_a_store(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A store is named only where one is given, and only one of the document's."""
    gb.coupons.publish(APP, COUPON, stores=["ONESTORE"])
    with pytest.raises(Rejected) as caught:
        await games.redeem("quest", PLAYER, SecretStr(COUPON))
    assert caught.value.reason == "coupon-invalid"
    with pytest.raises(Rejected):
        await games.redeem("quest", PLAYER, SecretStr(COUPON), store="onestore")
    await games.redeem("quest", PLAYER, SecretStr(COUPON), store="ONESTORE")
    assert [(use.store) for use in gb.coupons.uses] == ["ONESTORE"]
    assert len(gb.calls) == 2


@pytest.mark.parametrize("code", ["", "a/b", "..", "x" * 101, "\n"])
async def test_texts_that_are_no_coupons(gb: gamebase.Gamebase, games: Gamebase, code: str) -> None:
    """What cannot be a part of an address is refused before it is sent."""
    with pytest.raises(Rejected):
        await games.redeem("quest", PLAYER, SecretStr(code))
    assert gb.calls == []


async def test_payment(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A payment waits with its token until it is consumed, which can be done once."""
    paid = gb.purchases.pay(APP, PLAYER, price="1500.50", product_seq=12345)
    gb.purchases.pay(APP, PLAYER, market="AS")
    gb.purchases.pay(APP, "OTHER")
    (waiting,) = await games.payments("quest", "GG", PLAYER)
    assert (waiting.payment, waiting.product) == (paid.payment_seq, 12345)
    assert (waiting.price, waiting.currency) == (Decimal("1500.5"), "KRW")
    assert paid.access_token not in repr(waiting)
    done = await games.consume("quest", waiting.payment, waiting.token)
    assert done == Consumed(12345, Decimal("1500.5"), "KRW")
    assert await games.payments("quest", "GG", PLAYER) == ()
    with pytest.raises(AlreadyDone) as caught:
        await games.consume("quest", waiting.payment, waiting.token)
    assert caught.value.code == 5018
    assert len(gb.purchases.consumptions) == 1


async def test_payment_that_is_not_in_order(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A refund or a wrong token consumes nothing."""
    paid = gb.purchases.pay(APP, PLAYER)
    with pytest.raises(Rejected) as caught:
        await games.consume("quest", paid.payment_seq, SecretStr("other"))
    assert (caught.value.code, caught.value.reason) == (5000, "consume-failed")
    paid.state = "refunded"
    with pytest.raises(Rejected):
        await games.consume("quest", paid.payment_seq, SecretStr(paid.access_token))
    assert gb.purchases.consumptions == []


@pytest.mark.parametrize("quirks", [Quirks(), Quirks(unknown_fields=True)])
async def test_subscriptions(gb: gamebase.Gamebase, games: Gamebase, quirks: Quirks) -> None:
    """A subscription of the package is read whole, with its times in milliseconds."""
    gb.quirks = quirks
    made = gb.subscriptions.subscribe(APP, PLAYER, price="990.99", lasts=timedelta(days=30))
    gb.subscriptions.subscribe(APP, PLAYER, package="com.other")
    (found,) = await games.subscriptions("quest", "GG", made.package, PLAYER)
    assert (found.payment, found.product_id) == (made.payment_seq, "subs_p1w")
    assert (found.product_type, found.package) == ("AUTO_RENEWABLE", made.package)
    assert (found.price, found.currency) == (Decimal("990.99"), "KRW")
    assert found.expires_at is not None
    assert found.purchased_at is not None
    assert found.expires_at - found.purchased_at == timedelta(days=30)
    assert (found.store_payment, found.first_store_payment) == (
        made.payment_id,
        made.original_payment_id,
    )


async def test_words_that_are_none(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """Stores, packages and payments that cannot be are refused before anything is sent."""
    for call in (
        games.payments("quest", "ALL", PLAYER),
        games.payments("quest", "GG", ""),
        games.subscriptions("quest", "GG", "", PLAYER),
        games.subscriptions("quest", "gg", "com.toast.gamebase", PLAYER),
        games.consume("quest", "", SecretStr("t")),
        games.consume("quest", "1", SecretStr("")),
        games.consume("other", "1", SecretStr("t")),
    ):
        with pytest.raises(Rejected):
            await call
    assert gb.calls == []
