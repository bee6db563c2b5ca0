"""Each kind of fault at every endpoint of CodeGames: which error of the tree it becomes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from providers.codegames.provider import CodeGames
from providers.errors import (
    NotAllowed,
    OutcomeUnknown,
    ProviderError,
    Rejected,
    Unavailable,
)
from sandbox import codegames
from sandbox.faults import Fault
from tests.clock import ManualClock
from tests.providers.conftest import OFFER, PASSWORD
from tests.providers.discreet import assert_hides, everything_of

PRICE = Decimal("956.3")
Error = type[ProviderError] | None
"""None where the fault is no failure: for keys, "not yet there"."""


async def _recover(shop: CodeGames) -> object:
    return await shop.recover(OFFER, PRICE, "txn-1", ManualClock()())


CALLS: dict[str, tuple[str, Callable[[CodeGames], Awaitable[object]]]] = {
    "check": ("sign_in", lambda shop: shop.check()),
    "quote": ("check", lambda shop: shop.quote(OFFER)),
    "purchase": ("pay", lambda shop: shop.purchase(OFFER, PRICE, "txn-1")),
    "recover": ("pay", _recover),
    "keys": ("keys", lambda shop: shop.keys("782")),
}
READS = ("check", "quote", "keys")


@dataclass(frozen=True)
class Row:
    """A fault, what a read and a purchase make of it, how often a read tries, whether it charged."""

    fault: Fault
    read: Error
    tries: int = 3
    charged: bool = False
    exceptions: tuple[tuple[str, Error], ...] = ()
    """Reads that differ."""


def _json(status: int) -> Fault:
    return Fault.status(status, '{"message": "?"}', content_type="application/json")


TABLE = {
    "down": Row(_json(500), Unavailable),
    "lost": Row(Fault.lost_after(), Unavailable, charged=True),
    "a no": Row(_json(400), Rejected, 1, exceptions=(("check", NotAllowed), ("keys", None))),
    "a page": Row(Fault.html(404, acted=False), Unavailable, 1),
    "another object": Row(_json(200), Unavailable, 1, exceptions=(("keys", None),)),
    "sent elsewhere": Row(_json(301), Unavailable, 1),
}
"""One of each kind of outcome; what each status means to any call is held by test_http.py."""


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
@pytest.mark.parametrize("name", CALLS)
async def test_fault(
    cg: codegames.CodeGames, shop: CodeGames, secrets: list[str], name: str, row: Row
) -> None:
    """Each fault at each call ends in the error of the table, after as many tries as it says."""
    endpoint, call = CALLS[name]
    is_read = name in READS
    expected = dict(row.exceptions).get(name, row.read) if is_read else OutcomeUnknown
    if name == "keys":
        await shop.purchase(OFFER, PRICE, "txn-0")
    charged_before = cg.charges
    before = len(cg.calls)
    cg.faults.add(endpoint, row.fault, times=None)
    if expected is None:
        assert await call(shop) == ()
    else:
        with pytest.raises(ProviderError) as caught:
            await call(shop)
        assert type(caught.value) is expected
        keys = [key for order in cg.orders for key in order.keys]
        assert_hides(everything_of(caught.value), [PASSWORD, *secrets, *keys])
    tries = [seen for seen in cg.calls[before:] if seen.endpoint == endpoint]
    assert len(tries) == (row.tries if is_read else 1)
    assert cg.charges - charged_before == (1 if row.charged and not is_read else 0)
    assert cg.complaints == []


@pytest.mark.parametrize(("name", "status"), [("quote", 403), ("purchase", 401), ("keys", 401)])
async def test_refused_for_good(
    cg: codegames.CodeGames, shop: CodeGames, name: str, status: int
) -> None:
    """A token refused again after one new sign-in is NotAllowed, and nothing is charged."""
    endpoint, call = CALLS[name]
    cg.faults.add(endpoint, Fault.html(status, acted=False), times=None)
    with pytest.raises(NotAllowed):
        await call(shop)
    assert [seen.endpoint for seen in cg.calls] == ["sign_in", endpoint, "sign_in", endpoint]
    assert cg.charges == 0


async def test_lost_answer_then_recovery(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """However the answer to a purchase is lost, repeating its id never charges twice."""
    lost = [row.fault for row in TABLE.values()]
    lost += [Fault.lost_before(), Fault.truncated(), Fault.html(), Fault.status(500, acted=True)]
    for number, fault in enumerate(lost):
        cg.set_stock("562", 7)
        cg.faults.add("pay", fault)
        with pytest.raises(OutcomeUnknown):
            await shop.purchase(OFFER, PRICE, f"txn-{number}")
        charged = cg.charges
        try:
            await shop.recover(OFFER, PRICE, f"txn-{number}", ManualClock()())
        except ProviderError as error:
            assert error.kind == "already-charged"
            assert cg.charges == charged
    assert [order.txn_id for order in cg.orders] == [f"txn-{n}" for n in range(len(lost))]


async def test_read_survives(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """A read outlives two failures in a row of any passing kind."""
    for fault in (Fault.status(503), Fault.lost_before(), Fault.truncated(), Fault.html(502)):
        cg.faults.add("check", fault, times=2)
        assert (await shop.quote(OFFER)).stock == 7
    assert len(cg.faults) == 0
