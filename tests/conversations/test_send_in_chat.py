"""**Send in a chat**: a claim link goes on into a chat with one person, from who made it and still may."""

from datetime import timedelta

import pytest

from sandbox.telegram import Asked, Chat, Person
from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought

WHY = ("Nothing can be sent here. Why?", "inline")


async def asks(play: Play, person: Person, query: str, chat: Chat) -> Asked:
    """Type it behind the bot's name there, and wait for what the bot lists."""
    play.done.add(f"inline {query.split()[0]}")
    asked = person.asks_inline(query, chat)
    await play.stage.quiet()
    await asked.answered()
    return asked


def listed(asked: Asked) -> int:
    """How much there is to choose; where it is nothing of ours, there is a button that tells why."""
    assert asked.answer is not None
    assert bool(asked.answer.results) != (asked.answer.button == WHY)
    return len(asked.answer.results)


async def query_of(play: Play, label: str = "Send in a chat") -> str:
    """What the newest chooser button in Sam's private chat puts behind the bot's name."""
    button = play.press(play.town.sam, label).button
    assert button is not None
    return button.query or ""


@begins(one_bought)
@pytest.mark.steps("inline claim")
async def test_a_link_is_sent_on_in_a_chat_with_its_customer(play: Play) -> None:
    """The supporter chooses Cara, sends the one result as their own words, and she has the key by it."""
    town = play.town
    await play.tap(town.sam, "Claim link", play.desk)
    with_cara = town.world.between(town.sam, town.cara)
    asked = await asks(play, town.sam, await query_of(play), with_cara)
    assert listed(asked) == 1
    said = town.sam.sends_result(asked, with_cara)
    assert "GTA V" in said.text
    assert not any("?start=" in m.text for m in play.desk.messages)
    taken = town.cara.taps("Take the key", message=said)
    await play.stage.quiet()
    assert taken.said is not None
    assert play.sold()[0] in play.shown(town.cara.private).text


@pytest.mark.steps("inline claim", "start payload")
async def test_a_link_is_listed_for_nobody_else_and_only_while_it_holds(play: Play) -> None:
    """Not for others with the same words, in a group, of another order, used, or after a role went."""
    town, world = play.town, play.town.world
    for label in ("Claim link", "All 2 in one link"):
        if label == "Claim link":
            await play.buy(count=2)
        await play.tap(town.sam, label, play.desk)
    query = await query_of(play)
    mine, theirs = world.between(town.sam, town.cara), world.between(town.carl, town.cara)
    verb, number, key, _ = query.split()
    assert listed(await asks(play, town.sam, query, mine)) == 1
    # Nothing is kept by Telegram: another person with the same words asks the bot, and gets nothing.
    for other in (town.carl, town.max, town.olga):
        assert listed(await asks(play, other, query, theirs)) == 0
    assert listed(await asks(play, town.sam, query, play.desk)) == 0
    for forged in (
        f"{verb} K-2222-2222 {key} 1",
        f"{verb} {number} {key} 2",
        f"{verb} {number} {key} 0",
        f"{verb} {number} {key} x",
        f"{verb} {number} madeupkey123 1",
        f"{verb} {number}",
        verb,
    ):
        assert listed(await asks(play, town.sam, forged, mine)) == 0, forged
    nothing = await asks(play, town.carl, "hello there", theirs)
    assert nothing.answer is not None
    assert nothing.answer.button is None
    # Why, where the button leads.
    said = await play.start(town.sam, WHY[1])
    assert "only into a chat with one person" in said.text
    # A role that went between drawing and pressing, and came back.
    access = play.stage.app.house.services.access
    olga = Actor(town.olga.id, play.desk.id, town.olga.name)
    await access.revoke(olga, town.sam.id, "support")
    assert listed(await asks(play, town.sam, query, mine)) == 0
    await access.grant(olga, town.sam.id, "support")
    assert listed(await asks(play, town.sam, query, mine)) == 1
    # Used by Cara, it is listed no more.
    link = await asks(play, town.sam, query, mine)
    sent = town.sam.sends_result(link, mine)
    town.cara.taps("Take the keys", message=sent)
    await play.stage.quiet()
    assert listed(await asks(play, town.sam, query, mine)) == 0


@pytest.mark.steps("inline claim")
async def test_links_a_key_are_sent_on_one_by_one_for_an_hour(play: Play) -> None:
    """Each has its button; after an hour it leads nowhere. Without inline mode there is none."""
    town = play.town
    await play.buy(count=3)
    await play.tap(town.sam, "Claim link", play.desk)
    await play.tap(town.sam, "One link a key", play.desk)
    mine = town.world.between(town.sam, town.cara)
    said = set()
    for at in (1, 2, 3):
        asked = await asks(play, town.sam, await query_of(play, f"Send {at}"), mine)
        said.add(town.sam.sends_result(asked, mine).text)
    assert len(said) == 3
    query = await query_of(play, "Send 3")
    await play.later(timedelta(hours=1, seconds=1))
    assert listed(await asks(play, town.sam, query, mine)) == 0
    town.world.inline_mode = False
    await play.restart()
    await play.buy()
    await play.tap(town.sam, "Claim link", play.desk)
    assert play.shown(town.sam.private).labels() == ["Copy link", "Revoke link"]
