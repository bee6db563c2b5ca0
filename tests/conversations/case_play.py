"""A customer's case as the dialogues play it: reported, found, answered."""

from sandbox.telegram import Chat, Message, Person
from tests.conversations.play import Play


def card_of(play: Play, chat: Chat | None = None) -> Message:
    """The newest card of a case there."""
    where = chat or play.desk
    return next(m for m in reversed(where.messages) if m.sender is None and "🛟" in m.text)


def make_forum(play: Play) -> None:
    """The support desk is a forum, in which the bot may open topics."""
    play.desk.is_forum = True


async def report(play: Play, kind: str = "Already used", words: str = "It says: used") -> Message:
    """Cara presses the button on her key, chooses what is wrong, and describes it; gives the card."""
    cara = play.town.cara
    await play.tap(cara, "Problem with this key")
    await play.tap(cara, kind)
    await play.say(cara, words)
    return card_of(play)


async def staff_says(play: Play, person: Person, text: str, card: Message) -> Message:
    """Somebody of the desk answers: in the case's topic, or by a reply to its card."""
    if card.topic is not None:
        person.says(text, topic=card.topic)
    else:
        person.says(text, play.desk, card)
    await play.stage.quiet()
    return play.shown(play.desk)
