"""What cards about roles share: names of roles and persons, and the lists that follow a change."""

from handlers.frame.turn import Turn
from handlers.words.markup import Html, mention
from handlers.words.texts import Texts


def role_name(t: Texts, role: str) -> str:
    """What people call a role."""
    known = f"role-{role}"
    return t.plain(known) if t.has(known) else role


async def person_link(turn: Turn, user_id: int) -> Html:
    """A person by name, linked to the profile."""
    return mention(user_id, await turn.desk.people.name(user_id))


async def told(turn: Turn, text: str, role: str, user_id: int) -> Html:
    """One of the texts about a person and a role."""
    person = await person_link(turn, user_id)
    return turn.t.get(text, person=person, role=role_name(turn.t, role))


async def publish_lists(turn: Turn, user_id: int) -> None:
    """Let the person's command lists follow a change of roles at once."""
    lists = turn.frame.lists
    await lists.publish_person(turn.bot, user_id)
    if not turn.chat.is_private:
        await lists.publish_member(turn.bot, turn.chat.id, user_id)
