"""Keys where nobody writes them into a text: in names, in halves, in messages of a form that is not known."""

import io
from typing import Any

import pytest

from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.conversations.scenes import begins
from tests.conversations.test_games_secrets import assert_nowhere
from tests.conversations.test_pasted_keys import KEY, OUT, with_key

DEFECT = "a key was about to be said"


def as_update(play: Play, said: Message, **more: Any) -> dict[str, Any]:
    """A message of Sam's in the desk as Telegram tells of it, with more in it than the stand-in knows."""
    sam = {"id": play.town.sam.id, "is_bot": False, "first_name": "Sam"}
    chat = {"id": play.desk.id, "type": "supergroup", "title": "Support desk"}
    return {"message_id": said.id, "date": 1, "chat": chat, "from": sam, **more}


@begins(with_key)
async def test_who_is_called_by_a_key_is_called_by_its_mask(play: Play, log: io.StringIO) -> None:
    """A person, by name and @name, and a group: in no row, no card and no log, and no defect each time."""
    town, desk = play.town, play.desk
    bare = KEY.replace("-", "")
    town.sam.first_name, town.sam.last_name = f"Sam {KEY[:11]}", KEY[12:]
    town.sam.username = bare
    desk.title = f"Desk {bare.lower()}"
    card = await play.say(town.sam, "/menu", desk)
    await play.tap(town.sam, card.labels()[0], desk, card)
    said = await play.say(town.sam, KEY, desk)
    assert said.text.startswith("Sam •••••M4N, ")
    await play.say(town.olga, "/setup", desk)
    assert "Desk •••••M4N is set up" in play.shown(desk).text
    town.max.says("/revoke support", desk, reply_to=town.sam.says("hello", desk))
    await play.stage.quiet()
    assert "Sam •••••M4N" in play.shown(desk).text
    await play.tap(town.sam, card.labels()[0], desk, card)
    await assert_nowhere(play, bare, log)
    await assert_nowhere(play, bare.lower(), log)
    await assert_nowhere(play, KEY[:11], log)
    assert DEFECT not in log.getvalue()


@begins(with_key)
async def test_a_contact_hides_no_key_in_two_halves(play: Play) -> None:
    """The first name is the beginning and the last name the end."""
    town, desk = play.town, play.desk
    said = town.sam.says("a contact", desk)
    await play.stage.quiet()
    contact = {"phone_number": "1", "first_name": KEY[:8], "last_name": KEY[8:]}
    town.world.updates.add("edited_message", as_update(play, said, contact=contact))
    await play.stage.quiet()
    assert said not in desk.messages
    assert OUT in play.shown(desk).text


@begins(with_key)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize(
    "beyond",
    [{"date": "soon"}, {"entities": [{"type": 7}]}, {"chat": {"id": None, "type": "planet"}}],
    ids=str,
)
async def test_a_message_that_cannot_be_read_keeps_no_key(
    play: Play, log: io.StringIO, kind: str, beyond: dict[str, Any]
) -> None:
    """Of a form of tomorrow, the key wherever in it: it is deleted all the same, and who sent it is told."""
    town, desk = play.town, play.desk
    said = town.sam.says("of tomorrow", desk)
    await play.stage.quiet()
    if "chat" in beyond:
        beyond = {"date": "soon", "chat": {"id": desk.id, "type": "planet"}}
    tomorrow = {"hologram": {"layers": ["hello", {"label": f"it is {KEY.lower()}"}]}, **beyond}
    town.world.updates.add(kind, as_update(play, said, **tomorrow))
    await play.stage.quiet()
    assert said not in desk.messages
    assert OUT in play.shown(desk).text
    assert "update cannot be read" in log.getvalue()
    await assert_nowhere(play, KEY.lower(), log)


@begins(with_key)
async def test_a_message_that_cannot_be_read_and_holds_no_key_is_left_alone(play: Play) -> None:
    """Nobody answers it, and no command in it is served; an update that is no message ends nothing."""
    town, desk = play.town, play.desk
    said = town.sam.says("of tomorrow", desk)
    await play.stage.quiet()
    before = len(desk.all_messages)
    for kind in ("message", "callback_query", "chat_member"):
        raw = as_update(play, said, text="/menu", date="soon")
        town.world.updates.add(kind, raw)
    town.world.updates.add("message", {"message_id": "none", "chat": 7})
    await play.stage.quiet()
    assert len(desk.all_messages) == before
    assert said in desk.messages
