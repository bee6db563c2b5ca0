"""/revoke: taking a role away, by name or from a list; asked before it happens."""

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.frame.outgoing.fitting import MOST_IN_LABEL
from handlers.frame.persons import Met, person_line, person_with
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.people.arguments import read_wanted
from handlers.people.left_behind import left_behind
from handlers.people.role_marks import role_mark
from handlers.people.role_texts import is_granted, meant, question, tell_change, told
from handlers.taps import REVOKE_ASK, REVOKE_DO, REVOKE_LIST, REVOKE_PAGE
from handlers.words.lengths import cut, units
from handlers.words.markup import join
from handlers.words.role_names import role_name
from services.page import page_of
from storage.grants import EVERYWHERE

routes = Routes(area="team")
PAGE = 10
"""Roles to take away on a page."""


@routes.command("revoke", permission="roles.edit", in_menu=False)
async def revoke(turn: Turn) -> None:
    """Take a role from the person named or replied to; with less, choose from a list."""
    wanted = await read_wanted(turn, "revoke")
    if wanted.role is not None and wanted.person is None:
        raise UsageError("revoke")
    if wanted.role is None or wanted.person is None:
        await choose(turn, wanted.person.id if wanted.person else None)
        return
    await _confirm(turn, wanted.role, wanted.person, everywhere=wanted.everywhere)


@routes.tap(REVOKE_PAGE, permission="roles.edit")
async def page(turn: Turn) -> None:
    """Turn to a page of them; of one person's where one was named."""
    user_id = turn.values.number(0, 1) if turn.values.text(0) else None
    await choose(turn, user_id, turn.values.number(1, 1))


@routes.tap(REVOKE_ASK, permission="roles.edit")
async def chosen(turn: Turn) -> None:
    """Ask before the role is taken away."""
    role, user_id, everywhere = meant(turn)
    await _confirm(turn, role, await person_with(turn, user_id), everywhere=everywhere)


@routes.tap(REVOKE_DO, permission="roles.edit")
async def revoke_now(turn: Turn) -> None:
    """Take the role away."""
    role, user_id, everywhere = meant(turn)
    await turn.services.access.revoke(turn.actor, user_id, role, everywhere)
    text = "revoked-everywhere" if everywhere else "revoked"
    if not everywhere and is_granted(turn, role, user_id, everywhere=True):
        text = "revoked-still"
    left = await left_behind(turn.services, turn.t, user_id, turn.chat.id, everywhere=everywhere)
    await tell_change(turn, user_id, [await told(turn, text, role, user_id), *left])


@routes.tap(REVOKE_LIST, permission="roles.edit")
async def choose(turn: Turn, user_id: int | None = None, number: int = 1) -> None:
    """Offer what this person may take away: an owner everything, others support in this chat."""
    t, people = turn.t, turn.services.people
    rows: list[list[AnyButton]] = []
    takable = [
        member
        for member in turn.services.access.takable(turn.actor)
        if user_id in (None, member.user_id)
    ]
    shown = page_of(takable, number, PAGE)
    ids = {member.user_id for member in shown.items}
    names = {each: await people.name(each) for each in ids}
    for member in shown.items:
        everywhere = member.chat_id == EVERYWHERE
        words = "revoke-everywhere-button" if everywhere else "revoke-button"
        role, name = role_name(t, member.role), names[member.user_id]
        room = MOST_IN_LABEL - units(t.plain(words, person="", role=role))
        if [cut(each, room) for each in names.values()].count(cut(name, room)) > 1:
            said = f" {member.user_id}"
            name = cut(name, room - len(said)) + said
        label = t.plain(words, person=cut(name, room), role=role)
        values = (role_mark(member.role), member.user_id, int(everywhere))
        rows.append([Button(label, REVOKE_ASK, *values)])
    text = t.get("revoke-which" if rows else "revoke-nobody")
    if shown.pages > 1:
        counted = {"total": shown.total, "page": shown.number, "pages": shown.pages}
        text = join([text, t.get("roles-page", **counted)])
    rows.append(pager(t, REVOKE_PAGE, shown, user_id or ""))
    await turn.show(Card(text, rows))


async def _confirm(turn: Turn, role: str, person: Met, *, everywhere: bool) -> None:
    user_id = person.id
    await turn.services.access.may_take(turn.actor, role, everywhere)
    if not is_granted(turn, role, user_id, everywhere=everywhere):
        raise turn.services.access.nothing_to_revoke(user_id, role)
    t = turn.t
    asking = "revoke-confirm-everywhere" if everywhere else "revoke-confirm"
    values = (role_mark(role), user_id, int(everywhere))
    yes = Button(t.plain("button-confirm"), REVOKE_DO, *values, style="danger")
    lines = [await told(turn, asking, role, user_id), person_line(t, person)]
    await turn.show(question(t, lines, yes))
