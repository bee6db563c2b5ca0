"""Each kind of fault at every endpoint of PIN Hype: which error of the tree it becomes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from providers.base import Reversal, ReversalEnd
from providers.calls import Answer
from providers.errors import (
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Rejected,
    Unavailable,
)
from providers.hype.client import HypeClient, Market
from providers.hype.errors import refused
from providers.hype.provider import Hype
from providers.hype.session import Session
from sandbox import hype
from sandbox.faults import Fault
from tests.clock import ManualClock
from tests.providers.conftest import HYPE_SECRET, PIN, hype_settings
from tests.providers.discreet import assert_hides, everything_of
from tests.providers.patience import QUICK, TRUSTING
from tests.providers.waits import waits

PRICE = Decimal("66.49")
BR = Market("BR", "BRL")
DAY = date(2030, 1, 15)
DESK = replace(QUICK, after_503=0.002)


@dataclass
class Room:
    """Our Hype in its two layers, and a pin that is sold already."""

    provider: Hype
    client: HypeClient
    session: Session
    sold: str


Reads = dict[str, Callable[[Room], Awaitable[object]]]
READS: Reads = {
    "catalog": lambda room: room.client.catalog(BR),
    "collections": lambda room: room.client.collections(BR),
    "collection": lambda room: room.client.collection("3", BR),
    "product": lambda room: room.client.product("101", BR),
    "stock": lambda room: room.client.stock("101", BR),
    "report_period": lambda room: room.client.report_period(DAY, DAY),
    "report_transaction": lambda room: room.client.report_transaction(room.sold),
    "report_reference": lambda room: room.client.report_reference("sold"),
    "report_document": lambda room: room.client.report_document("12345678900"),
    "echo": lambda room: room.session.echo(),
    "auth": lambda room: room.session.sign_in(),
}


@dataclass(frozen=True)
class Row:
    """A fault, what a read makes of it, how often it tries, and whether the fault let it act."""

    fault: Fault
    read: type[ProviderError]
    purchase: type[ProviderError] | None = OutcomeUnknown
    tries: int = 3
    acted: bool = False
    plain: bool = False
    """A success of any body, which is all that echo asks for."""


def _status(status: int, *headers: tuple[str, str]) -> Fault:
    return Fault.status(
        status, '{"message": "?"}', content_type="application/json", headers=dict(headers)
    )


TABLE = {
    "down": Row(_status(500), Unavailable),
    "lost": Row(Fault.lost_after(), Unavailable, acted=True),
    "a no": Row(Fault.status(400), Rejected, Rejected, tries=1),
    "a text": Row(
        Fault.status(200, '"x"', content_type="application/json"), Unavailable, tries=1, plain=True
    ),
}
"""One of each kind of outcome, for every endpoint."""

STATUSES = {
    "not there": Row(_status(404), NotFound, NotFound, tries=1),
    "a page": Row(Fault.html(404, acted=False), NotFound, NotFound, tries=1),
    "a no, and done": Row(Fault.status(409, acted=True), Rejected, None, tries=1, acted=True),
    "not now": Row(_status(429), Unavailable),
    "the limit": Row(Fault.status(503, "Service Unavailable"), Unavailable),
    "sent elsewhere": Row(_status(301, ("Location", "/")), Unavailable, tries=1),
    "nothing": Row(Fault.status(200), Unavailable, tries=1, plain=True),
    "no JSON": Row(Fault.html(), Unavailable, tries=1, acted=True, plain=True),
}
"""Hype says no by the status alone: what each means, for one endpoint of each way of reading."""

ENDPOINTS = [(name, fault) for name in READS for fault in TABLE]
ENDPOINTS += [(name, fault) for name in ("stock", "echo", "auth") for fault in STATUSES]
ENDPOINTS += [(name, "nothing") for name in READS if name not in {"stock", "echo", "auth"}]
"""Where a list is due, nothing must not be taken for an empty one: a sale missed may be repeated."""
ALL = TABLE | STATUSES


def test_what_is_a_no() -> None:
    """Any 4xx, but for those by which one is not let in or asked to come later."""
    no = [status for status in range(100, 600) if refused(Answer(status, None))]
    assert no == [status for status in range(400, 500) if status not in {401, 403, 408, 425, 429}]


@pytest.fixture
async def room(hy: hype.Hype, secrets: list[str], clock: ManualClock) -> Room:
    """Everything at hand, and a pin sold; signed in."""
    settings = hype_settings(hy.base_url)
    session = Session(settings, secrets.append, DESK)
    provider = Hype(settings, on_secret=secrets.append, patience=DESK, clock=clock)
    seller = Hype(settings, on_secret=secrets.append, patience=TRUSTING, clock=clock)
    bought = await seller.purchase(PIN, PRICE, "sold")
    await seller.close()
    await session.sign_in()
    hy.calls.clear()
    return Room(provider, HypeClient(settings, session), session, bought.reference)


@pytest.fixture(autouse=True)
async def closing(room: Room) -> object:
    """Close what the room opened."""
    yield
    await room.provider.close()
    await room.session.close()


def hidden(hy: hype.Hype, secrets: list[str]) -> list[str]:
    """What no error may show."""
    return [HYPE_SECRET, *secrets, *(pin.key for pin in hy.pins)]


@pytest.mark.parametrize(("name", "fault"), ENDPOINTS)
async def test_reads(hy: hype.Hype, room: Room, secrets: list[str], name: str, fault: str) -> None:
    """Each fault at each read ends in the error of the table, after as many tries as it says."""
    row = ALL[fault]
    hy.faults.add(name, row.fault, times=None)
    if name == "echo" and row.plain:
        await READS[name](room)
        return
    expected = row.read
    if name == "auth" and issubclass(expected, Rejected | NotFound):
        expected = NotAllowed
    if name == "echo" and expected is NotFound:
        expected = Rejected
    with pytest.raises(ProviderError) as caught:
        await READS[name](room)
    assert type(caught.value) is expected
    assert_hides(everything_of(caught.value), hidden(hy, secrets))
    assert [call.endpoint for call in hy.calls] == [name] * row.tries


@pytest.mark.parametrize("row", ALL.values(), ids=ALL)
async def test_purchase(hy: hype.Hype, room: Room, secrets: list[str], row: Row) -> None:
    """A booking is sent once; what it leaves behind is never more than one pin."""
    hy.faults.add("pre_redeem", row.fault, times=None)
    if row.purchase is None:
        bought = await room.provider.purchase(PIN, PRICE, "txn-1")
        assert bought.keys == (hy.pins[-1].key,)
    else:
        with pytest.raises(ProviderError) as caught:
            await room.provider.purchase(PIN, PRICE, "txn-1")
        assert type(caught.value) is row.purchase
        assert_hides(everything_of(caught.value), hidden(hy, secrets))
    assert [call.endpoint for call in hy.calls].count("pre_redeem") == 1
    assert len(hy.pins) == 1 + row.acted


@pytest.mark.parametrize(
    ("fault", "known"), [*((fault, True) for fault in ALL), *((fault, False) for fault in TABLE)]
)
async def test_reversal(hy: hype.Hype, room: Room, fault: str, known: bool) -> None:
    """A reversal is sent once; the books then say what became of it, and nothing is claimed else."""
    row = ALL[fault]
    endpoint = "reverse_transaction" if known else "reverse_reference"
    hy.faults.add(endpoint, row.fault, times=None)
    answer: Reversal = await room.provider.reverse("sold", room.sold if known else None)
    said_no = row.purchase is not OutcomeUnknown
    if row.acted:
        assert (answer.end, answer.status) == (ReversalEnd.DONE, "Canceled in stock")
    else:
        assert answer.end is (ReversalEnd.REFUSED if said_no else ReversalEnd.UNKNOWN)
        assert answer.status == "delivered"
    assert [call.endpoint for call in hy.calls].count(endpoint) == 1
    assert len(hy.reversals) == row.acted


@pytest.mark.parametrize(
    ("name", "status"), [("stock", 401), ("stock", 403), ("echo", 401), ("pre_redeem", 401)]
)
async def test_refused_for_good(hy: hype.Hype, room: Room, name: str, status: int) -> None:
    """A token refused again after one new sign-in is NotAllowed, and nothing is booked."""
    hy.faults.add(name, Fault.html(status, acted=False), times=None)
    buying = room.provider.purchase(PIN, PRICE, "txn-1") if name == "pre_redeem" else None
    with pytest.raises(NotAllowed):
        await (buying or READS[name](room))
    assert [call.endpoint for call in hy.calls].count(name) == (3 if name == "echo" else 2)
    assert len(hy.pins) == 1


@pytest.mark.parametrize("name", ["report_reference", "pre_redeem"])
async def test_signed_out_in_mid_flight(hy: hype.Hype, room: Room, name: str) -> None:
    """A token that ends between two calls is replaced, and the call is made, once."""
    hy.expire_tokens()
    if name == "pre_redeem":
        await room.provider.purchase(PIN, PRICE, "txn-1")
        assert len(hy.pins) == 2
    else:
        await READS[name](room)


async def test_the_limit(hy: hype.Hype, room: Room) -> None:
    """By default a read that meets the limit is made again a second later, and succeeds."""
    session = Session(hype_settings(hy.base_url), lambda _: None)
    client = HypeClient(hype_settings(hy.base_url), session)
    await session.sign_in()
    hy.calls.clear()
    hy.faults.add("stock", Fault.status(503))
    with waits() as asked:
        assert (await client.stock("101", BR)).left() == 6
    assert [call.status for call in hy.calls] == [503, 200]
    assert asked == [1.0]
    await session.close()
