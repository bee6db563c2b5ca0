"""What else can be set of an alert: the options of its kind, and how late a missed run is made up."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.reports.alert_card import option_words, shown_alert
from handlers.taps import (
    ALERT_LATE,
    ALERT_OPEN,
    ALERT_OPTION,
    ALERT_OTHER_LATE,
    ALERT_OTHER_OPTION,
)
from handlers.words.arguments import whole_number
from handlers.words.durations import duration
from services.errors import NotPermittedError
from services.schedules import KINDS, ScheduleView
from services.schedules.errors import UnknownScheduleError
from services.schedules.kinds import Option

routes = Routes()

LATENESS = (2, 15, 60, 240, 720, 1440)
"""Minutes that have a button."""


@routes.tap(ALERT_OPTION, permission="alerts.edit")
async def option(turn: Turn) -> None:
    """Offer the values of an option; with a value, set it."""
    number, name = turn.values.number(0), turn.values.text(1)
    if len(turn.values) > 2:
        await _set(turn, number, name, turn.values.text(2))
        return
    found, known = await _option(turn, number, name)
    if found.options[name] == known.usual:  # whoever changes alerts may take it back
        _may_set(turn, known)
    t, label = turn.t, f"{found.kind}-{name}"
    buttons: list[AnyButton] = [
        Button(option_words(t, label, value), ALERT_OPTION, found.id, name, value)
        for value in known.offered
    ]
    last: list[AnyButton] = [Button(t.plain("button-back"), ALERT_OPEN, found.id)]
    if known.most:
        other = t.plain("alert-button-other-number")
        last.insert(0, Button(other, ALERT_OTHER_OPTION, found.id, name))
    await turn.show(Card(t.get(f"alert-which-{label}"), [*in_columns(buttons), last]))


@routes.tap(ALERT_OTHER_OPTION, permission="alerts.edit")
async def other_option(turn: Turn) -> None:
    """Ask for a number that is not among the buttons."""
    found, known = await _option(turn, turn.values.number(0), turn.values.text(1))
    name = turn.values.text(1)
    text = turn.t.get("alert-ask-number", least=str(known.least), most=str(known.most))
    await turn.ask("alert.option", Card(text), schedule=found.id, name=name)


@routes.answer("alert.option", permission="alerts.edit")
async def option_typed(turn: Turn) -> None:
    """Set the number that was typed. Raises BadNumberError."""
    await _set(turn, int(turn.facts["schedule"]), str(turn.facts["name"]), turn.args)


@routes.tap(ALERT_LATE, permission="alerts.edit")
async def late(turn: Turn) -> None:
    """Offer how late a missed run is made up; with a value, set it."""
    t, number = turn.t, turn.values.number(0)
    if len(turn.values) > 1:
        await _set_late(turn, number, turn.values.number(1))
        return
    found = await turn.services.schedules.view(turn.actor, number)
    buttons: list[AnyButton] = [
        Button(duration(t, minutes, short=True), ALERT_LATE, found.id, minutes)
        for minutes in LATENESS
    ]
    last: list[AnyButton] = [
        Button(t.plain("alert-button-other-number"), ALERT_OTHER_LATE, found.id),
        Button(t.plain("button-back"), ALERT_OPEN, found.id),
    ]
    await turn.show(Card(t.get("alert-which-late"), [*in_columns(buttons), last]))


@routes.number_tap(ALERT_OTHER_LATE, permission="alerts.edit")
async def other_late(turn: Turn, number: int) -> None:
    """Ask for minutes that are not among the buttons."""
    found = await turn.services.schedules.view(turn.actor, number)
    await turn.ask("alert.late", Card(turn.t.get("alert-ask-late")), schedule=found.id)


@routes.answer("alert.late", permission="alerts.edit")
async def late_typed(turn: Turn) -> None:
    """Set the minutes that were typed. Raises BadNumberError."""
    await _set_late(turn, int(turn.facts["schedule"]), whole_number(turn.args.strip()) or 0)


async def _option(turn: Turn, number: int, name: str) -> tuple[ScheduleView, Option]:
    """The alert, and what can be set of it. Raises UnknownScheduleError."""
    found = await turn.services.schedules.view(turn.actor, number)
    known = KINDS[found.kind].options.get(name)
    if known is None:
        raise UnknownScheduleError
    return found, known


def _may_set(turn: Turn, known: Option) -> None:
    """Raises NotPermittedError where it shows what who asks may not see."""
    if known.needs is not None and not turn.may(known.needs):
        raise NotPermittedError(permission=known.needs)


async def _set(turn: Turn, number: int, name: str, text: str) -> None:
    _, known = await _option(turn, number, name)
    if text != known.usual:
        _may_set(turn, known)
    changed = await turn.services.schedules.change(turn.actor, number, options={name: text})
    await turn.show(shown_alert(turn, changed))


async def _set_late(turn: Turn, number: int, minutes: int) -> None:
    changed = await turn.services.schedules.change(turn.actor, number, late_minutes=minutes)
    await turn.show(shown_alert(turn, changed))
