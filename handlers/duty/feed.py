"""The calendar of who is on duty, behind a link that only whoever has it can read."""

from datetime import datetime

from handlers.delivery.privately import privately, reachable
from handlers.duty.duty import duty
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import DUTY_FEED, DUTY_FEED_END, DUTY_FEED_NEW, DUTY_SHOW
from handlers.words.markup import bold, code
from services.duty.errors import FeedMadeAlreadyError
from services.incidents.settings import EDIT

routes = Routes()


@routes.tap(DUTY_FEED, permission=EDIT)
async def feed(turn: Turn) -> None:
    """Whether there is a link, and what can be done about it."""
    t = turn.t
    rota = await turn.services.duty.view(turn.chat.id)
    row: list[AnyButton] = [
        Button(t.plain("duty-button-new-link"), DUTY_FEED_NEW, _stamp(rota.feed_made_at))
    ]
    if rota.has_feed:
        row.append(Button(t.plain("duty-button-end-link"), DUTY_FEED_END, style="danger"))
    text = t.get("duty-feed", there="yes" if rota.has_feed else "no")
    await turn.show(Card(text, [row, [Button(t.plain("button-back"), DUTY_SHOW)]]))


@routes.tap(DUTY_FEED_NEW, permission=EDIT)
async def new(turn: Turn) -> None:
    """A new link, told to whoever asked, alone; the one before ends. Pressed twice it is one."""
    if not await reachable(turn):
        return
    seen = (await turn.services.duty.view(turn.chat.id)).feed_made_at
    if turn.values.number(0) != _stamp(seen):
        raise FeedMadeAlreadyError
    token = await turn.services.duty.make_feed(turn.actor, seen)
    path = code(f"/duty/{token}.ics")
    text = turn.t.get("duty-feed-link", chat=bold(turn.chat.title), path=path)
    if await privately(turn, Card(text, protect=True)):
        await feed(turn)


@routes.tap(DUTY_FEED_END, permission=EDIT)
async def end(turn: Turn) -> None:
    """The link leads nowhere from now on."""
    await turn.services.duty.end_feed(turn.actor)
    await duty(turn)


def _stamp(made_at: datetime | None) -> int:
    """Which link there is, in a button's few bytes: when it was made, in milliseconds; 0: none."""
    return 0 if made_at is None else round(made_at.timestamp() * 1000)
