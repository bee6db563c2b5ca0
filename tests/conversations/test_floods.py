"""A stranger who floods hears so once; owners hear of it if it lasts; others are served as always."""

from datetime import timedelta

import pytest

from sandbox.telegram import Chat
from tests.conversations.play import Play


def ours(chat: Chat) -> list[str]:
    """What the bot has written there."""
    return [message.text for message in chat.messages if message.sender is None]


@pytest.mark.steps("/whoami", "notice flood")
async def test_a_flood_is_answered_once_and_told_if_it_lasts(play: Play) -> None:
    """Twenty-one of a hundred commands are read; the owners are told after a minute, by name."""
    town = play.town
    stan = town.stan
    for _ in range(2):
        before = len(ours(stan.private))
        for _ in range(100):
            stan.says("/whoami")
        answer = await play.say(town.sam, "/whoami")
        assert "Sam Support" in answer.text
        said = ours(stan.private)[before:]
        assert sum("too fast" in text for text in said) == 1
        assert sum("Stan Stranger" in text for text in said) == 21
        assert not [text for text in ours(town.olga.private) if "faster than I read" in text]
        await play.stage.app.house.services.floods.run()
        await play.later(timedelta(seconds=61))
    for _ in range(50):
        stan.says("/whoami")
    await play.stage.quiet()
    await play.stage.app.house.services.floods.run()
    await play.due()
    told = [text for text in ours(town.olga.private) if "faster than I read" in text]
    assert len(told) == 1
    assert "Stan Stranger" in told[0]
    assert not [text for text in ours(town.managers) if "faster than I read" in text]


async def test_whoever_starts_too_often_is_told_once(play: Play) -> None:
    """Ten times, then until when to wait, then nothing; later it goes on."""
    stan = play.town.stan
    for _ in range(15):
        await play.start(stan)
    said = ours(stan.private)
    assert sum(text.startswith("That was too often in a short time.") for text in said) == 1
    assert len(said) == 11
    await play.later(timedelta(minutes=1))
    assert not (await play.start(stan)).text.startswith("That was too often")
