"""A group is set up: then its members are served, by the roles given there."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.registry import GROUP, Routes
from handlers.frame.turn import Turn
from handlers.words.formats import zone_words
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
    access = turn.desk.access
    if turn.args:
        zone_meant(turn.args)  # a zone that is none is told before anything is changed
    if not access.chat_is_set_up(turn.chat.id):
        await access.set_up(turn.actor, turn.chat.kind, turn.chat.title)
    if turn.args:
        await _set_zone(turn, turn.args)
    await _show(turn)
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)
    await turn.frame.lists.publish_member(turn.bot, turn.chat.id, turn.actor.user_id)


@routes.tap("setup.show", permission="roles.edit")
async def show(turn: Turn) -> None:
    """Go back to how the chat stands."""
    await _show(turn)


@routes.tap("setup.role", permission="roles.edit")
async def default_role(turn: Turn) -> None:
    """Offer default roles; with a value, set it."""
    t = turn.t
    if turn.values:
        role = turn.values.one_of(0, (*DEFAULT_ROLES, ""))
        await turn.desk.access.set_default_role(turn.actor, role or None)
        await _show(turn)
        await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)
        return
    buttons: list[AnyButton] = [
        Button(t.plain(f"role-{role}"), "setup.role", role) for role in DEFAULT_ROLES
    ]
    buttons.append(Button(t.plain("setup-no-role-button"), "setup.role", ""))
    back = Button(t.plain("button-back"), "setup.show")
    await turn.show(Card(t.get("setup-which-role"), [*in_columns(buttons), [back]]))


@routes.tap("setup.zone", permission="roles.edit")
async def zone(turn: Turn) -> None:
    """Offer time zones; with a value, set it."""
    t = turn.t
    if turn.values:
        await _set_zone(turn, turn.values.text(0))
        await _show(turn)
        return
    buttons: list[AnyButton] = [Button(name, "setup.zone", name) for name in ZONES]
    last: list[AnyButton] = [
        Button(t.plain("setup-other-zone"), "setup.ask-zone"),
        Button(t.plain("button-back"), "setup.show"),
    ]
    await turn.show(Card(t.get("setup-which-zone"), [*in_columns(buttons), last]))


@routes.tap("setup.ask-zone", permission="roles.edit")
async def ask_zone(turn: Turn) -> None:
    """Ask for a time zone that is not among the buttons."""
    await turn.ask("setup.zone", Card(turn.t.get("setup-ask-zone")))


@routes.answer("setup.zone", permission="roles.edit")
async def typed_zone(turn: Turn) -> None:
    """Set the time zone that was typed."""
    await _set_zone(turn, turn.args)
    await _show(turn)


async def _set_zone(turn: Turn, name: str) -> None:
    await turn.desk.access.set_timezone(turn.actor, name)
    turn.t = turn.frame.library.texts(turn.t.language, turn.desk.people.timezone(turn.chat.id))


async def _show(turn: Turn) -> None:
    t, chat = turn.t, turn.chat.id
    role = turn.desk.access.default_role(chat)
    text = t.get(
        "setup",
        chat=turn.chat.title,
        role=t.plain(f"role-{role}") if role else t.plain("setup-no-role"),
        zone=zone_words(t.zone),
        now=t.hour(turn.desk.clock()),
    )
    buttons: list[AnyButton] = [
        Button(t.plain("setup-button-role"), "setup.role"),
        Button(t.plain("setup-button-zone"), "setup.zone"),
    ]
    await turn.show(Card(text, [buttons]))
