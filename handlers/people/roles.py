"""/roles: who has which role here, and by which way."""

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.people.role_texts import person_link
from handlers.taps import GRANT_ROLE, GROUP_LIST, REVOKE_LIST, ROLE_LIST, ROLES_PAGE
from handlers.words.markup import Html, join
from handlers.words.role_names import role_held, role_name
from services.access import DefaultFor
from services.page import page_of
from storage.grants import EVERYWHERE

routes = Routes(area="team")
PAGE = 20
"""People on a page: Telegram is asked about each of them who was not seen for minutes."""
_DEFAULT = {
    DefaultFor.MEMBERS: "roles-default",
    DefaultFor.ADMINISTRATORS: "roles-default-administrators",
    DefaultFor.WAITS: "roles-default-waits",
}


@routes.command("roles", permission="roles.edit")
@routes.number_tap(ROLES_PAGE, permission="roles.edit", least=1)
async def roles(turn: Turn, number: int = 1) -> None:
    """List who has which role in this chat, and by which way."""
    t, access = turn.t, turn.services.access
    lines: list[Html] = []
    default = access.default_role(turn.chat.id)
    if default:
        text = _DEFAULT[access.default_for(turn.chat.id)]
        lines.append(t.get(text, role=role_name(t, default)))
    page = page_of(access.members(turn.chat.id), number, PAGE)
    if page.pages > 1:
        counted = {"total": page.total, "page": page.number, "pages": page.pages}
        lines.append(t.get("roles-page", **counted))
    people = frozenset(member.user_id for member in page.items)
    asleep = await access.asleep(people, turn.chat.id)
    for member in page.items:
        person = await person_link(turn, member.user_id)
        role = role_held(t, member.role, member.until)
        everywhere = member.chat_id == EVERYWHERE
        if member.user_id in asleep and not everywhere:
            role = t.plain("roles-asleep", role=role)
        lines.append(
            t.get("roles-everywhere" if everywhere else "roles-here", person=person, role=role)
        )
    buttons: list[AnyButton] = []
    if access.gifts(turn.actor, turn.chat.is_private):
        buttons.append(Button(t.plain("roles-grant-button"), GRANT_ROLE))
    if access.takable(turn.actor):
        buttons.append(Button(t.plain("roles-revoke-button"), REVOKE_LIST))
    own: list[AnyButton] = []
    if access.is_owner(turn.actor.user_id):
        own.append(Button(t.plain("roles-own-button"), ROLE_LIST))
        if turn.chat.is_private and await turn.services.arrivals.not_set_up(turn.actor):
            own.append(Button(t.plain("groups-unset-button"), GROUP_LIST, 1))
    text = join([t.get("roles"), "", *(lines or [t.get("roles-nobody")])])
    await turn.show(Card(text, [pager(t, ROLES_PAGE, page), buttons, own]))
