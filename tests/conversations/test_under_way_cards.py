"""Every card that showed an order under way tells in the end how it stands, whoever drew it and where."""

from datetime import timedelta
from functools import partial

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Chat, Message
from services.access.revoking import revoke_all
from tests.conversations.play import Play
from tests.conversations.reversal_play import bought
from tests.conversations.scenes import begins

SOON = timedelta(minutes=2)


def _are_there(chat: Chat, count: int) -> bool:
    return len(chat.messages) >= count


async def under_way(play: Play, drawn: int = 3) -> tuple[list[Message], str]:
    """An order whose answer was lost, on the card that was confirmed and on up to three that others drew."""
    town, desk = play.town, play.desk
    town.codegames.faults.add("pay", Fault.lost_before())
    first = await play.buy()
    number = play.order_number(first)
    cards = [first]
    for person, chat in ((town.max, desk), (town.olga, None), (town.sam, desk))[:drawn]:
        cards.append(await play.say(person, f"/order {number}", chat))
    await play.tap(town.max, "Refresh", desk, cards[1])
    assert all("⏳" in card.text for card in cards)
    return cards, number


@pytest.mark.steps("/order", "tap order.refresh", "notice order-shown")
async def test_every_card_that_showed_it_under_way_tells_the_end(play: Play) -> None:
    """The first and every later one, in the group and elsewhere; nothing is sent for it besides."""
    cards, _ = await under_way(play)
    before = len(play.town.olga.private.messages)
    await play.later(SOON)
    assert ["✅ Bought." in card.text for card in cards] == [True] * 4
    assert not any("⏳" in card.text for card in cards)
    assert len(play.town.olga.private.messages) == before


async def test_they_tell_it_when_telegram_takes_it(play: Play) -> None:
    """For a while no edit gets through, each tried for seconds; each card is set right afterwards."""
    cards, _ = await under_way(play, drawn=1)
    play.town.world.faults.add("editMessageText", Fault.status(502), times=None)
    await play.later(SOON)
    assert all("⏳" in card.text for card in cards)
    play.town.world.faults.clear()
    for _ in range(3):
        await play.later(SOON)
    assert not any("⏳" in card.text for card in cards)


async def test_one_that_is_gone_is_not_sent_anew(play: Play) -> None:
    """Somebody has deleted a card: the others tell the end, and the chat gets no second one for it."""
    cards, _ = await under_way(play)
    cards[1].deleted = True
    await play.later(SOON)
    assert not any("⏳" in card.text for card in cards if not card.deleted)
    texts = [each.text for each in play.desk.messages if each.sender is None and not each.deleted]
    assert (
        len([text for text in texts if "✅ Bought." in text]) == 3
    )  # two cards, and the news of it
    assert "not arrived" not in "".join(texts)


async def test_cards_drawn_while_it_is_bought_in_one_go_tell_the_end(play: Play) -> None:
    """Two are drawn while the provider has not answered: both, and the first, say how it ended."""
    town, desk = play.town, play.desk
    first = await play.say(town.sam, "/buy gta v 1", desk)
    gate = town.codegames.gate("pay", "before")
    play.press(town.sam, "Confirm", desk, first)
    await gate.reached()
    async with play.stage.app.house.db.read() as tx:
        [number] = await tx.orders.numbers_in(["paying"])
    drawn = []
    for person in (town.max, town.sam):
        enough = len(desk.messages) + 2
        person.says(f"/order {number}", desk)
        await desk.until(partial(_are_there, desk, enough))
        drawn.append(play.shown(desk))
    assert all("⏳ Being bought" in card.text for card in drawn)
    gate.release()
    await play.stage.quiet()
    assert ["✅ Bought." in card.text for card in [first, *drawn]] == [True] * 3


@begins(bought)
async def test_cards_that_say_it_is_taken_back_tell_what_came_of_it(play: Play) -> None:
    """Drawn while Hype has not answered, here and in private."""
    town, desk = play.town, play.desk
    card = play.begun(bought)
    number = play.order_number(card)
    await play.tap(town.max, "Reverse", desk, card)
    town.hype.faults.add("reverse_transaction", Fault.lost_before(), times=None)
    await play.tap(town.max, "Confirm", desk, card)
    drawn = [
        await play.say(town.sam, f"/order {number}", desk),
        await play.say(town.olga, f"/order {number}"),
    ]
    assert all("being taken back" in each.text for each in drawn)
    town.hype.faults.clear()
    for _ in range(3):
        await play.later(SOON)
    assert not any("being taken back" in each.text for each in [card, *drawn])


async def test_whose_right_is_gone_reads_that_and_no_more(play: Play) -> None:
    """A private card that showed it under way says nothing of the end to who lost the role meanwhile."""
    town = play.town
    town.codegames.faults.add("pay", Fault.lost_before())
    number = play.order_number(await play.buy())
    card = await play.say(town.max, f"/order {number}")
    assert "⏳" in card.text
    house = play.stage.app.house
    await revoke_all(house.db, play.clock, house.services.audit, town.max.id)
    await play.stage.app.follow_rights()
    await play.later(SOON)
    assert card.text.startswith("You have no right to see this order any more")
