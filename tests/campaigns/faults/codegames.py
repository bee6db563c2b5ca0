"""The rows of CodeGames (1.1 to 1.4).

A purchase whose answer is lost is sent again under its id by the desk itself. If it was charged, the
order ends uncertain, because CodeGames does not say its order id then: a person has to look.
"""

from datetime import timedelta

from sandbox.telegram import Message
from tests.campaigns.faults.roads import buy_again, offering, order_status, press
from tests.campaigns.faults.table import UNREADABLE, Column, Effect, Row, in_each
from tests.conversations.play import Play

PRODUCT = "Elden Ring"
SOON = timedelta(seconds=6)
"""A little more than the pause before the desk looks again."""

WELL = "CodeGames – KZT\u00a021,990.00, 3 in stock"
SILENT = "CodeGames – is not available at the moment"
NONSENSE = "CodeGames – answers, but not in a way I can read"
NO_CREDENTIALS = "CodeGames – does not accept our credentials"

BOUGHT = "✅ Bought. The key is ready to hand over."
_ASKED = " I am asking again under the same transaction; it cannot be charged twice."
_FAULT = f"⏳ CodeGames answered with a fault of its own, and not whether it sold.{_ASKED}"
_BUSY = (
    f"⏳ CodeGames answered that it has too much to do just now, and not whether it sold.{_ASKED}"
)
_NONSENSE = f"⏳ CodeGames answered in a way I cannot read.{_ASKED}"
LOST = in_each(
    f"⏳ The answer was lost on the way.{_ASKED}",
    dict.fromkeys(UNREADABLE, _NONSENSE),
    {Column.BROKEN: _FAULT, Column.LIMIT: _BUSY},
)
"""What the card says while it is not known whether it was bought."""
WITHOUT_KEY = "💳 Paid. The key is on its way; I will say when it is here."
NOT_BOUGHT = "❌ Not bought. Nothing was charged.\nCodeGames has no more of it."

CHARGED_UNSEEN = (Column.SLOW, Column.LOST_AFTER, Column.TRUNCATED, *UNREADABLE)
"""Where the purchase was made and its order id never arrived."""


async def look(play: Play) -> Message:
    """Sam reads price and stock; the first to ask signs in."""
    return await play.say(play.town.sam, f"/stock {PRODUCT}", play.desk)


async def buy(play: Play) -> Message:
    """Sam buys one key."""
    return await play.buy(PRODUCT)


async def wait(play: Play) -> Message:
    """The desk reads the keys by itself; Sam refreshes the card, if it still waits for one."""
    await play.later(SOON)
    if offering(play.desk, "Refresh") is not None:
        return await press(play, play.town.sam, play.desk, "Refresh")
    return play.shown(play.desk)


ROWS = (
    Row(
        number="1.1",
        standin="codegames",
        endpoint="sign_in",
        effect=Effect.READS,
        kept=True,
        walk=look,
        reads=in_each(
            SILENT,
            dict.fromkeys(UNREADABLE, NONSENSE),
            dict.fromkeys((Column.REFUSED, Column.UNAUTHORISED), NO_CREDENTIALS),
        ),
        normal=WELL,
    ),
    Row(
        number="1.2",
        standin="codegames",
        endpoint="check",
        effect=Effect.READS,
        walk=look,
        reads=in_each(
            SILENT,
            dict.fromkeys(UNREADABLE, NONSENSE),
            {Column.REFUSED: "CodeGames – does not sell it any more", Column.UNAUTHORISED: WELL},
        ),
        normal=WELL,
    ),
    Row(
        number="1.3",
        standin="codegames",
        endpoint="pay",
        effect=Effect.SPENDS,
        walk=buy,
        reads={**LOST, Column.REFUSED: NOT_BOUGHT, Column.UNAUTHORISED: BOUGHT},
        remains=in_each("paying", {Column.REFUSED: "failed", Column.UNAUTHORISED: "keyed"}),
        again=buy_again,
        settles=in_each("keyed", dict.fromkeys(CHARGED_UNSEEN, "uncertain")),
        once=True,
        paid=True,
        state=order_status,
        effects=lambda town: town.codegames.charges,
    ),
    Row(
        number="1.4",
        standin="codegames",
        endpoint="keys",
        effect=Effect.READS,
        walk=buy,
        reads=in_each(WITHOUT_KEY, {Column.UNAUTHORISED: BOUGHT}),
        remains=in_each("paid", {Column.UNAUTHORISED: "keyed"}),
        after=wait,
        normal=BOUGHT,
        settles=in_each("keyed"),
        state=order_status,
        effects=lambda town: town.codegames.charges,
        happened=dict.fromkeys(Column, 1),
        paid=True,
    ),
)
