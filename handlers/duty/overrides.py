"""Who stands in for whom on duty, for some hours or days: a swap is two of these."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.duty.duty import MOST_PEOPLE, duty, take_out
from handlers.duty.duty_card import stand_in_words
from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import no_period
from handlers.taps import (
    DUTY_BY,
    DUTY_CALL_OFF,
    DUTY_OTHER_DAYS,
    DUTY_SHOW,
    DUTY_STAND_IN,
    DUTY_WHEN,
)
from handlers.words.markup import plain
from handlers.words.periods import Wanted, period
from handlers.words.spoken_periods import spoken_ahead
from services.duty import RotaView
from services.duty.service import HANDLE
from services.periods import Period

routes = Routes()
_FOR_HOURS = {"4h": 4, "12h": 12, "24h": 24}
_EVERYBODY = 0
"""In place of whose duty is taken: of whoever's it is."""


@routes.tap(DUTY_STAND_IN, permission=HANDLE)
async def stand_in(turn: Turn) -> None:
    """In whose place?"""
    t = turn.t
    rota = await turn.services.duty.view(turn.chat.id)
    people = sorted({each.user_id for each in rota.shifts}, key=rota.names.__getitem__)
    buttons: list[AnyButton] = [
        Button(rota.names[each], DUTY_BY, each) for each in people[:MOST_PEOPLE]
    ]
    buttons.append(Button(t.plain("duty-button-everybody"), DUTY_BY, _EVERYBODY))
    back = Button(t.plain("button-back"), DUTY_SHOW)
    await turn.show(Card(t.get("duty-in-whose-place"), [*in_columns(buttons), [back]]))


@routes.tap(DUTY_BY, permission=HANDLE)
async def by(turn: Turn) -> None:
    """Who stands in?"""
    t, whom = turn.t, turn.values.number(0)
    people = await turn.services.duty.candidates(turn.chat.id, turn.actor.user_id)
    buttons: list[AnyButton] = [
        Button(name, DUTY_WHEN, whom, person)
        for person, name in list(people.items())[:MOST_PEOPLE]
        if person != whom
    ]
    back = Button(t.plain("button-back"), DUTY_STAND_IN)
    await turn.show(Card(t.get("duty-who-stands-in"), [*in_columns(buttons), [back]]))


@routes.tap(DUTY_WHEN, permission=HANDLE)
async def when(turn: Turn) -> None:
    """For how long? Or this was chosen."""
    t, whom, person = turn.t, turn.values.number(0), turn.values.number(1, 1)
    if len(turn.values) > 2:
        await _add(turn, whom, person, _chosen(turn, turn.values.text(2)))
        return
    choices: list[AnyButton] = [
        Button(t.plain("duty-button-hours", hours=count), DUTY_WHEN, whom, person, word)
        for word, count in _FOR_HOURS.items()
    ]
    choices += [
        Button(t.plain("period-today"), DUTY_WHEN, whom, person, "today"),
        Button(t.plain("duty-button-tomorrow"), DUTY_WHEN, whom, person, "tomorrow"),
        Button(t.plain("duty-button-other"), DUTY_OTHER_DAYS, whom, person),
    ]
    back = Button(t.plain("button-back"), DUTY_BY, whom)
    await turn.show(Card(t.get("duty-how-long"), [*in_columns(choices), [back]]))


@routes.tap(DUTY_OTHER_DAYS, permission=HANDLE)
async def other_days(turn: Turn) -> None:
    """The days are to be typed."""
    whom, person = turn.values.number(0), turn.values.number(1, 1)
    await turn.ask("duty.days", Card(turn.t.get("duty-ask-days")), whom=whom, person=person)


@routes.answer("duty.days", permission=HANDLE)
async def typed(turn: Turn) -> None:
    """They were typed."""
    wanted = spoken_ahead(turn.t, turn.args)
    if wanted is None:
        raise no_period("duty.days", turn.t, turn.args, ahead=True)
    chosen = _days(turn, wanted)
    await _add(turn, int(turn.facts["whom"]), int(turn.facts["person"]), chosen)


@routes.tap(DUTY_CALL_OFF, permission=HANDLE)
async def call_off(turn: Turn) -> None:
    """Who does not stand in after all? Or this was chosen."""

    def named(rota: RotaView) -> dict[int, str]:
        shown = rota.overrides[:MOST_PEOPLE]
        return {each.id: plain(stand_in_words(turn.t, rota, each)) for each in shown}

    await take_out(turn, DUTY_CALL_OFF, "duty-which-stand-in", named, turn.services.duty.call_off)


async def _add(turn: Turn, whom: int, person: int, chosen: Period) -> None:
    await turn.services.duty.stand_in(turn.actor, person, whom or None, chosen)
    await duty(turn)


def _chosen(turn: Turn, word: str) -> Period:
    now = turn.services.clock()
    if word in _FOR_HOURS:
        return Period(now, now + timedelta(hours=_FOR_HOURS[word]))
    if word == "today":
        return _days(turn, word)
    if word == "tomorrow":
        today = _days(turn, "today")
        return _days_at(turn, today)
    raise StaleButtonError


def _days_at(turn: Turn, day: Period) -> Period:
    """The day after one, which has 23 or 25 hours where clocks change."""
    zone = turn.services.duty.zone_of(turn.chat.id)
    return period("today", day.until + timedelta(hours=1), zone)


def _days(turn: Turn, wanted: Wanted) -> Period:
    zone: ZoneInfo = turn.services.duty.zone_of(turn.chat.id)
    return period(wanted, turn.services.clock(), zone)
