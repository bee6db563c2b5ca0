"""Taking a role away, by name or from a list; asked before it happens."""

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.persons import Met, person_line, person_with
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.people.arguments import read_wanted
from handlers.people.words import is_granted, meant, publish_lists, role_name, told
from handlers.words.markup import join
from services.access.errors import NothingToRevokeError
from services.access.roles import SUPPORT
from storage.grants import EVERYWHERE

routes = Routes()


@routes.command("revoke", permission="roles.edit", in_menu=False)
async def revoke(turn: Turn) -> None:
    """Take a role from the person named or replied to; with less, choose from a list."""
    wanted = await read_wanted(turn, "revoke")
    if wanted.role is not None and wanted.person is None:
        raise UsageError("revoke")
    if wanted.role is None or wanted.person is None:
        await _choose(turn, wanted.person.id if wanted.person else None)
        return
    await _confirm(turn, wanted.role, wanted.person, everywhere=wanted.everywhere)


@routes.tap("revoke.list", permission="roles.edit")
async def by_buttons(turn: Turn) -> None:
    """Show all roles that may be taken away."""
    await _choose(turn, None)


@routes.tap("revoke.ask", permission="roles.edit")
async def chosen(turn: Turn) -> None:
    """Ask before the role is taken away."""
    role, user_id, everywhere = meant(turn)
    await _confirm(turn, role, await person_with(turn, user_id), everywhere=everywhere)


@routes.tap("revoke.do", permission="roles.edit")
async def revoke_now(turn: Turn) -> None:
    """Take the role away."""
    role, user_id, everywhere = meant(turn)
    await turn.desk.access.revoke(turn.actor, user_id, role, everywhere)
    text = "revoked-everywhere" if everywhere else "revoked"
    await turn.edit(Card(await told(turn, text, role, user_id)))
    await publish_lists(turn, user_id)


async def _choose(turn: Turn, user_id: int | None) -> None:
    """Offer what this person may take away: an owner everything, others support in this chat."""
    t, people = turn.t, turn.desk.people
    owner = turn.desk.access.is_owner(turn.actor.user_id)
    rows: list[list[AnyButton]] = []
    for member in turn.desk.access.members(turn.chat.id):
        everywhere = member.chat_id == EVERYWHERE
        mine_to_take = owner or (member.role == SUPPORT and not everywhere)
        if not mine_to_take or user_id not in (None, member.user_id):
            continue
        label = t.plain(
            "revoke-everywhere-button" if everywhere else "revoke-button",
            person=await people.name(member.user_id),
            role=role_name(t, member.role),
        )
        values = (member.role, member.user_id, int(everywhere))
        rows.append([Button(label, "revoke.ask", *values)])
    await turn.show(Card(t.get("revoke-which" if rows else "revoke-nobody"), rows))


async def _confirm(turn: Turn, role: str, person: Met, *, everywhere: bool) -> None:
    user_id = person.id
    if not is_granted(turn, role, user_id, everywhere=everywhere):
        raise NothingToRevokeError(role=role)
    t = turn.t
    question = "revoke-confirm-everywhere" if everywhere else "revoke-confirm"
    values = (role, user_id, int(everywhere))
    yes = Button(t.plain("button-confirm"), "revoke.do", *values, style="danger")
    no = Button(t.plain("button-cancel"), "roles.drop")
    lines = [await told(turn, question, role, user_id), person_line(t, person)]
    await turn.show(Card(join(lines), [[yes, no]]))
