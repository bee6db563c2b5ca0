"""What must add up whatever is sent, and whatever gets lost on the way."""

from collections import Counter

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.codegames import CodeGames
from sandbox.faults import Fault
from tests.sandbox.providers.codegames.partner import Partner, partner_of

TXN_IDS = st.sampled_from(["t1", "t2", "t3", "t4", "t5"])
PAYS = st.tuples(
    TXN_IDS,
    st.sampled_from(["562", "563", "nope"]),
    st.sampled_from([956.3, 12.5]),
    st.integers(1, 4),
)
LOSSES = st.sampled_from(
    [
        None,
        Fault.status(503),
        Fault.html(),
        Fault.malformed(),
        Fault.truncated(),
        Fault.lost_before(),
        Fault.lost_after(),
    ]
)


def shop() -> CodeGames:
    """Two offers, neither with much in stock."""
    codegames = CodeGames()
    codegames.offer("562", title="GTA V", price="956.30", stock=7)
    codegames.offer("563", title="Gift card", price="12.50", stock=3)
    return codegames


def assert_adds_up(codegames: CodeGames) -> None:
    """Charges, stock and keys tell the same story."""
    sold: Counter[str] = Counter()
    for order in codegames.orders:
        sold[order.offer_id] += order.count
        assert len(order.keys) == order.count
    assert sold["562"] + codegames.stock("562") == 7
    assert sold["563"] + codegames.stock("563") == 3
    assert min(codegames.stock("562"), codegames.stock("563")) >= 0
    keys = [key for order in codegames.orders for key in order.keys]
    assert len(keys) == len(set(keys))
    txn_ids = [order.txn_id for order in codegames.orders]
    assert len(txn_ids) == len(set(txn_ids)) == codegames.charges
    assert codegames.spent == sum(order.price * order.count for order in codegames.orders)


@settings(max_examples=25)
@given(pays=st.lists(PAYS, max_size=12))
async def test_charges_are_the_distinct_accepted_txn_ids(
    pays: list[tuple[str, str, float, int]],
) -> None:
    """Any sequence of pays: one charge for a txnId, stock never negative, keys distinct."""
    codegames = shop()
    accepted: dict[str, int] = {}
    async with partner_of(codegames) as partner:
        for txn_id, offer_id, price, count in pays:
            answer = await partner.pay(txn_id, offer_id=offer_id, price=price, count=count)
            if answer.status_code == 201:
                assert txn_id not in accepted
                accepted[txn_id] = answer.json()["orderId"]
            else:
                duplicate = answer.json()["code"] == "PRODUCT_OFFER_TXN_DUPLICATE"
                assert duplicate == (txn_id in accepted)
        for order in codegames.orders:
            assert accepted[order.txn_id] == order.order_id
            keys = (await partner.keys(order.order_id)).json()["keys"]
            assert order.keys == ([keys] if order.count == 1 else keys)
    assert codegames.charges == len(accepted)
    assert_adds_up(codegames)
    assert codegames.complaints == []


async def pay_until_known(partner: Partner, txn_id: str, count: int) -> str:
    """Repeat with the same txnId until the answer can be read; return what it says."""
    while True:
        try:
            answer = await partner.pay(txn_id, count=count)
            body = answer.json()
        except (httpx.TransportError, ValueError):
            continue
        return "accepted" if answer.status_code == 201 else str(body["code"])


@settings(max_examples=25)
@given(
    counts=st.lists(st.integers(1, 3), min_size=1, max_size=5),
    losses=st.lists(LOSSES, max_size=8),
)
async def test_a_repeat_with_the_same_txn_id_never_charges_twice(
    counts: list[int], losses: list[Fault | None]
) -> None:
    """Whatever is lost, an order is charged once, or refused and not charged at all."""
    codegames = shop()
    for fault in losses:
        if fault is not None:
            codegames.faults.add("pay", fault)
    async with partner_of(codegames) as partner:
        for number, count in enumerate(counts):
            said = await pay_until_known(partner, f"t{number}", count)
            charged = sum(order.txn_id == f"t{number}" for order in codegames.orders)
            assert charged == (said in {"accepted", "PRODUCT_OFFER_TXN_DUPLICATE"})
    assert_adds_up(codegames)
