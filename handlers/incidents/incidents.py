"""Buttons on an incident's card: take it in hand, let it be quiet, say that it is over; and undo each."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from handlers.frame.callback import Tap
from handlers.frame.errors import error_text
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.incidents.incident_card import incident_card, snooze_rows
from handlers.taps import (
    INCIDENT_ACKNOWLEDGE,
    INCIDENT_HOW_LONG,
    INCIDENT_REOPEN,
    INCIDENT_RESOLVE,
    INCIDENT_SHOW,
    INCIDENT_SNOOZE,
    INCIDENT_UNACKNOWLEDGE,
    INCIDENT_UNSNOOZE,
)
from handlers.words.markup import plain
from services.actor import Actor
from services.incidents import IncidentHandling, IncidentView
from services.incidents.errors import IncidentOverError, IncidentTakenError, NothingToUndoError
from services.incidents.handling import HANDLE, MORNING, SNOOZE_WORDS, morning_after

routes = Routes()
_Step = Callable[[IncidentHandling, Actor, int, int | None], Awaitable[IncidentView]]
_STEPS: tuple[tuple[Tap, _Step], ...] = (
    (INCIDENT_SHOW, lambda handling, actor, number, _: handling.view(actor, number)),
    (INCIDENT_ACKNOWLEDGE, IncidentHandling.acknowledge),
    (INCIDENT_UNACKNOWLEDGE, IncidentHandling.unacknowledge),
    (INCIDENT_UNSNOOZE, IncidentHandling.unsnooze),
    (INCIDENT_RESOLVE, IncidentHandling.resolve),
    (INCIDENT_REOPEN, IncidentHandling.reopen),
)
"""What a tap does of which nothing but the incident's number has to be known."""


def _serve(tap: Tap, step: _Step) -> None:
    @routes.tap(tap, permission=HANDLE, opener_only=False)
    async def serve(turn: Turn) -> None:
        await _take(turn, step)


for _each in _STEPS:
    _serve(*_each)


@routes.tap(INCIDENT_HOW_LONG, permission=HANDLE, opener_only=False)
async def how_long(turn: Turn) -> None:
    """How long is it to be quiet?"""
    handling = turn.services.incident_handling
    incident = await handling.view(turn.actor, turn.values.number(0))
    rows = () if incident.is_resolved else snooze_rows(turn.t, incident, turn.services.clock())
    await turn.show(incident_card(turn.t, incident, rows))


@routes.tap(INCIDENT_SNOOZE, permission=HANDLE, opener_only=False)
async def snooze(turn: Turn) -> None:
    """Let it be quiet for so long, by the clock of this chat."""
    how, zone = turn.values.one_of(1, SNOOZE_WORDS), turn.t.zone
    morning = _meant(turn) if how == MORNING else None
    if how == MORNING and morning is None:
        await how_long(
            turn
        )  # that morning is over, or nobody can tell which was meant: it is asked anew
        return

    async def step(
        handling: IncidentHandling, actor: Actor, number: int, pressed: int | None
    ) -> IncidentView:
        return await handling.snooze(actor, number, how, zone, pressed, morning=morning)

    await _take(turn, step)


def _meant(turn: Turn) -> datetime | None:
    """The morning that the button said, if it is ahead: tomorrow's, or after midnight today's."""
    now, said = turn.services.clock(), turn.values.text(2) if len(turn.values) > 2 else ""
    coming = [morning_after(now - days, turn.t.zone) for days in (timedelta(0), timedelta(days=1))]
    return next((at for at in coming if at > now and str(int(at.timestamp())) == said), None)


async def _take(turn: Turn, step: _Step) -> None:
    """Take a step, and show how it stands then; who comes second hears who was first from the tap alone."""
    handling, number = turn.services.incident_handling, turn.values.number(0)
    try:
        incident = await step(handling, turn.actor, number, turn.standing)
    except (IncidentOverError, IncidentTakenError, NothingToUndoError) as error:
        await turn.toast(plain(error_text(turn.t, error)))
        incident = await handling.view(turn.actor, number)
    pressed = turn.standing
    shown = await turn.show(incident_card(turn.t, incident))
    if pressed is not None:
        showing = turn.services.incident_showing
        await showing.pressed(incident.id, turn.chat.id, pressed, shown, incident.version)
