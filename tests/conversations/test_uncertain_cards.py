"""Every card that showed an order waiting for a person tells how it stands once nobody is waited for."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from services.access.revoking import revoke_all
from tests.conversations.play import Play
from tests.conversations.scenes import begins

LONG = timedelta(minutes=20)
LIVE = {"Enter order id", "Close case"}


async def uncertain(play: Play) -> tuple[list[Message], Message]:
    """An order that was charged without an order id, on five cards in three chats; the managers' is apart."""
    town, desk = play.town, play.desk
    town.codegames.faults.add("pay", Fault.lost_after())
    first = await play.buy()
    number = play.order_number(first)
    await play.later(timedelta(minutes=6))
    await town.managers.until(lambda: "needs a manager" in play.shown(town.managers).text)
    called = play.shown(desk)
    assert called is not first
    drawn = [
        await play.say(town.sam, f"/order {number}", desk),
        await play.say(town.olga, f"/order {number}"),
    ]
    managers = play.shown(town.managers)
    cards = [first, called, *drawn]
    assert all("❓ It needs a person" in each.text for each in [*cards, managers])
    return cards, managers


async def entered(play: Play, card: Message) -> None:
    """Max enters the order id that CodeGames shows."""
    managers = play.town.managers
    await play.tap(play.town.max, "Enter order id", managers, card)
    reference = str(play.town.codegames.orders[-1].order_id)
    await play.answer(play.town.max, reference, managers)
    await play.stage.quiet()


def is_settled(card: Message, words: str) -> bool:
    """Whether a card tells the end and offers nothing more to settle."""
    return words in card.text and "❓" not in card.text and not LIVE & set(card.labels())


@begins(uncertain)
@pytest.mark.steps("answer order.reference", "notice order-shown")
async def test_an_order_id_sets_every_card_right(play: Play) -> None:
    """The confirmed one, the calls for help in both chats, one drawn here and one in private."""
    cards, managers = play.begun(uncertain)
    before = len(play.town.olga.private.messages)
    await entered(play, managers)
    assert [is_settled(each, "✅ Bought.") for each in [*cards, managers]] == [True] * 5
    assert len(play.town.olga.private.messages) == before


@begins(uncertain)
@pytest.mark.steps("tap order.closed", "notice order-shown")
async def test_a_closed_case_sets_every_card_right(play: Play) -> None:
    """Closed on the call for help in the desk; none of the others has anything left to press for it."""
    cards, managers = play.begun(uncertain)
    await play.tap(play.town.max, "Close case", play.desk, cards[1])
    await play.tap(play.town.max, "Confirm", play.desk, cards[1])
    await play.stage.quiet()
    told = [is_settled(each, "❌ Closed without a key.") for each in [*cards, managers]]
    assert told == [True] * 5


@begins(uncertain)
async def test_they_are_remembered_for_as_long_as_it_waits(play: Play) -> None:
    """Looks at what waits, an hour of them, lose none of the cards and edit none."""
    cards, managers = play.begun(uncertain)
    edits = [each.edits for each in [*cards, managers]]
    for _ in range(3):
        await play.later(LONG)
    assert [each.edits for each in [*cards, managers]] == edits
    await entered(play, managers)
    assert [is_settled(each, "✅ Bought.") for each in [*cards, managers]] == [True] * 5


@begins(uncertain)
async def test_who_has_lost_the_right_reads_only_that(play: Play) -> None:
    """A private card that showed it uncertain says nothing of the end to whose role is gone."""
    cards, managers = play.begun(uncertain)
    number = play.order_number(cards[0])
    town, house = play.town, play.stage.app.house
    card = await play.say(town.sam, f"/order {number}")
    assert "❓ It needs a person" in card.text
    await revoke_all(house.db, play.clock, house.services.audit, town.sam.id)
    await play.stage.app.follow_rights()
    await entered(play, managers)
    assert card.text.startswith("You have no right to see this order any more")
