"""Every fault of the stand-in at every endpoint of CodeGames: which error of the tree it becomes."""

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
from tests.providers.conftest import HASTY, OFFER, PASSWORD, QUICK, codegames_settings
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
    purchase: Error
    tries: int = 3
    charged: bool = False
    exceptions: tuple[tuple[str, Error], ...] = ()
    """Reads that differ."""


def _status(status: int, *headers: tuple[str, str]) -> Fault:
    return Fault.status(
        status, '{"message": "?"}', content_type="application/json", headers=dict(headers)
    )


REJECTED = (("check", NotAllowed), ("keys", None))
TABLE = {
    "500": Row(_status(500), Unavailable, OutcomeUnknown),
    "500 acted": Row(Fault.status(500, acted=True), Unavailable, OutcomeUnknown, charged=True),
    "502 page": Row(Fault.html(502), Unavailable, OutcomeUnknown, charged=True),
    "503": Row(_status(503), Unavailable, OutcomeUnknown),
    "503 soon": Row(_status(503, ("Retry-After", "0")), Unavailable, OutcomeUnknown),
    "503 late": Row(_status(503, ("Retry-After", "3600")), Unavailable, OutcomeUnknown, tries=1),
    "504 no body": Row(Fault.status(504), Unavailable, OutcomeUnknown),
    "429": Row(_status(429), Unavailable, OutcomeUnknown),
    "408": Row(_status(408), Unavailable, OutcomeUnknown),
    "400": Row(_status(400), Rejected, OutcomeUnknown, tries=1, exceptions=REJECTED),
    "404": Row(_status(404), Rejected, OutcomeUnknown, tries=1, exceptions=REJECTED),
    "404 page": Row(Fault.html(404), Unavailable, OutcomeUnknown, tries=1, charged=True),
    "422 code": Row(
        Fault.refusal("NOBODY_DOCUMENTED_THIS"),
        Rejected,
        OutcomeUnknown,
        tries=1,
        exceptions=REJECTED,
    ),
    "301": Row(_status(301, ("Location", "/")), Unavailable, OutcomeUnknown, tries=1),
    "200 page": Row(Fault.html(), Unavailable, OutcomeUnknown, tries=1, charged=True),
    "200 malformed": Row(Fault.malformed(), Unavailable, OutcomeUnknown, tries=1, charged=True),
    "200 empty": Row(Fault.status(200), Unavailable, OutcomeUnknown, tries=1),
    "204": Row(Fault.status(204), Unavailable, OutcomeUnknown, tries=1),
    "200 other object": Row(
        _status(200), Unavailable, OutcomeUnknown, tries=1, exceptions=(("keys", None),)
    ),
    "truncated": Row(Fault.truncated(), Unavailable, OutcomeUnknown, charged=True),
    "lost before": Row(Fault.lost_before(), Unavailable, OutcomeUnknown),
    "lost after": Row(Fault.lost_after(), Unavailable, OutcomeUnknown, charged=True),
    "too slow": Row(Fault.delay(60), Unavailable, OutcomeUnknown),
}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
@pytest.mark.parametrize("name", CALLS)
async def test_fault(
    cg: codegames.CodeGames, shop: CodeGames, secrets: list[str], name: str, row: Row
) -> None:
    """Each fault at each call ends in the error of the table, after as many tries as it says."""
    patience = HASTY if row.fault.seconds else QUICK
    tried = CodeGames(
        codegames_settings(cg.base_url),
        on_secret=secrets.append,
        patience=patience,
        clock=ManualClock(),
    )
    endpoint, call = CALLS[name]
    is_read = name in READS
    expected = dict(row.exceptions).get(name, row.read) if is_read else row.purchase
    if name == "keys":
        await shop.purchase(OFFER, PRICE, "txn-0")
    charged_before = cg.charges
    cg.faults.add(endpoint, row.fault, times=None)
    try:
        if expected is None:
            assert await call(tried) == ()
        else:
            with pytest.raises(ProviderError) as caught:
                await call(tried)
            assert type(caught.value) is expected
            keys = [key for order in cg.orders for key in order.keys]
            assert_hides(everything_of(caught.value), [PASSWORD, *secrets, *keys])
    finally:
        await tried.close()

    tries = [seen for seen in cg.calls if seen.endpoint == endpoint]
    assert len(tries) == (row.tries if is_read else 1)
    assert cg.charges - charged_before == (1 if row.charged and not is_read else 0)
    assert cg.complaints == []


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("name", ["quote", "purchase", "keys"])
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
    lost = [fault for fault in (row.fault for row in TABLE.values()) if fault.kind.name != "DELAY"]
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
