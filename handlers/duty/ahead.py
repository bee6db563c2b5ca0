"""/duty with words: who is on duty tomorrow, on friday, next week, and when it is one's own turn."""

from datetime import timedelta

from handlers.duty.duty import duty
from handlers.frame.cards import Button, Card
from handlers.frame.lists import counted
from handlers.frame.registry import GROUP
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError, no_period
from handlers.taps import DUTY_SHOW
from handlers.words.markup import Html, join
from handlers.words.periods import Days, days_of, days_text, period
from handlers.words.spoken_periods import spoken_ahead
from services.duty.service import HANDLE

routes = Routes(area="reports")
_MOST = 30
_FARTHEST = timedelta(days=366)
_MINE = timedelta(days=27)
"""One's own turns of four weeks, where no days are named."""


@routes.command("duty", permission=HANDLE, where=GROUP)
async def typed(turn: Turn) -> None:
    """``/duty [days] [mine]``; the rota itself where nothing is said."""
    t = turn.t
    mine = set(t.plain("duty-words-mine").split())
    said = turn.args.lower().split()
    rest = [word for word in said if word not in mine]
    if not said or rest == [t.plain("duty-word-now")]:
        await duty(turn)
        return
    today = t.today()
    wanted = spoken_ahead(t, " ".join(rest)) if rest else Days(today, today + _MINE)
    if wanted is None:
        raise no_period("duty", t, " ".join(rest), ahead=True)
    now, zone = turn.services.clock(), turn.services.duty.zone_of(turn.chat.id)
    asked, days = period(wanted, now, zone), days_of(wanted, now, zone)
    if asked.until - asked.since > _FARTHEST:
        raise UsageError("duty", Card(t.get("duty-too-long")))
    only = turn.actor.user_id if len(rest) < len(said) else None
    found = await turn.services.duty.turns(turn.chat.id, asked, only)
    title = "duty-title-days" if only is None else "duty-title-mine"
    if only is not None and not found:
        title = "duty-title-not-mine"
    lines = [t.get(title, days=days_text(t, days), zone=str(zone)), Html("")]
    turns = [
        t.get("duty-turn", since=each.begins_at, until=each.ends_at, name=name)
        for each, name in found
    ]
    if turns:
        lines += counted(t, turns, _MOST)
    elif only is None:
        lines.append(t.get("duty-nobody"))
    else:
        lines.pop()
    await turn.show(Card(join(lines), [[Button(t.plain("duty-button-rota"), DUTY_SHOW)]]))
