"""Roles of the desk's own, behind /roles: an owner names, switches, gives and deletes them."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.denials import permission_text
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.people.arguments import is_read_otherwise
from handlers.people.gifts import Gift
from handlers.people.role_marks import role_at, role_mark
from handlers.taps import (
    GRANT_LENGTH,
    ROLE_DELETE,
    ROLE_DELETED,
    ROLE_LIST,
    ROLE_NEW,
    ROLE_SHOW,
    ROLE_SWITCH,
)
from handlers.words.markup import join
from services.access.errors import BadRoleNameError, OnlyOwnerError, RoleInUseError
from services.access.own_roles import LONGEST
from services.access.roles import OWN_KEYS, PERMISSIONS
from services.visible import visible_line

routes = Routes(area="team")
_BESIDE_ROLES = (
    "role-new-button",
    "limit-everybody-button",
    "limit-person-button",
    "button-back",
    "button-next",
    "button-previous",
    "permissions-other-roles",
    "setup-no-role-button",
)
"""Buttons of the cards on which roles are buttons too."""


@routes.tap(ROLE_LIST, permission="roles.edit")
async def own_roles(turn: Turn) -> None:
    """List them, each with its card."""
    _need_owner(turn)
    t, names = turn.t, turn.services.access.own_roles()
    buttons: list[AnyButton] = [Button(name, ROLE_SHOW, role_mark(name)) for name in names]
    new = Button(t.plain("role-new-button"), ROLE_NEW)
    text = t.get("own-roles" if names else "own-roles-none")
    await turn.show(Card(text, [*in_columns(buttons), [new]]))


@routes.tap(ROLE_NEW, permission="roles.edit")
async def new_role(turn: Turn) -> None:
    """Ask for its name."""
    _need_owner(turn)
    await turn.ask("role.name", Card(turn.t.get("own-role-ask-name")))


@routes.answer("role.name", permission="roles.edit", keeps_words=True)
async def named(turn: Turn) -> None:
    """The name was said: the role is there, and may do nothing yet."""
    buttons = {turn.t.plain(label).casefold() for label in _BESIDE_ROLES}
    if is_read_otherwise(turn.args) or visible_line(turn.args).casefold() in buttons:
        taken = visible_line(turn.args)[:LONGEST]
        raise BadRoleNameError(longest=LONGEST, problem="taken", text=taken)
    name = await turn.services.own_roles.make(turn.actor, turn.args)
    await _show(turn, name)


@routes.tap(ROLE_SHOW, permission="roles.edit")
async def show(turn: Turn) -> None:
    """Show what one may do, and who has it."""
    _need_owner(turn)
    await _show(turn, _role(turn))


@routes.tap(ROLE_SWITCH, permission="roles.edit")
async def switch(turn: Turn) -> None:
    """Let it do one thing more, or less; that counts at once for everybody who has it."""
    name, allowed = _role(turn), turn.values.flag(2)
    permission = turn.values.one_of(1, PERMISSIONS - {OWN_KEYS})
    await turn.services.own_roles.allow(turn.actor, name, permission, allowed)
    await _show(turn, name)
    if not turn.chat.is_private:
        await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)


@routes.tap(ROLE_DELETE, permission="roles.edit")
async def ask_to_delete(turn: Turn) -> None:
    """Ask before it is deleted, if nobody has it."""
    _need_owner(turn)
    t, name = turn.t, _role(turn)
    if people := await turn.services.own_roles.holders(name):
        raise RoleInUseError(role=name, people=people)
    yes = Button(t.plain("button-confirm"), ROLE_DELETED, role_mark(name), style="danger")
    no = Button(t.plain("button-back"), ROLE_SHOW, role_mark(name))
    limits = await turn.services.own_roles.limits(name)
    await turn.show(Card(t.get("own-role-delete", role=name, limits=limits), [[yes, no]]))


@routes.tap(ROLE_DELETED, permission="roles.edit")
async def delete(turn: Turn) -> None:
    """Delete it."""
    name = _role(turn)
    await turn.services.own_roles.delete(turn.actor, name)
    back = Button(turn.t.plain("button-back"), ROLE_LIST)
    await turn.edit(Card(turn.t.get("own-role-deleted", role=name), [[back]]))


async def _show(turn: Turn, name: str) -> None:
    t, mark = turn.t, role_mark(name)
    may = turn.services.access.role(name)
    people = await turn.services.own_roles.holders(name)
    rights = [t.plain(permission_text(right)) for right in sorted(may)]
    lines = [
        t.get("own-role", role=name),
        t.get("own-role-may", rights=rights) if rights else t.get("own-role-may-nothing"),
        t.get("own-role-people", people=people) if people else t.get("own-role-nobody"),
        "",
        t.get("own-role-press"),
    ]
    switches: list[AnyButton] = []
    for permission in sorted(PERMISSIONS - {OWN_KEYS}):
        label = "permission-button-on" if permission in may else "permission-button-off"
        values = (mark, permission, int(permission not in may))
        switches.append(Button(t.plain(label, right=permission), ROLE_SWITCH, *values))
    give = Gift(name, everywhere=turn.chat.is_private).values()
    last: list[AnyButton] = [
        Button(t.plain("roles-grant-button"), GRANT_LENGTH, *give),
        Button(t.plain("role-delete-button"), ROLE_DELETE, mark),
        Button(t.plain("button-back"), ROLE_LIST),
    ]
    await turn.show(Card(join(lines), [*in_columns(switches), last]))


def _role(turn: Turn) -> str:
    return role_at(turn.values, 0, turn.services.access.own_roles())


def _need_owner(turn: Turn) -> None:
    if not turn.services.access.is_owner(turn.actor.user_id):
        raise OnlyOwnerError
