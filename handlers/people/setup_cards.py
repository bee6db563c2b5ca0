"""The cards of a group's set-up: one a step, the question before everybody has a role, what came of it."""

from collections.abc import Awaitable, Callable, Mapping

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.denials import permission_text
from handlers.frame.turn import Turn
from handlers.people.setup_steps import (
    STEPS,
    Step,
    alerts_on,
    how_it_stands,
    last_row,
    on_button,
    way,
)
from handlers.taps import (
    GRANT_ROLE,
    SETUP_ALERT,
    SETUP_ASK_ZONE,
    SETUP_LANGUAGE,
    SETUP_PURPOSE,
    SETUP_ROLE,
    SETUP_ROLE_FOR,
    SETUP_STEP,
    SETUP_ZONE,
)
from handlers.words.markup import Html, join
from handlers.words.role_names import role_name
from services.access import PROPOSED_ROLE, DefaultFor, Purpose
from services.access.choices import EDIT_ALERTS
from services.access.errors import OnlyOwnerError
from services.access.roles import MANAGER, OWN_KEYS, SUPPORT
from services.errors import DeskError, NotPermittedError
from services.schedules import KINDS

ZONES = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Almaty",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
)
"""Offered as buttons; any other zone is typed."""


async def step_card(turn: Turn, step: Step, *, guided: bool) -> Card:
    """A step: on the way with how the group stands, and how far one is.

    Raises OnlyOwnerError, NotPermittedError: what nobody can do who asks is not asked.
    """
    if (refused := _beyond(turn).get(step)) is not None:
        raise refused
    question, rows = await _CARDS[step](turn, guided)
    rows.append(last_row(turn, step, guided=guided))
    if not guided:
        return Card(question, rows)
    place = {"number": STEPS.index(step) + 1, "of": len(STEPS)}
    lines = [*await how_it_stands(turn), "", turn.t.get("setup-step", **place), question]
    return Card(join(lines), rows)


async def summary_card(turn: Turn) -> Card:
    """How the group stands, what its people can do now, a button for each step, and one for all of them."""
    t = turn.t
    lines = [*await how_it_stands(turn), "", *_what_people_can(turn)]
    buttons: list[AnyButton] = [
        Button(t.plain(f"setup-button-{step}"), SETUP_STEP, step)
        for step in STEPS
        if step not in _beyond(turn)
    ]
    if turn.services.access.gifts(turn.actor, everywhere=False):
        buttons.append(Button(t.plain("roles-grant-button"), GRANT_ROLE))
    if not _beyond(turn):  # also for who was led through them and broke off
        every = Button(t.plain("setup-every-button"), SETUP_STEP, STEPS[0], *way(guided=True))
        return Card(join(lines), [*in_columns(buttons), [every]])
    return Card(join(lines), in_columns(buttons))


def open_question(turn: Turn, role: str, open_to: str, *, guided: bool) -> Card:
    """What it means to give a role to whoever gets in; more than support is not given to everybody."""
    t = turn.t
    role_rights = turn.services.access.role(role) - {OWN_KEYS}
    rights = [t.plain(permission_text(right)) for right in sorted(role_rights)]
    text = t.get("setup-open-question", open=open_to, role=role_name(t, role), rights=rights)
    ask = t.get("setup-open-ask" if role == SUPPORT else "setup-open-only-administrators")

    def choice(label: str, whose: DefaultFor) -> list[AnyButton]:
        return [Button(t.plain(label), SETUP_ROLE_FOR, role, whose, *way(guided))]

    everybody = choice("setup-button-everybody", DefaultFor.MEMBERS)
    back: AnyButton = Button(t.plain("button-back"), SETUP_STEP, Step.ROLE, *way(guided))
    rows = [choice("setup-button-only-administrators", DefaultFor.ADMINISTRATORS), [back]]
    if role == SUPPORT:
        rows.insert(0, everybody)
    return Card(join([text, ask], " "), rows)


def _beyond(turn: Turn) -> Mapping[Step, DeskError]:
    """The steps that this person cannot take, and why."""
    beyond: dict[Step, DeskError] = {}
    if not turn.services.access.is_owner(turn.actor.user_id):
        beyond[Step.ROLE] = OnlyOwnerError()
    if not _alerts_to_choose(turn):
        beyond[Step.ALERTS] = NotPermittedError(permission=EDIT_ALERTS)
    return beyond


def _alerts_to_choose(turn: Turn) -> list[str]:
    """The kinds of alerts that this person may choose for the group."""
    if not turn.may(EDIT_ALERTS):
        return []
    return [kind for kind in turn.services.schedules.kinds if turn.may(KINDS[kind].tells)]


def _what_people_can(turn: Turn) -> list[Html]:
    t, access = turn.t, turn.services.access
    lines, default = [], access.default_role(turn.chat.id)
    if default is not None:
        rights = [t.plain(permission_text(right)) for right in sorted(access.role(default))]
        words = {"role": role_name(t, default), "whose": access.default_for(turn.chat.id)}
        lines.append(t.get("setup-people-default", rights=rights, **words))
    named = len({grant.user_id for grant in access.members(turn.chat.id)})
    if named:
        lines.append(t.get("setup-people-named", count=named))
    return lines or [t.get("setup-people-nobody")]


async def _purpose(turn: Turn, guided: bool) -> tuple[Html, list[list[AnyButton]]]:
    t = turn.t
    buttons: list[AnyButton] = [
        Button(t.plain(f"setup-purpose-{purpose}"), SETUP_PURPOSE, purpose, *way(guided))
        for purpose in Purpose
    ]
    return t.get("setup-which-purpose"), in_columns(buttons)


async def _zone(turn: Turn, guided: bool) -> tuple[Html, list[list[AnyButton]]]:
    t = turn.t
    buttons: list[AnyButton] = [Button(name, SETUP_ZONE, name, *way(guided)) for name in ZONES]
    other: list[AnyButton] = [Button(t.plain("setup-other-zone"), SETUP_ASK_ZONE, *way(guided))]
    return t.get("setup-which-zone"), [*in_columns(buttons), other]


async def _language(turn: Turn, guided: bool) -> tuple[Html, list[list[AnyButton]]]:
    buttons: list[AnyButton] = [
        Button(spoken.name, SETUP_LANGUAGE, spoken.code, *way(guided))
        for spoken in turn.frame.library.languages
    ]
    return turn.t.get("setup-which-language"), in_columns(buttons)


async def _role(turn: Turn, guided: bool) -> tuple[Html, list[list[AnyButton]]]:
    """What fits what the group is for comes first; managers are proposed to managers only."""
    t, purpose = turn.t, turn.services.access.purpose(turn.chat.id)
    proposed = None if purpose is None else PROPOSED_ROLE.get(purpose)
    rows: list[list[AnyButton]] = []
    for role in (MANAGER, SUPPORT) if proposed == MANAGER else (SUPPORT,):
        name = role_name(t, role)
        only = t.plain("setup-button-administrators", role=name)
        whose = (role, DefaultFor.ADMINISTRATORS, *way(guided))
        rows.append([Button(name, SETUP_ROLE, role, *way(guided))])
        rows.append([Button(only, SETUP_ROLE_FOR, *whose)])
    nobody: list[AnyButton] = [
        Button(t.plain("setup-no-role-button"), SETUP_ROLE, "", *way(guided))
    ]
    rows = [nobody, *rows] if purpose is Purpose.CUSTOMERS else [*rows, nobody]
    question = [t.get("setup-which-role")]
    if purpose is not None:
        question.append(t.get("setup-role-proposed", purpose=purpose))
    return join(question, " "), rows


async def _alerts(turn: Turn, guided: bool) -> tuple[Html, list[list[AnyButton]]]:
    t, on = turn.t, await alerts_on(turn)
    rows: list[list[AnyButton]] = []
    for kind in _alerts_to_choose(turn):
        state = "on" if kind in on else "off"
        label = t.plain(f"setup-alert-{state}", alert=t.plain(f"setup-alert-{kind}"))
        turned = int(kind not in on)
        rows.append([Button(label, SETUP_ALERT, kind, turned, *way(guided))])
    if guided and on:
        rows.append([on_button(turn, Step.ALERTS, "setup-done-button")])
    return t.get("setup-which-alerts"), rows


_CARDS: Mapping[Step, Callable[[Turn, bool], Awaitable[tuple[Html, list[list[AnyButton]]]]]] = {
    Step.PURPOSE: _purpose,
    Step.ZONE: _zone,
    Step.LANGUAGE: _language,
    Step.ROLE: _role,
    Step.ALERTS: _alerts,
}
