"""/grant: giving a role to a person; asked before it happens.

``/grant support @sam`` asks at once; with less the buttons ask for the rest: which role, then who.
Nothing changes before it is confirmed, and the question says what the person may do then.
"""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.gate import permission_text
from handlers.frame.persons import Met, ask_person, introduced, person_meant, person_with
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.people.arguments import read_wanted
from handlers.people.role_texts import (
    is_granted,
    meant,
    question,
    role_name,
    tell_change,
    told,
)
from handlers.taps import GRANT_DO, GRANT_ROLE, GRANT_WHO, ROLES_DROP
from services.access.errors import AlreadyGrantedError, OnlyOwnerError
from services.access.roles import GRANTABLE, OWN_KEYS, ROLES, SUPPORT

routes = Routes(area="team")


@routes.command("grant", permission="roles.edit", in_menu=False)
async def grant(turn: Turn) -> None:
    """Give a role: to the person named, or to the one replied to."""
    wanted = await read_wanted(turn, "grant")
    if wanted.role is None:
        await which_role(turn, wanted.person.id if wanted.person else None)
    elif wanted.person is None:
        await _who(turn, wanted.role, everywhere=wanted.everywhere)
    else:
        await _confirm(turn, wanted.role, wanted.person, everywhere=wanted.everywhere)


@routes.tap(GRANT_WHO, permission="roles.edit")
async def role_chosen(turn: Turn) -> None:
    """The role is chosen: whose shall it be?"""
    role = turn.values.one_of(0, GRANTABLE)
    if turn.values.text(1):
        person = await person_with(turn, turn.values.number(1, 1))
        await _confirm(turn, role, person, everywhere=turn.chat.is_private)
    else:
        await _who(turn, role, everywhere=turn.chat.is_private)


@routes.answer("grant.person", permission="roles.edit", forwarded=True)
async def person_told(turn: Turn) -> None:
    """The person was named, picked or forwarded."""
    person = await person_meant(turn, turn.args)
    if person is None:
        raise UsageError("grant.person")
    everywhere = bool(turn.facts["everywhere"])
    await _confirm(turn, str(turn.facts["role"]), person, everywhere=everywhere)


@routes.tap(GRANT_DO, permission="roles.edit")
async def grant_now(turn: Turn) -> None:
    """Give the role."""
    role, user_id, everywhere = meant(turn)
    await turn.services.access.grant(turn.actor, user_id, role, everywhere)
    texts = ["granted-everywhere" if everywhere else "granted"]
    if not everywhere and await turn.services.access.asleep(frozenset({user_id}), turn.chat.id):
        texts.append("granted-asleep")
    await tell_change(turn, role, user_id, *texts)


@routes.tap(ROLES_DROP, permission="roles.edit")
async def leave_it(turn: Turn) -> None:
    """Nothing is to change after all."""
    await turn.edit(Card(turn.t.get("roles-unchanged")))


@routes.tap(GRANT_ROLE, permission="roles.edit")
async def which_role(turn: Turn, user_id: int | None = None) -> None:
    """Offer the roles there are to give; to this person, if it is known."""
    offered = GRANTABLE if turn.services.access.is_owner(turn.actor.user_id) else (SUPPORT,)
    buttons: list[AnyButton] = [
        Button(role_name(turn.t, role), GRANT_WHO, role, user_id or "") for role in offered
    ]
    await turn.show(Card(turn.t.get("grant-which"), in_columns(buttons)))


async def _who(turn: Turn, role: str, *, everywhere: bool) -> None:
    asking = Card(turn.t.get("grant-who", role=role_name(turn.t, role)))
    await ask_person(turn, "grant.person", asking, role=role, everywhere=everywhere)


async def _confirm(turn: Turn, role: str, person: Met, *, everywhere: bool) -> None:
    user_id = person.id
    if (everywhere or role != SUPPORT) and not turn.services.access.is_owner(turn.actor.user_id):
        raise OnlyOwnerError
    if is_granted(turn, role, user_id, everywhere=everywhere):
        raise AlreadyGrantedError(role=role)
    t = turn.t
    asking = "grant-confirm-everywhere" if everywhere else "grant-confirm"
    rights = [t.plain(permission_text(right)) for right in sorted(ROLES[role] - {OWN_KEYS})]
    about = await introduced(turn, person)
    lines = [
        await told(turn, asking, role, user_id),
        *about,
        t.get("grant-effect", rights=rights),
    ]
    yes = Button(t.plain("button-confirm"), GRANT_DO, role, user_id, int(everywhere))
    await turn.show(question(t, lines, yes))
