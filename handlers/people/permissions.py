"""/permissions: what each role may do in a chat, seen and switched permission by permission."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.gate import permission_text
from handlers.frame.registry import GROUP
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.people.role_marks import role_at, role_mark
from handlers.taps import PERMISSIONS_BACK, PERMISSIONS_ROLE, PERMISSIONS_SWITCH
from handlers.words.markup import join
from handlers.words.role_names import role_name
from services.access.roles import OWN_KEYS, PERMISSIONS

routes = Routes(area="team")


@routes.command("permissions", permission="roles.edit", where=GROUP)
@routes.tap(PERMISSIONS_BACK, permission="roles.edit")
async def permissions(turn: Turn) -> None:
    """Choose the role to look at."""
    t = turn.t
    buttons: list[AnyButton] = [
        Button(role_name(t, role), PERMISSIONS_ROLE, role_mark(role))
        for role in turn.services.access.grantable()
    ]
    await turn.show(Card(t.get("permissions"), in_columns(buttons)))


@routes.tap(PERMISSIONS_ROLE, permission="roles.edit")
async def role(turn: Turn) -> None:
    """Show what a role may do here."""
    await _show(turn, role_at(turn.values, 0, turn.services.access.grantable()))


@routes.tap(PERMISSIONS_SWITCH, permission="roles.edit")
async def switch(turn: Turn) -> None:
    """Switch one permission to the other side; a switch back to what the role has is taken away."""
    role = role_at(turn.values, 0, turn.services.access.grantable())
    permission, allowed = turn.values.one_of(1, PERMISSIONS), turn.values.flag(2)
    born_so = allowed == (permission in turn.services.access.role(role))
    await turn.services.access.set_switch(
        turn.actor, role, permission, None if born_so else allowed
    )
    await _show(turn, role)
    await turn.frame.lists.publish_chat(turn.bot, turn.chat.id)


async def _show(turn: Turn, role: str) -> None:
    t = turn.t
    switches = turn.services.access.switches(turn.chat.id, role)
    owner = turn.services.access.is_owner(turn.actor.user_id)
    lines, buttons = [], list[AnyButton]()
    for permission in sorted(PERMISSIONS - {OWN_KEYS}):
        born = permission in turn.services.access.role(role)
        allowed = switches.get(permission, born)
        words = t.plain(permission_text(permission))
        if owner:  # the buttons have the short name only, which says little by itself
            words = t.plain("permission-with-name", right=words, name=permission)
        state = "on" if allowed else "off"
        changed = "-here" if permission in switches else ""
        lines.append(t.get(f"permission-line-{state}{changed}", right=words))
        label = t.plain(f"permission-button-{state}", right=permission)
        buttons.append(
            Button(label, PERMISSIONS_SWITCH, role_mark(role), permission, int(not allowed))
        )
    hint = t.get("permissions-press" if owner else "permissions-owner-only")
    text = join([t.get("permissions-of", role=role_name(t, role)), "", *lines, "", hint])
    rows = [[button] for button in buttons] if owner else []
    await turn.show(Card(text, [*rows, [Button(t.plain("button-back"), PERMISSIONS_BACK)]]))
