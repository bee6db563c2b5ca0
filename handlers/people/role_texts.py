"""What cards about roles share: names of roles and persons, the question, and what follows a change."""

from collections.abc import Sequence

from handlers.frame.cards import Button, Card
from handlers.frame.turn import Turn
from handlers.people.role_marks import role_at
from handlers.taps import ROLES_DROP
from handlers.words.markup import Html, join, mention
from handlers.words.role_names import role_name
from handlers.words.texts import Texts
from storage.grants import EVERYWHERE


async def person_link(turn: Turn, user_id: int) -> Html:
    """A person by name, linked to the profile."""
    return mention(user_id, await turn.services.people.name(user_id))


async def told(turn: Turn, text: str, role: str, user_id: int) -> Html:
    """One of the texts about a person and a role."""
    person = await person_link(turn, user_id)
    return turn.t.get(text, person=person, role=role_name(turn.t, role))


def meant(turn: Turn) -> tuple[str, int, bool]:
    """The role, the person, and whether everywhere, as a button carries them."""
    values = turn.values
    return role_at(values, 0, turn.services.access.grantable()), values.number(1, 1), values.flag(2)


def is_granted(turn: Turn, role: str, user_id: int, *, everywhere: bool) -> bool:
    """Whether the person was given this role at this very place."""
    place = EVERYWHERE if everywhere else turn.chat.id
    return turn.services.access.granted_at(user_id, place, role) is not None


def question(t: Texts, lines: Sequence[Html], yes: Button) -> Card:
    """The question before a change of roles; ``yes`` makes it."""
    no = Button(t.plain("button-cancel"), ROLES_DROP)
    return Card(join(lines), [[yes, no]])


async def tell_change(turn: Turn, user_id: int, lines: Sequence[Html]) -> None:
    """Say what was changed, and let the person's command lists follow it at once."""
    await turn.edit(Card(join(lines)))
    lists = turn.frame.lists
    await lists.publish_person(turn.bot, user_id)
    if not turn.chat.is_private:
        await lists.publish_member(turn.bot, turn.chat.id, user_id)
