"""A key that came before: it goes to nobody by itself, and to nobody without a clear yes."""

import re

import pytest

from tests.conversations.case_play import card_of
from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported
from tests.conversations.test_pieces import LINK


@begins(reported)
@pytest.mark.steps("tap case.replace", "notice key-twin")
async def test_a_replacement_that_came_before_stays_at_the_desk(play: Play) -> None:
    """The supplier delivers the very key that does not work: its card says so, and Replace lets choose."""
    town, desk = play.town, play.desk
    bad = play.sold()[0]
    case = card_of(play)
    await play.tap(town.sam, "Replace", desk, case)
    town.codegames.next_keys(bad)
    await play.tap(town.sam, "Confirm", desk, play.shown(desk))
    await play.due()
    assert "its key came before" in case.text
    assert "nothing was sent to Cara Customer, and the case stays open" in case.text
    assert any("Its card says what can be done." in each.text for each in desk.messages)
    assert not any("is the other key" in each.text for each in town.cara.private.messages)
    charges = town.codegames.charges
    await play.tap(town.sam, "Replace", desk, case)
    choice = play.shown(desk)
    assert choice.text.startswith("The last one, K-")
    assert town.codegames.charges == charges
    await play.tap(town.sam, "CodeGames once more", desk, choice)
    assert "Confirm" in play.shown(desk).labels()
    await play.tap(town.sam, "Confirm", desk, play.shown(desk))
    await play.due()
    assert any("is the other key" in each.text for each in town.cara.private.messages)


@pytest.mark.steps("tap order.send-now", "tap order.link", "notice link-held")
async def test_what_somebody_has_is_given_by_a_second_yes_alone(play: Play) -> None:
    """The question to send, the one for links, and Show say who has it; an open link gives nothing then."""
    town, desk = play.town, play.desk
    await play.start(town.carl)
    first = await play.buy()
    [key] = play.sold()
    await play.tap(town.sam, "Claim link", desk, first)
    [token] = LINK.findall(play.shown(town.sam.private).text)
    town.codegames.next_keys(key)
    await play.buy()
    await play.due()
    second = next(each for each in desk.messages if "before. Do not hand it out" in each.text)
    assert "came in order" in first.text and "since" in first.text
    await play.tap(town.sam, "Send to customer", desk, second)
    question = await play.answer(town.sam, str(town.carl.id), desk)
    assert "an open link of order" in question.text
    assert "Confirm" not in question.labels()
    await play.tap(town.sam, "Send all the same", desk, question)
    assert play.showing(key) == [town.carl.private]

    town.cara.says(f"/start {token}")
    await play.stage.quiet()
    assert "The shop has to look at this link first" in play.shown(town.cara.private).text
    await play.due()
    assert any("Cara Customer opened a claim link" in each.text for each in desk.messages)
    assert play.showing(key) == [town.carl.private]

    await play.tap(town.sam, "Claim link", desk, first)
    await play.tap(town.sam, "New link", desk, play.shown(desk))
    asked = play.shown(desk)
    assert "Carl Customer has the same key" in asked.text
    await play.tap(town.sam, "Make it all the same", desk, asked)
    [token] = LINK.findall(play.shown(town.sam.private).text)
    town.cara.says(f"/start {token}")
    await play.stage.quiet()
    assert town.cara.private in play.showing(key)

    await play.tap(town.sam, "Show to me", desk, second)
    assert "Cara Customer has the same key" in play.shown(town.sam.private).text


async def test_an_order_of_another_chat_is_named_to_whom_it_is_shown_alone(play: Play) -> None:
    """Where the key came before is no news for who has no role there: not on cards, nor in what is asked."""
    town, desk = play.town, play.desk
    await play.start(town.carl)
    other = town.world.group("Other shop", [town.olga, town.max])
    await play.stage.quiet()
    await play.say(town.olga, "/setup UTC", other)
    await play.say(town.olga, "/grant manager @max", other)
    await play.tap(town.olga, "Confirm", other, play.shown(other))
    await play.say(town.max, "/buy gta v 1", other)
    await play.tap(town.max, "Confirm", other, play.shown(other))
    first = play.shown(other)
    number = re.findall(r"K-[\w-]+", first.text)[0]
    [key] = play.sold()
    await play.tap(town.max, "Send to customer", other, first)
    question = await play.answer(town.max, str(town.carl.id), other)
    await play.tap(town.max, "Confirm", other, question)
    town.codegames.next_keys(key)
    await play.buy()
    await play.due()
    second = next(m for m in desk.messages if "in an order of another chat before" in m.text)
    assert "in an order of another chat since" in first.text
    assert any(
        "is the same as the one in an order of another chat" in m.text for m in desk.messages
    )

    await play.tap(town.sam, "Show to me", desk, second)
    hidden = "somebody has the same key, by an order of another chat."
    assert hidden in play.shown(town.sam.private).text
    await play.tap(town.sam, "Claim link", desk, second)
    assert hidden in play.shown(desk).text
    await play.tap(town.sam, "Send to customer", desk, second)
    assert hidden in (await play.answer(town.sam, str(town.cara.id), desk)).text
    assert not any(
        number in m.text or "Carl" in m.text
        for chat in (desk, town.sam.private)
        for m in chat.messages
    )
    await play.tap(town.max, "Show to me", desk, second)
    assert (
        f"Carl Customer has the same key, by order {number}." in play.shown(town.max.private).text
    )
