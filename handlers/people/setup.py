"""/setup: a group is opened, and its members are served from then on, by the roles given there.

A group that is new is led through the steps one by one; later each is a button of its own.
"""

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import Card
from handlers.frame.registry import GROUP
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.people.setup_cards import open_question, step_card, summary_card
from handlers.people.setup_steps import ON_THE_WAY, STEPS, Step, next_of
from handlers.taps import (
    SETUP_ALERT,
    SETUP_ASK_ZONE,
    SETUP_BEGIN,
    SETUP_LANGUAGE,
    SETUP_PURPOSE,
    SETUP_ROLE,
    SETUP_ROLE_FOR,
    SETUP_SHOW,
    SETUP_STEP,
    SETUP_ZONE,
)
from handlers.words.role_names import role_name
from services.access import DefaultFor, Purpose
from services.access.errors import OpenGroupError
from services.access.roles import MANAGER, SUPPORT
from services.errors import NotPermittedError
from services.schedules import KINDS
from services.zones import zone_meant

routes = Routes(area="team")
DEFAULT_ROLES = (SUPPORT, MANAGER)
"""What all members of a chat may be by default; a role of the desk's own is given by name."""


@routes.command("setup", permission="roles.edit", where=GROUP, before_setup=True)
async def setup(turn: Turn) -> None:
    """Set the chat up, with a time zone if one was typed, and show how it stands."""
    if turn.args:
        zone_meant(turn.args)  # a zone that is none is told before anything is changed
    await begin(turn)


@routes.tap(SETUP_BEGIN, permission="roles.edit", before_setup=True)
async def begin(turn: Turn) -> None:
    """The same by the button under the greeting."""
    access = turn.services.access
    new = not access.chat_is_set_up(turn.chat.id)
    if new:
        await access.set_up(turn.actor, turn.chat.kind, turn.chat.title)
    if turn.args:
        await _set_zone(turn, turn.args)
    if new and not turn.args:
        await turn.show(await step_card(turn, STEPS[0], guided=True))
    else:
        await show(turn)
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)
    await turn.frame.lists.publish_member(turn.bot, turn.chat.id, turn.actor.user_id)


@routes.tap(SETUP_SHOW, permission="roles.edit")
async def show(turn: Turn) -> None:
    """Show how the chat stands."""
    await turn.show(await summary_card(turn))


@routes.tap(SETUP_STEP, permission="roles.edit")
async def step(turn: Turn) -> None:
    """Ask about one thing."""
    await _ask(turn, Step(turn.values.one_of(0, STEPS)), guided=_guided(turn, 1))


@routes.tap(SETUP_PURPOSE, permission="roles.edit")
async def purpose(turn: Turn) -> None:
    """It is chosen what the group is for."""
    chosen = Purpose(turn.values.one_of(0, tuple(Purpose)))
    taken = await turn.services.access.set_purpose(turn.actor, chosen)
    if taken is not None:
        await turn.alert(turn.t.plain("setup-role-taken", role=role_name(turn.t, taken)))
    await _go_on(turn, Step.PURPOSE, guided=_guided(turn, 1))


@routes.tap(SETUP_LANGUAGE, permission="roles.edit")
async def language(turn: Turn) -> None:
    """A language is chosen for the group."""
    chosen = turn.values.text(0)
    if not turn.frame.library.speaks(chosen):
        raise StaleButtonError
    await turn.services.access.set_language(turn.actor, chosen)
    await _go_on(turn, Step.LANGUAGE, guided=_guided(turn, 1))
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)


@routes.tap(SETUP_ROLE, permission="roles.edit")
async def default_role(turn: Turn) -> None:
    """Offer default roles; with a value, set it."""
    if not turn.values:
        await _ask(turn, Step.ROLE, guided=False)
        return
    role = turn.values.one_of(0, (*DEFAULT_ROLES, "")) or None
    await _set_role(turn, role, guided=_guided(turn, 1))


@routes.tap(SETUP_ROLE_FOR, permission="roles.edit")
async def default_role_for(turn: Turn) -> None:
    """Set it for administrators only; or for everybody who comes, by a second yes."""
    role = turn.values.one_of(0, DEFAULT_ROLES)
    whose = DefaultFor(turn.values.one_of(1, (DefaultFor.MEMBERS, DefaultFor.ADMINISTRATORS)))
    await _set_role(turn, role, whose, yes=True, guided=_guided(turn, 2))


@routes.tap(SETUP_ZONE, permission="roles.edit")
async def zone(turn: Turn) -> None:
    """Offer time zones; with a value, set it."""
    if not turn.values:
        await _ask(turn, Step.ZONE, guided=False)
        return
    await _set_zone(turn, turn.values.text(0))
    await _go_on(turn, Step.ZONE, guided=_guided(turn, 1))


@routes.tap(SETUP_ASK_ZONE, permission="roles.edit")
async def ask_zone(turn: Turn) -> None:
    """Ask for a time zone that is not among the buttons."""
    guided = _guided(turn, 0)
    await turn.ask("setup.zone", Card(turn.t.get("setup-ask-zone")), guided=guided)


@routes.answer("setup.zone", permission="roles.edit")
async def typed_zone(turn: Turn) -> None:
    """Set the time zone that was typed."""
    await _set_zone(turn, turn.args)
    await _go_on(turn, Step.ZONE, guided=bool(turn.facts.get("guided")))


@routes.tap(SETUP_ALERT, permission="alerts.edit")
async def alert(turn: Turn) -> None:
    """Have alerts of a kind, or let those that there are rest: /alerts knows the rest."""
    schedules, kind = turn.services.schedules, turn.values.one_of(0, KINDS)
    wanted = turn.values.flag(1)
    if not turn.may(KINDS[kind].tells):
        raise NotPermittedError(permission=KINDS[kind].tells)
    there = [each for each in await schedules.of_chat(turn.chat.id) if each.kind == kind]
    for each in there:
        if each.paused is wanted:
            await (schedules.resume if wanted else schedules.pause)(turn.actor, each.id)
    if wanted and not there:
        await schedules.add(turn.actor, kind, None, turn.t.zone)
    await _ask(turn, Step.ALERTS, guided=_guided(turn, 2))


async def _set_role(
    turn: Turn,
    role: str | None,
    whose: DefaultFor = DefaultFor.MEMBERS,
    *,
    yes: bool = False,
    guided: bool,
) -> None:
    try:
        await turn.services.access.set_default_role(turn.actor, role, whose, yes=yes)
    except OpenGroupError as error:
        await turn.show(open_question(turn, guided=guided, **error.facts))
        return
    await _go_on(turn, Step.ROLE, guided=guided)
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)


async def _set_zone(turn: Turn, name: str) -> None:
    await turn.services.access.set_timezone(turn.actor, name)
    turn.t = turn.frame.library.texts(turn.t.language, turn.services.people.timezone(turn.chat.id))


async def _ask(turn: Turn, step: Step, *, guided: bool) -> None:
    await turn.show(await step_card(turn, step, guided=guided))


async def _go_on(turn: Turn, step: Step, *, guided: bool) -> None:
    """To the next step on the way; else back to how the group stands."""
    following = next_of(step) if guided else None
    if following is None:
        await show(turn)
    else:
        await _ask(turn, following, guided=True)


def _guided(turn: Turn, at: int) -> bool:
    """Whether the button stood on the way; one of an earlier version says nothing there."""
    return len(turn.values) > at and turn.values.one_of(at, (ON_THE_WAY,)) == ON_THE_WAY
