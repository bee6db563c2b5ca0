"""/permissions: what each role may do in a chat: a grid of switches, two roles and six rows at a time."""

from collections.abc import Sequence

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.confirmation.as_asked import as_asked, confirm_button
from handlers.frame.denials import ask_owners, permission_text
from handlers.frame.lists import pager
from handlers.frame.registry import GROUP
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.people.role_marks import role_at, role_mark
from handlers.taps import (
    PERMISSIONS_BACK,
    PERMISSIONS_PAGE,
    PERMISSIONS_RESET,
    PERMISSIONS_RESET_NOW,
    PERMISSIONS_SWITCH,
)
from handlers.words.apart import told_apart
from handlers.words.markup import Html, join, one_line
from handlers.words.role_names import role_name
from services.access.errors import UnknownRoleError
from services.access.roles import OWN_KEYS, PERMISSIONS
from services.page import page_of

routes = Routes(area="team")
COLUMNS, ROWS = 2, 6
"""What a telephone shows at once: more switches in a row break their names."""
_ALL = sorted(PERMISSIONS - {OWN_KEYS})
_LONGEST = 14
"""Characters of a role's name on a switch."""


@routes.command("permissions", permission="roles.edit", where=GROUP)
async def permissions(turn: Turn) -> None:
    """Show the first of them, or the role that was typed. Raises UnknownRoleError."""
    named, roles = turn.args.casefold(), _roles(turn)
    asked = [
        role for role in roles if named in (role.casefold(), role_name(turn.t, role).casefold())
    ]
    if named and not asked:
        raise UnknownRoleError(role=one_line(turn.args, _LONGEST), known=roles)
    await _show(turn, _columns_of(turn, asked[0]) if named else 1, 1)


@routes.tap(PERMISSIONS_BACK, permission="roles.edit")
async def first(turn: Turn) -> None:
    """Show the first of them."""
    await _show(turn, 1, 1)


@routes.tap(PERMISSIONS_PAGE, permission="roles.edit")
async def page(turn: Turn) -> None:
    """Turn to other roles, or to other permissions."""
    await _show(turn, turn.values.number(0, 1), turn.values.number(1, 1))


@routes.tap(PERMISSIONS_SWITCH, permission="roles.edit")
async def switch(turn: Turn) -> None:
    """Switch one permission to the other side; a switch back to what the role has is taken away."""
    access, role = turn.services.access, role_at(turn.values, 0, _roles(turn))
    permission, allowed = turn.values.one_of(1, PERMISSIONS), turn.values.flag(2)
    born_so = allowed == (permission in access.role(role))
    await access.set_switch(turn.actor, role, permission, None if born_so else allowed)
    at = _ALL.index(permission) if permission in _ALL else 0
    await _show(turn, _columns_of(turn, role), at // ROWS + 1)
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)


@routes.tap(PERMISSIONS_RESET, permission="roles.edit")
async def ask_reset(turn: Turn) -> None:
    """Ask before a role, or every role, has here what it has at first."""
    await turn.show(_reset_question(turn, _reset(turn)))


def _reset_question(turn: Turn, role: str | None) -> Card:
    """What would be put back, of a role or of all."""
    t = turn.t
    lines = [t.get("permissions-reset-ask"), ""]
    for each in _roles(turn) if role is None else (role,):
        for permission, on in sorted(turn.services.access.switches(turn.chat.id, each).items()):
            words = {"role": role_name(t, each), "right": t.plain(permission_text(permission))}
            lines.append(t.get(f"permissions-reset-{'on' if on else 'off'}", **words))
    mark = "" if role is None else role_mark(role)
    text = join(lines)
    yes = confirm_button(t.plain("button-confirm"), PERMISSIONS_RESET_NOW, mark, asked=text)
    return Card(text, [[yes, Button(t.plain("button-back"), PERMISSIONS_BACK)]])


@routes.tap(PERMISSIONS_RESET_NOW, permission="roles.edit")
async def reset(turn: Turn) -> None:
    """Put them back."""
    role, switches = _reset(turn), turn.services.access.switches
    differs = any(
        switches(turn.chat.id, each) for each in (_roles(turn) if role is None else (role,))
    )
    if differs and not await as_asked(turn, _reset_question(turn, role)):
        return
    await turn.services.access.reset_switches(turn.actor, role)
    await _show(turn, 1, 1)
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)


def _roles(turn: Turn) -> tuple[str, ...]:
    return turn.services.access.grantable()


def _columns_of(turn: Turn, role: str) -> int:
    return _roles(turn).index(role) // COLUMNS + 1


def _reset(turn: Turn) -> str | None:
    """The role that a button puts back; None: all."""
    return role_at(turn.values, 0, _roles(turn)) if turn.values.text(0) else None


async def _show(turn: Turn, columns: int, number: int) -> None:
    t, access = turn.t, turn.services.access
    owner = access.is_owner(turn.actor.user_id)
    roles, rights = page_of(_roles(turn), columns, COLUMNS), page_of(_ALL, number, ROWS)
    names = [_in_full(role_name(t, role), _short(turn)[role]) for role in roles.items]
    lines = [
        t.get("permissions-title", chat=turn.chat.title),
        t.get("permissions-columns", roles=names),
    ]
    rows: list[list[AnyButton]] = []
    for at, right in enumerate(rights.items, (rights.number - 1) * ROWS + 1):
        states = [_state(turn, role, right) for role in roles.items]
        words = t.plain(permission_text(right))
        said = join([t.get(f"permission-{state}") for state in states], " ")
        lines.append(t.get("permission-row", number=str(at), right=words, states=said))
        rows.append([_switch(turn, at, role, right) for role in roles.items])
    counted = {"page": rights.number, "pages": rights.pages}
    lines += [Html(""), t.get("permissions-page", **counted)]
    if owner:
        lines.append(t.get("permissions-press"))
    else:
        lines.append(t.get("permissions-owner-only", ask=await ask_owners(turn)))
    turning = pager(t, PERMISSIONS_PAGE, rights, roles.number)
    if roles.pages > 1:
        other = roles.number % roles.pages + 1
        turning.append(Button(t.plain("permissions-other-roles"), PERMISSIONS_PAGE, other, number))
    resets = _resets(turn, roles.items) if owner else []
    await turn.show(Card(join(lines), [*(rows if owner else []), turning, resets]))


def _state(turn: Turn, role: str, right: str) -> str:
    """On or off, and whether that is so in this chat only."""
    access = turn.services.access
    switched = access.switches(turn.chat.id, role).get(right)
    allowed = right in access.role(role) if switched is None else switched
    return ("on" if allowed else "off") + ("" if switched is None else "-here")


def _in_full(name: str, short: str) -> str:
    """The whole name, with the number that its switches have."""
    number, dot, _ = short.partition(". ")
    return f"{number}. {name}" if dot and number.isdigit() and short != name else name


def _switch(turn: Turn, at: int, role: str, right: str) -> AnyButton:
    t, state = turn.t, _state(turn, role, right)
    name = _short(turn)[role]
    label = t.plain(
        "permission-switch", number=str(at), role=name, state=t.plain(f"permission-{state}")
    )
    return Button(label, PERMISSIONS_SWITCH, role_mark(role), right, int(state.startswith("off")))


def _short(turn: Turn) -> dict[str, str]:
    """What each role is called on a switch."""
    names = {role: role_name(turn.t, role) for role in _roles(turn)}
    short = told_apart(list(names.values()), _LONGEST)
    return {role: short[name] for role, name in names.items()}


def _resets(turn: Turn, shown: Sequence[str]) -> list[AnyButton]:
    """A button for each of these roles that differs here, and one for all that do."""
    t, access = turn.t, turn.services.access
    differing = [role for role in _roles(turn) if access.switches(turn.chat.id, role)]
    buttons: list[AnyButton] = [
        Button(
            t.plain("permissions-reset-button", role=_short(turn)[role]),
            PERMISSIONS_RESET,
            role_mark(role),
        )
        for role in shown
        if role in differing
    ]
    if len(differing) > 1:
        buttons.append(Button(t.plain("permissions-reset-all-button"), PERMISSIONS_RESET, ""))
    return buttons
