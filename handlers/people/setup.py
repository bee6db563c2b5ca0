"""/setup: a group is opened, and its members are served from then on, by the roles given there."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.gate import permission_text
from handlers.frame.registry import GROUP
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import (
    SETUP_ASK_ZONE,
    SETUP_BEGIN,
    SETUP_ROLE,
    SETUP_ROLE_FOR,
    SETUP_SHOW,
    SETUP_ZONE,
)
from handlers.words.formats import zone_words
from handlers.words.role_names import role_name
from handlers.words.texts import Texts
from services.access import DefaultFor
from services.access.errors import OpenGroupError
from services.access.roles import OWN_KEYS, ROLES
from services.zones import zone_meant

routes = Routes(area="team")
DEFAULT_ROLES = ("support",)
"""What all members of a chat may be by default; more than this is given by name."""
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
    if not access.chat_is_set_up(turn.chat.id):
        await access.set_up(turn.actor, turn.chat.kind, turn.chat.title)
    if turn.args:
        await _set_zone(turn, turn.args)
    await show(turn)
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)
    await turn.frame.lists.publish_member(turn.bot, turn.chat.id, turn.actor.user_id)


@routes.tap(SETUP_ROLE, permission="roles.edit")
async def default_role(turn: Turn) -> None:
    """Offer default roles; with a value, set it."""
    t = turn.t
    if turn.values:
        await _set_role(turn, turn.values.one_of(0, (*DEFAULT_ROLES, "")) or None)
        return
    rows: list[list[AnyButton]] = []
    for role in DEFAULT_ROLES:
        name = role_name(t, role)
        only = t.plain("setup-button-administrators", role=name)
        for_them = Button(only, SETUP_ROLE_FOR, role, DefaultFor.ADMINISTRATORS)
        rows += [[Button(name, SETUP_ROLE, role)], [for_them]]
    rows.append([Button(t.plain("setup-no-role-button"), SETUP_ROLE, "")])
    back = Button(t.plain("button-back"), SETUP_SHOW)
    await turn.show(Card(t.get("setup-which-role"), [*rows, [back]]))


@routes.tap(SETUP_ROLE_FOR, permission="roles.edit")
async def default_role_for(turn: Turn) -> None:
    """Set it for administrators only; or for everybody who comes, by a second yes."""
    role = turn.values.one_of(0, DEFAULT_ROLES)
    whose = DefaultFor(turn.values.one_of(1, (DefaultFor.MEMBERS, DefaultFor.ADMINISTRATORS)))
    await _set_role(turn, role, whose, yes=True)


@routes.tap(SETUP_ZONE, permission="roles.edit")
async def zone(turn: Turn) -> None:
    """Offer time zones; with a value, set it."""
    t = turn.t
    if turn.values:
        await _set_zone(turn, turn.values.text(0))
        await show(turn)
        return
    buttons: list[AnyButton] = [Button(name, SETUP_ZONE, name) for name in ZONES]
    last: list[AnyButton] = [
        Button(t.plain("setup-other-zone"), SETUP_ASK_ZONE),
        Button(t.plain("button-back"), SETUP_SHOW),
    ]
    await turn.show(Card(t.get("setup-which-zone"), [*in_columns(buttons), last]))


@routes.tap(SETUP_ASK_ZONE, permission="roles.edit")
async def ask_zone(turn: Turn) -> None:
    """Ask for a time zone that is not among the buttons."""
    await turn.ask("setup.zone", Card(turn.t.get("setup-ask-zone")))


@routes.answer("setup.zone", permission="roles.edit")
async def typed_zone(turn: Turn) -> None:
    """Set the time zone that was typed."""
    await _set_zone(turn, turn.args)
    await show(turn)


async def _set_role(
    turn: Turn, role: str | None, whose: DefaultFor = DefaultFor.MEMBERS, *, yes: bool = False
) -> None:
    try:
        await turn.services.access.set_default_role(turn.actor, role, whose, yes=yes)
    except OpenGroupError as error:
        await turn.show(_open_question(turn.t, **error.facts))
        return
    await show(turn)
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)


def _open_question(t: Texts, role: str, open_to: str) -> Card:
    """What it means to give a role to whoever gets in."""
    rights = [t.plain(permission_text(right)) for right in sorted(ROLES[role] - {OWN_KEYS})]
    text = t.get("setup-open-question", open=open_to, role=role_name(t, role), rights=rights)

    def choice(label: str, whose: DefaultFor) -> Button:
        return Button(t.plain(label), SETUP_ROLE_FOR, role, whose)

    return Card(
        text,
        [
            [choice("setup-button-everybody", DefaultFor.MEMBERS)],
            [choice("setup-button-only-administrators", DefaultFor.ADMINISTRATORS)],
            [Button(t.plain("button-back"), SETUP_SHOW)],
        ],
    )


def _default_words(turn: Turn) -> str:
    t, access = turn.t, turn.services.access
    role = access.default_role(turn.chat.id)
    if role is None:
        return t.plain("setup-no-role")
    words = role_name(t, role)
    match access.default_for(turn.chat.id):
        case DefaultFor.ADMINISTRATORS:
            return t.plain("setup-role-administrators", role=words)
        case DefaultFor.WAITS:
            return t.plain("setup-role-waits", role=words)
    return words


async def _set_zone(turn: Turn, name: str) -> None:
    await turn.services.access.set_timezone(turn.actor, name)
    turn.t = turn.frame.library.texts(turn.t.language, turn.services.people.timezone(turn.chat.id))


@routes.tap(SETUP_SHOW, permission="roles.edit")
async def show(turn: Turn) -> None:
    """Show how the chat stands."""
    t = turn.t
    text = t.get(
        "setup",
        chat=turn.chat.title,
        role=_default_words(turn),
        zone=zone_words(t.zone),
        now=t.hour(turn.services.clock()),
    )
    buttons: list[AnyButton] = [
        Button(t.plain("setup-button-role"), SETUP_ROLE),
        Button(t.plain("setup-button-zone"), SETUP_ZONE),
    ]
    await turn.show(Card(text, [buttons]))
