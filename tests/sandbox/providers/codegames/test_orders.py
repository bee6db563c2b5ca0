"""Checking, paying and fetching keys."""

from decimal import Decimal

import pytest

from sandbox.codegames import CodeGames, Late
from tests.sandbox.providers.codegames.partner import Partner


async def test_stock_falls_by_what_was_paid(codegames: CodeGames, partner: Partner) -> None:
    """Three keys of seven leave four, and cost three times the price."""
    answer = await partner.pay("t1", count=3)
    assert answer.status_code == 201
    assert (await partner.check()).json()["count"] == 4
    assert codegames.charges == 1
    assert codegames.spent == Decimal("2868.90")
    order = codegames.orders[0]
    assert (order.offer_id, order.txn_id, order.count) == ("562", "t1", 3)


async def test_one_key_is_a_string_and_several_are_an_array(partner: Partner) -> None:
    """The form follows the count."""
    one = (await partner.pay("t1")).json()["orderId"]
    three = (await partner.pay("t2", count=3)).json()["orderId"]
    assert isinstance((await partner.keys(one)).json()["keys"], str)
    keys = (await partner.keys(three)).json()["keys"]
    assert len(set(keys)) == 3


async def test_one_key_may_come_as_an_array(codegames: CodeGames, partner: Partner) -> None:
    """The document allows it, so it can be had."""
    codegames.single_key_as_list()
    order_id = (await partner.pay("t1")).json()["orderId"]
    assert (await partner.keys(order_id)).json()["keys"] == codegames.orders[0].keys


async def test_keys_can_be_read_again(partner: Partner) -> None:
    """A second reading gives the same."""
    order_id = (await partner.pay("t1", count=2)).json()["orderId"]
    assert (await partner.keys(order_id)).json() == (await partner.keys(order_id)).json()


async def test_a_key_can_be_sold_twice_on_purpose(codegames: CodeGames, partner: Partner) -> None:
    """next_keys goes before made-up keys, repeats included."""
    codegames.next_keys("AAAAA-AAAAA-AAAA", "AAAAA-AAAAA-AAAA")
    await partner.pay("t1")
    await partner.pay("t2")
    assert codegames.orders[0].keys == codegames.orders[1].keys == ["AAAAA-AAAAA-AAAA"]


@pytest.mark.parametrize(
    ("late", "early"),
    [
        (Late.EMPTY_TEXT, {"keys": ""}),
        (Late.EMPTY_LIST, {"keys": []}),
        (Late.NULL, {"keys": None}),
        (Late.ABSENT, {}),
    ],
)
async def test_late_keys_come_after_so_many_polls(
    codegames: CodeGames, partner: Partner, late: Late, early: object
) -> None:
    """Two calls come too early, the third has the key."""
    codegames.keys_late(polls=2, late=late)
    order_id = (await partner.pay("t1")).json()["orderId"]
    for _ in range(2):
        answer = await partner.keys(order_id)
        assert (answer.status_code, answer.json()) == (200, early)
    assert (await partner.keys(order_id)).json() == {"keys": codegames.orders[0].keys[0]}


async def test_some_of_the_keys_may_come_first(codegames: CodeGames, partner: Partner) -> None:
    """Half of them early, all of them later."""
    codegames.keys_late(polls=1, late=Late.SOME)
    order_id = (await partner.pay("t1", count=4)).json()["orderId"]
    assert (await partner.keys(order_id)).json() == {"keys": codegames.orders[0].keys[:2]}
    assert (await partner.keys(order_id)).json() == {"keys": codegames.orders[0].keys}


async def test_late_keys_may_be_an_undocumented_error(
    codegames: CodeGames, partner: Partner
) -> None:
    """A code that no document has stands for not yet."""
    codegames.keys_late(polls=1, late=Late.UNKNOWN_ERROR)
    order_id = (await partner.pay("t1")).json()["orderId"]
    assert (await partner.keys(order_id)).status_code == 400
    assert (await partner.keys(order_id)).status_code == 200


async def test_lateness_is_of_the_orders_paid_from_then_on(
    codegames: CodeGames, partner: Partner
) -> None:
    """An order paid before keeps its keys at once."""
    before = (await partner.pay("t1")).json()["orderId"]
    codegames.keys_late(polls=1)
    after = (await partner.pay("t2")).json()["orderId"]
    assert (await partner.keys(before)).json()["keys"]
    assert not (await partner.keys(after)).json()["keys"]
