"""Buttons on an incident's card: take it in hand, let it be quiet, say that it is over; and undo each."""

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
from services.incidents import IncidentView
from services.incidents.handling import HANDLE, SNOOZE_WORDS

routes = Routes()


@routes.tap(INCIDENT_SHOW, permission=HANDLE, opener_only=False)
async def show(turn: Turn) -> None:
    """How it stands now."""
    handling = turn.services.incident_handling
    await _show(turn, await handling.view(turn.actor, turn.values.number(0)))


@routes.tap(INCIDENT_ACKNOWLEDGE, permission=HANDLE, opener_only=False)
async def acknowledge(turn: Turn) -> None:
    """Take it in hand; who is second is told who has it."""
    step = turn.services.incident_handling.acknowledge
    await _show(turn, await step(turn.actor, turn.values.number(0), turn.standing))


@routes.tap(INCIDENT_UNACKNOWLEDGE, permission=HANDLE, opener_only=False)
async def unacknowledge(turn: Turn) -> None:
    """It is nobody's again, whoever had it."""
    step = turn.services.incident_handling.unacknowledge
    await _show(turn, await step(turn.actor, turn.values.number(0), turn.standing))


@routes.tap(INCIDENT_HOW_LONG, permission=HANDLE, opener_only=False)
async def how_long(turn: Turn) -> None:
    """How long is it to be quiet?"""
    handling = turn.services.incident_handling
    incident = await handling.view(turn.actor, turn.values.number(0))
    rows = () if incident.is_resolved else snooze_rows(turn.t, incident)
    await turn.show(incident_card(turn.t, incident, rows))


@routes.tap(INCIDENT_SNOOZE, permission=HANDLE, opener_only=False)
async def snooze(turn: Turn) -> None:
    """Let it be quiet for so long, by the clock of this chat."""
    step, how = turn.services.incident_handling.snooze, turn.values.one_of(1, SNOOZE_WORDS)
    number = turn.values.number(0)
    await _show(turn, await step(turn.actor, number, how, turn.t.zone, turn.standing))


@routes.tap(INCIDENT_UNSNOOZE, permission=HANDLE, opener_only=False)
async def unsnooze(turn: Turn) -> None:
    """Let it be heard again."""
    step = turn.services.incident_handling.unsnooze
    await _show(turn, await step(turn.actor, turn.values.number(0), turn.standing))


@routes.tap(INCIDENT_RESOLVE, permission=HANDLE, opener_only=False)
async def resolve(turn: Turn) -> None:
    """Say that it is over."""
    step = turn.services.incident_handling.resolve
    await _show(turn, await step(turn.actor, turn.values.number(0), turn.standing))


@routes.tap(INCIDENT_REOPEN, permission=HANDLE, opener_only=False)
async def reopen(turn: Turn) -> None:
    """It is not over after all."""
    step = turn.services.incident_handling.reopen
    await _show(turn, await step(turn.actor, turn.values.number(0), turn.standing))


async def _show(turn: Turn, incident: IncidentView) -> None:
    shown = await turn.show(incident_card(turn.t, incident))
    await turn.services.incident_showing.pressed(incident.id, turn.chat.id, shown, incident.version)
