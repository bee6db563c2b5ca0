"""Customers' cases: from the button to each end, in a plain group and in a forum."""

import pytest

from sandbox.telegram import Chat, Message, Person
from services.vault import mask
from tests.conversations.play import Play
from tests.conversations.test_customers import hand_over


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


@pytest.fixture(params=["group", "forum"])
def place(request: pytest.FixtureRequest, play: Play) -> str:
    """The support desk, as a plain group and as a forum."""
    if request.param == "forum":
        make_forum(play)
    return str(request.param)


async def staff_says(play: Play, person: Person, text: str, card: Message) -> Message:
    """Somebody of the desk answers: in the case's topic, or by a reply to its card."""
    if card.topic is not None:
        person.says(text, topic=card.topic)
    else:
        person.says(text, play.desk, card)
    await play.stage.quiet()
    return play.shown(play.desk)


@pytest.mark.steps(
    "tap key.problem",
    "tap case.kind",
    "answer case.words",
    "tap case.take",
    "tap case.close",
    "answer case.close",
    "notice case-opened",
    "notice case-word",
    "notice case-answer",
    "notice case-changed",
    "notice case-ended",
)
async def test_a_case_is_answered_and_closed(play: Play, place: str) -> None:
    """Both sides talk through the bot, and the reason is told; no key is in the group."""
    town, desk, cara = play.town, play.desk, play.town.cara
    number = await hand_over(play)
    (key,) = play.sold()
    await play.tap(cara, "Problem with this key")
    assert "What is wrong with it?" in play.shown(cara.private).text
    await play.tap(cara, "Wrong region")
    assert "What happens when you enter the key of GTA V?" in play.shown(cara.private).text
    thanks = await play.say(cara, f"{key.lower()} says <wrong>")
    assert f"The shop has your message about {number}" in thanks.text

    card, words = card_of(play), play.shown(desk)
    assert "Wrong region: GTA V" in card.text
    assert f"Order {number}" in card.text
    assert "Customer: Cara Customer" in card.text
    assert mask(key) in card.text
    assert "its own word on the key is not known" in card.text
    assert "No earlier case" in card.text
    assert "Cara Customer" in words.text
    assert words.text.endswith("says <wrong>")
    assert (card.topic is not None) == (place == "forum")
    assert words.topic is card.topic
    assert not play.showing(key.lower())

    await play.tap(town.sam, "Take", desk, card)
    assert "Taken by Sam Support" in card.text
    passed = await staff_says(play, town.sam, "In which country are you?", card)
    assert passed.text == "↪️ Goes to Cara Customer."
    asked = play.shown(cara.private)
    assert asked.text.startswith("💬 The shop about GTA V")
    assert asked.text.endswith("In which country are you?")
    assert "Sam" not in asked.text
    assert "💬 Answered" in card.text

    await play.say(cara, "In Brazil", reply_to=asked)
    assert play.shown(desk).text.endswith("In Brazil")
    assert "Waits for an answer" in card.text

    await play.tap(town.sam, "Close", desk, card)
    closed = await play.answer(town.sam, "This key works in Kazakhstan only.", desk)
    assert "is closed" in closed.text
    assert "“This key works in Kazakhstan only.”" in play.shown(cara.private).text
    assert "✅ Closed by Sam Support" in card.text
    assert card.labels() == []
    late = await staff_says(play, town.sam, "One more thing", card)
    assert "is over" in late.text
    assert desk not in play.showing(key)
