"""/duty: who is on duty, and the rota by buttons (days to come, overrides and the calendar: beside it)."""

from collections.abc import Awaitable, Callable, Mapping

from handlers.duty.duty_card import (
    EVERY_DAY,
    between,
    day_names,
    days_words,
    rota_text,
    shift_words,
)
from handlers.frame.callback import StaleButtonError, Tap
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.taps import (
    DUTY_ADD,
    DUTY_ADDED,
    DUTY_CALL_OFF,
    DUTY_DAYS,
    DUTY_FEED,
    DUTY_HOURS,
    DUTY_OTHER_HOURS,
    DUTY_REMOVE,
    DUTY_SHOW,
    DUTY_STAND_IN,
    ESCALATION_SHOW,
)
from handlers.words.markup import bold, join
from handlers.words.texts import Texts
from services.actor import Actor
from services.duty import RotaView
from services.duty.hours import MINUTES_A_DAY, read_hours
from services.duty.service import HANDLE, people_in
from services.incidents.settings import EDIT

routes = Routes(area="reports")
_WORKDAYS = 0b0011111
_HOURS = ((0, 0), (9 * 60, 18 * 60), (18 * 60, 9 * 60), (8 * 60, 20 * 60), (20 * 60, 8 * 60))
MOST_PEOPLE = 20


@routes.tap(DUTY_SHOW, permission=HANDLE)
async def duty(turn: Turn) -> None:
    """Who is on duty now, and the rota of this chat."""
    t, service = turn.t, turn.services.duty
    rota = await service.view(turn.chat.id)
    rows: list[list[AnyButton]] = []
    first: list[AnyButton] = []
    if turn.may(EDIT):
        first.append(Button(t.plain("duty-button-add"), DUTY_ADD))
        if rota.shifts:
            first.append(Button(t.plain("duty-button-remove"), DUTY_REMOVE))
    rows.append(first)
    second: list[AnyButton] = [Button(t.plain("duty-button-stand-in"), DUTY_STAND_IN)]
    if rota.overrides:
        second.append(Button(t.plain("duty-button-call-off"), DUTY_CALL_OFF))
    rows.append(second)
    if turn.may(EDIT):
        feed = Button(t.plain("duty-button-feed"), DUTY_FEED)
        rows.append([feed, Button(t.plain("incidents-button-escalation"), ESCALATION_SHOW)])
    text = rota_text(t, rota, turn.chat.title, service.zone_of(turn.chat.id))
    await turn.show(Card(text, rows))


@routes.tap(DUTY_ADD, permission=EDIT)
async def add(turn: Turn) -> None:
    """Who is to be on duty?"""
    t = turn.t
    people = await turn.services.duty.candidates(turn.chat.id, turn.actor.user_id)
    buttons: list[AnyButton] = [
        Button(name, DUTY_DAYS, person, _WORKDAYS)
        for person, name in list(people.items())[:MOST_PEOPLE]
    ]
    back = Button(t.plain("button-back"), DUTY_SHOW)
    await turn.show(Card(t.get("duty-who"), [*in_columns(buttons), [back]]))


@routes.tap(DUTY_DAYS, permission=EDIT)
async def days(turn: Turn) -> None:
    """On which days? Each press of a day switches it."""
    t, person, chosen = turn.t, turn.values.number(0, 1), _days(turn)
    switches: list[AnyButton] = [
        Button(f"✓ {name}" if chosen >> day & 1 else name, DUTY_DAYS, person, chosen ^ 1 << day)
        for day, name in enumerate(day_names(t))
    ]
    further: list[AnyButton] = [Button(t.plain("button-back"), DUTY_ADD)]
    if chosen:
        go_on = Button(t.plain("button-next"), DUTY_HOURS, person, chosen, style="primary")
        further.append(go_on)
    name = bold(await turn.services.people.name(person))
    rows = [switches[:4], switches[4:], further]
    await turn.show(Card(t.get("duty-which-days", name=name), rows))


@routes.tap(DUTY_HOURS, permission=EDIT)
async def hours(turn: Turn) -> None:
    """From when until when?"""
    t, person, chosen = turn.t, turn.values.number(0, 1), _days(turn)
    choices: list[AnyButton] = [
        Button(between(t, *each), DUTY_ADDED, person, chosen, *each) for each in _HOURS
    ]
    choices.append(Button(t.plain("duty-button-other"), DUTY_OTHER_HOURS, person, chosen))
    back = Button(t.plain("button-back"), DUTY_DAYS, person, chosen)
    name = bold(await turn.services.people.name(person))
    text = t.get(
        "duty-which-hours",
        name=name,
        days=days_words(t, chosen),
        zone=str(turn.services.duty.zone_of(turn.chat.id)),
    )
    await turn.show(Card(text, [*in_columns(choices), [back]]))


@routes.tap(DUTY_OTHER_HOURS, permission=EDIT)
async def other_hours(turn: Turn) -> None:
    """They are to be typed."""
    person, chosen = turn.values.number(0, 1), _days(turn)
    await turn.ask("duty.hours", Card(turn.t.get("duty-ask-hours")), person=person, days=chosen)


@routes.answer("duty.hours", permission=EDIT)
async def typed(turn: Turn) -> None:
    """They were typed."""
    begins, ends = read_hours(turn.args)
    await _add(turn, int(turn.facts["person"]), int(turn.facts["days"]), begins, ends)


@routes.tap(DUTY_ADDED, permission=EDIT)
async def added(turn: Turn) -> None:
    """They were chosen."""
    begins, ends = turn.values.number(2), turn.values.number(3)
    if max(begins, ends) >= MINUTES_A_DAY:
        raise StaleButtonError
    await _add(turn, turn.values.number(0, 1), _days(turn), begins, ends)


@routes.tap(DUTY_REMOVE, permission=EDIT)
async def remove(turn: Turn) -> None:
    """Which shift goes? Or this one was chosen."""

    def named(rota: RotaView) -> dict[int, str]:
        return {each.id: shift_words(turn.t, rota, each) for each in rota.shifts}

    await take_out(turn, DUTY_REMOVE, "duty-which-shift", named, turn.services.duty.remove)


async def take_out(
    turn: Turn,
    tap: Tap,
    question: str,
    named: Callable[[RotaView], Mapping[int, str]],
    drop: Callable[[Actor, int], Awaitable[None]],
) -> None:
    """Offer what can go out of the rota, by its number; once that was chosen, let it go."""
    if len(turn.values):
        await drop(turn.actor, turn.values.number(0))
        await duty(turn)
        return
    found = named(await turn.services.duty.view(turn.chat.id))
    buttons: list[AnyButton] = [Button(words, tap, number) for number, words in found.items()]
    back = Button(turn.t.plain("button-back"), DUTY_SHOW)
    await turn.show(Card(turn.t.get(question), [*in_columns(buttons, 1), [back]]))


@routes.notice("duty-changed")
async def changed(notice: Notice, services: Services, t: Texts) -> Card:
    """Who is on duty from now on."""
    people = people_in(str(notice.facts["people"]))
    not_able = people_in(str(notice.facts.get("unable", "")))
    names = await services.people.names([*people, *not_able])
    on = [names.get(each, str(each)) for each in people]
    lines = [t.get("notice-duty-changed", people=on, count=len(on))]
    if not_able:
        unable = [names.get(each, str(each)) for each in not_able]
        lines.append(t.get("duty-unable", people=unable, count=len(unable)))
    return Card(join(lines))


async def _add(turn: Turn, person: int, chosen: int, begins: int, ends: int) -> None:
    await turn.services.duty.add(turn.actor, person, chosen, begins, ends)
    await duty(turn)


def _days(turn: Turn) -> int:
    chosen = turn.values.number(1)
    if chosen > EVERY_DAY:
        raise StaleButtonError
    return chosen
