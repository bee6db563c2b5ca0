"""The rows of PIN Hype (5.1 to 5.15).

A purchase whose answer is lost is looked up in the books under its id, and made again only if they do
not show it: it always ends with its key. A reversal whose answer is lost is looked up likewise, and
asked again until it is known to be done or refused.
"""

from collections.abc import Awaitable, Callable, Mapping

from tests.campaigns.faults import hype_roads as roads
from tests.campaigns.faults.roads import buy_again, order_status
from tests.campaigns.faults.table import UNREADABLE, Column, Effect, Row, Walk, in_each, nothing
from tests.conversations.play import Play

WELL = "Hype – R$30.00, always in stock"
LINE = in_each(
    "Hype – is not available at the moment",
    dict.fromkeys(UNREADABLE, "Hype – answers, but not in a way I can read"),
    {Column.REFUSED: "Hype – found a fault in our request"},
)
"""What a line of a card says of it; the 401 is each row's own."""
SAID = in_each(
    "Hype is not available at the moment. Nothing was done; please try again in a minute.",
    dict.fromkeys(
        UNREADABLE,
        "Hype answers, but not in a way I can read. Nothing was done; please try again in a few "
        "minutes, and tell an owner if it stays like this.",
    ),
    {Column.REFUSED: "Hype found a fault in our request. Nothing was done."},
)
"""What is said where there is nothing else to show."""

BOUGHT = "✅ Bought. The key is ready to hand over."
_ASKED = " I am asking again under the same transaction; it cannot be charged twice."
_FAULT = f"⏳ Hype answered with a fault of its own, and not whether it sold.{_ASKED}"
_BUSY = f"⏳ Hype answered that it has too much to do just now, and not whether it sold.{_ASKED}"
_NONSENSE = f"⏳ Hype answered in a way I cannot read.{_ASKED}"
LOST = in_each(
    f"⏳ The answer was lost on the way.{_ASKED}",
    dict.fromkeys(UNREADABLE, _NONSENSE),
    {Column.BROKEN: _FAULT, Column.LIMIT: _BUSY},
)
"""What the card says while it is not known whether it was bought."""
NOT_BOUGHT = "❌ Not bought. Nothing was charged.\nHype did not accept the request."

REVERSED = "↩️ Key 1 of 1: reversed. Hype says: Canceled in stock"
NOT_REVERSED = "⚠️ Key 1 of 1: not reversed. Hype says: delivered – Bad request"
UNCLEAR = (
    "❓ Key 1 of 1: Hype has not answered clearly (delivered). It may still be taken back, so it is not "
    "handed out. I am asking again and will say what came of it."
)
UNDONE = (Column.SLOW, Column.LOST_BEFORE, Column.BROKEN, Column.LIMIT)
"""Where the books show that nothing has been taken back, and no answer says that nothing will be: the
order keeps its status, and its key is handed out to nobody."""


def reading(
    number: str,
    endpoint: str,
    walk: Walk,
    normal: str,
    reads: Mapping[Column, str] = SAID,
    ready: Callable[[Play], Awaitable[None]] = nothing,
    *,
    kept: bool = False,
) -> Row:
    """A row of what only reads; with a new token after the 401 the person reads what is normal."""
    return Row(
        number=number,
        standin="hype",
        endpoint=endpoint,
        effect=Effect.READS,
        kept=kept,
        ready=ready,
        walk=walk,
        reads={**reads, Column.UNAUTHORISED: normal},
        normal=normal,
    )


def reversing(
    number: str, endpoint: str, ready: Callable[[Play], Awaitable[None]], before: str
) -> Row:
    """A row of a reversal; ``before`` is the status of the order that is reversed."""
    return Row(
        number=number,
        standin="hype",
        endpoint=endpoint,
        effect=Effect.SPENDS,
        ready=ready,
        walk=roads.reverse,
        reads=in_each(REVERSED, dict.fromkeys(UNDONE, UNCLEAR), {Column.REFUSED: NOT_REVERSED}),
        remains=in_each("reversed", dict.fromkeys((*UNDONE, Column.REFUSED), before)),
        again=roads.reverse_again,
        settles=in_each("reversed"),
        state=order_status,
        effects=lambda town: len(town.hype.reversals),
        once=True,
    )


SIGN_IN = Row(
    number="5.1",
    standin="hype",
    endpoint="auth",
    effect=Effect.READS,
    kept=True,
    walk=roads.look,
    reads={
        **LINE,
        **dict.fromkeys(
            (Column.REFUSED, Column.UNAUTHORISED), "Hype – does not accept our credentials"
        ),
    },
    normal=WELL,
)
PURCHASE = Row(
    number="5.8",
    standin="hype",
    endpoint="pre_redeem",
    effect=Effect.SPENDS,
    walk=roads.buy,
    reads={**LOST, Column.REFUSED: NOT_BOUGHT, Column.UNAUTHORISED: BOUGHT},
    remains=in_each("paying", {Column.REFUSED: "failed", Column.UNAUTHORISED: "keyed"}),
    again=buy_again,
    settles=in_each("keyed"),
    state=order_status,
    effects=lambda town: len(town.hype.pins),
    once=True,
    paid=True,
)
WORKING = "✅ Hype – working"
ECHO = {**LINE, **dict.fromkeys(UNREADABLE, WORKING)}
"""Any success is a sign of life, whatever its body; that we are let in is asked besides."""

SOLD = "Google Play gift card 30 BRL · delivered"

ROWS = (
    SIGN_IN,
    reading(
        "5.2", "refresh", roads.look, WELL, in_each(WELL), roads.signed_in_yesterday, kept=True
    ),
    reading("5.3", "catalog", roads.browse(), "Hype\n2 collections, page 1 of 1.", kept=True),
    reading("5.4", "collections", roads.browse("Collections only"), "Hype\n2 in all, page 1 of 1."),
    reading(
        "5.5",
        "collection",
        roads.browse("Collections only", "📁 Gift cards"),
        "Hype › Gift cards\n3 in all, page 1 of 1.",
    ),
    reading(
        "5.6",
        "product",
        roads.browse("📁 Gift cards (3)", "Razer Gold 100 BRL – R$100.00", "Details"),
        "How to redeem\nOpen the redeem page and enter the pin.",
    ),
    reading("5.7", "stock", roads.look, WELL, LINE),
    PURCHASE,
    reversing("5.9", "reverse_transaction", roads.bought, "keyed"),
    reversing("5.10", "reverse_reference", roads.bought_unseen, "uncertain"),
    reading("5.11", "report_period", roads.books("week"), SOLD, ready=roads.bought),
    reading(
        "5.12",
        "report_transaction",
        roads.books("{transaction}"),
        SOLD,
        ready=roads.bought,
    ),
    reading(
        "5.13",
        "report_reference",
        roads.books("txn {reference}"),
        SOLD,
        ready=roads.bought,
    ),
    reading(
        "5.14",
        "report_document",
        roads.books("document 123.456.789-09"),
        "Redeemed by Client",
        ready=roads.bought_and_redeemed,
    ),
    reading("5.15", "echo", roads.providers, WORKING, ECHO),
)
