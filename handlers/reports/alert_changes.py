"""Changing an alert: another time zone, other quiet hours (other times: alert_times)."""

from collections.abc import Awaitable, Callable

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.people.setup_cards import ZONES
from handlers.reports.alert_card import shown_alert
from handlers.taps import (
    ALERT_OPEN,
    ALERT_OTHER_QUIET,
    ALERT_OTHER_ZONE,
    ALERT_QUIET,
    ALERT_ZONE,
)
from handlers.words.formats import zone_words
from handlers.words.texts import Texts
from services.schedules import ScheduleView
from services.zones import zone_meant

routes = Routes()
Offer = Callable[[Turn, int], Awaitable[None]]
Change = Callable[[Turn, int, str], Awaitable[None]]

SPANS = ("22:00-07:00", "23:00-08:00", "00:00-06:00", "18:00-09:00")
"""Offered as buttons; any other quiet hours are typed."""
NO_QUIET = "off"


@routes.tap(ALERT_ZONE, permission="alerts.edit")
async def zone_pressed(turn: Turn) -> None:
    """Offer time zones; with a value, set it."""
    await _pressed(turn, ask_zone, change_zone)


@routes.number_tap(ALERT_OTHER_ZONE, permission="alerts.edit")
async def other_zone(turn: Turn, number: int) -> None:
    """Ask for a zone that is not among the buttons."""
    await _ask(turn, number, "alert.zone", "setup-ask-zone")


@routes.answer("alert.zone", permission="alerts.edit")
async def zone_typed(turn: Turn) -> None:
    """Give it the zone that was typed."""
    await change_zone_typed(turn, int(turn.facts["schedule"]), turn.args)


@routes.tap(ALERT_QUIET, permission="alerts.edit")
async def quiet_pressed(turn: Turn) -> None:
    """Offer quiet hours; with a value, set them."""
    await _pressed(turn, ask_quiet, change_quiet)


@routes.number_tap(ALERT_OTHER_QUIET, permission="alerts.edit")
async def other_quiet(turn: Turn, number: int) -> None:
    """Ask for quiet hours that are not among the buttons."""
    await _ask(turn, number, "alert.quiet", "alert-ask-quiet")


@routes.answer("alert.quiet", permission="alerts.edit")
async def quiet_typed(turn: Turn) -> None:
    """Give it the quiet hours that were typed."""
    await change_quiet(turn, int(turn.facts["schedule"]), turn.args)


async def ask_zone(turn: Turn, number: int) -> None:
    """Offer time zones. Raises UnknownScheduleError."""
    t, found = turn.t, await _found(turn, number)
    zones = dict.fromkeys((t.zone, *ZONES))
    buttons: list[AnyButton] = [
        Button(zone_words(zone), ALERT_ZONE, found.id, zone) for zone in zones
    ]
    last: list[AnyButton] = [
        Button(t.plain("setup-other-zone"), ALERT_OTHER_ZONE, found.id),
        Button(t.plain("button-back"), ALERT_OPEN, found.id),
    ]
    question = t.get("alert-which-zone", zone=zone_words(found.timezone))
    await turn.show(Card(question, [*in_columns(buttons), last]))


async def ask_quiet(turn: Turn, number: int) -> None:
    """Offer quiet hours. Raises UnknownScheduleError."""
    t, found = turn.t, await _found(turn, number)
    buttons: list[AnyButton] = [Button(span, ALERT_QUIET, found.id, span) for span in SPANS]
    last: list[AnyButton] = [
        Button(t.plain("alert-button-no-quiet"), ALERT_QUIET, found.id, NO_QUIET),
        Button(t.plain("alert-button-other-quiet"), ALERT_OTHER_QUIET, found.id),
        Button(t.plain("button-back"), ALERT_OPEN, found.id),
    ]
    question = t.get("alert-which-quiet", zone=zone_words(found.timezone))
    await turn.show(Card(question, [*in_columns(buttons), last]))


async def change_zone(turn: Turn, number: int, text: str) -> None:
    """Set the zone. Raises UnknownScheduleError, BadTimezoneError."""
    zone = text.strip()
    await _show(turn, await turn.services.schedules.change(turn.actor, number, timezone=zone))


async def change_zone_typed(turn: Turn, number: int, text: str) -> None:
    """Set the zone that people mean. Raises UnknownScheduleError, BadTimezoneError."""
    await change_zone(turn, number, zone_meant(text))


async def change_quiet(turn: Turn, number: int, text: str) -> None:
    """Set the quiet hours, or none. Raises UnknownScheduleError, BadQuietHoursError."""
    quiet = quiet_said(turn.t, text)
    await _show(turn, await turn.services.schedules.change(turn.actor, number, quiet=quiet))


def quiet_said(t: Texts, text: str) -> str:
    """Quiet hours as a button or a person says them; "" for none."""
    said = text.strip().lower()
    return "" if said in {NO_QUIET, t.plain("alert-quiet-off").lower()} else said


async def _pressed(turn: Turn, offer: Offer, change: Change) -> None:
    """Offer what there is to choose from; by a button with a value that is chosen."""
    number = turn.values.number(0)
    if len(turn.values) > 1:
        await change(turn, number, turn.values.text(1))
    else:
        await offer(turn, number)


async def _ask(turn: Turn, number: int, question: str, text: str) -> None:
    found = await _found(turn, number)
    card = Card(turn.t.get(text, zone=zone_words(found.timezone)))
    await turn.ask(question, card, schedule=found.id)


async def _found(turn: Turn, number: int) -> ScheduleView:
    return await turn.services.schedules.view(turn.actor, number)


async def _show(turn: Turn, alert: ScheduleView) -> None:
    await turn.show(shown_alert(turn, alert))
