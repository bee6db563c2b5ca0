"""Several purchases of one order wait for a person: each has its name on the card, and its own buttons."""

import re
from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.conversations.play import Play

SOLD_OUT = Fault.refusal(400, "Product out of stock")


@pytest.fixture
def sellers() -> frozenset[str]:
    """The catalog has the offers of both."""
    return frozenset({"codegames", "hype"})


async def uncertain(play: Play, count: int) -> tuple[Message, str]:
    """Buy so many of which every answer is lost, and none is sold when asked again; the card, the number."""
    hype = play.town.hype
    hype.faults.add("pre_redeem", Fault.lost_before(), times=count)
    number = play.order_number(await play.buy("google play", count))
    await play.stage.quiet()
    hype.faults.clear()
    hype.faults.add("pre_redeem", SOLD_OUT, times=None)
    await play.later(timedelta(seconds=130))
    await play.desk.until(lambda: "needs a manager" in play.shown(play.desk).text)
    return play.shown(play.desk), number


def transactions(card: Message) -> dict[int, str]:
    """Which transaction each line of the card names, by its number."""
    found = re.findall(r"❓ (\d+): transaction (\S+), uncertain since ", card.text)
    return {int(position): txn for position, txn in found}


@pytest.mark.steps(
    "notice order-uncertain",
    "tap order.uncertain",
    "tap order.close",
    "tap order.closed",
    "tap order.reference",
)
async def test_each_uncertain_purchase_has_its_name_and_its_buttons(play: Play) -> None:
    """Of seven five stand on a page; the question names what was pressed, and two taps on its Confirm close
    that one alone: the second is told that it is settled.
    """
    town, desk = play.town, play.desk
    card, _ = await uncertain(play, 7)
    assert list(transactions(card)) == [1, 2, 3, 4, 5]
    assert "Page 1 of 2 of what is uncertain" in card.text
    await play.tap(town.sam, "Next", desk, card)
    second = transactions(card)
    assert list(second) == [6, 7]
    assert card.labels()[:4] == [
        "Enter order id 6",
        "Close case 6",
        "Enter order id 7",
        "Close case 7",
    ]
    await play.tap(town.max, "Enter order id 7", desk, card)
    asked = play.shown(desk).text
    assert f"Transaction: {second[7]}\nPrice: R$30.00 · uncertain since " in asked
    await play.tap(town.max, "Close case 6", desk, card)
    assert card.text.startswith(f"Close the case of transaction {second[6]} of K-")
    assert "no charge of R$30.00 for it" in card.text
    play.press(town.max, "Confirm", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert list(transactions(card)) == [7]  # it stays on its page, and so does Back
    await play.tap(town.max, "Close case 7", desk, card)
    await play.tap(town.max, "Back", desk, card)
    assert list(transactions(card)) == [7]
    assert "One was not bought, and not charged." in card.text
    assert "6 may have been charged" in card.text
    told = play.shown(desk).text
    assert re.match(rf"Transaction {second[6]} of K-\S+ is settled already: its case", told)


@pytest.mark.steps("tap order.close", "tap order.reference")
async def test_a_card_that_is_behind_is_set_right_by_the_first_press(play: Play) -> None:
    """What was settled by the card in one chat is told at the card in another, which then shows it too; of
    the last that waited every card is told by itself.
    """
    town, desk = play.town, play.desk
    card, _ = await uncertain(play, 2)
    behind = play.shown(town.managers)
    assert "2 purchases may have been charged" in behind.text
    await play.tap(town.max, "Close case 1", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    await play.tap(town.max, "Enter order id 1", town.managers, behind)
    assert "is settled already: its case was closed." in play.shown(town.managers).text
    assert len(transactions(behind)) == 1
    await play.tap(town.max, "Close case", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    await play.stage.quiet()
    assert "❌ Closed without a key." in behind.text


@pytest.mark.steps("answer order.reference")
async def test_an_order_id_that_cannot_be_one_is_said_to_be_none(play: Play) -> None:
    """Nothing is asked of the provider, whose order ids are numbers; the purchase waits on."""
    town, desk = play.town, play.desk
    card, _ = await uncertain(play, 1)
    asked = len(town.hype.calls)
    await play.tap(town.max, "Enter order id", desk, card)
    told = await play.answer(town.max, "order-782", desk)
    assert told.text.startswith("The order ids of Hype are numbers, such as 782.")
    assert len(town.hype.calls) == asked
    assert transactions(card)


@pytest.mark.steps("tap order.close")
async def test_a_button_that_names_no_purchase_settles_none_of_several(play: Play) -> None:
    """Cards of an earlier version have such: with one that waits it is meant, of two neither is."""
    town, desk = play.town, play.desk
    card, number = await uncertain(play, 2)
    for verb in ("order.reference", "order.close", "order.closed"):
        assert "earlier version" in await play.forge(town.max, f"{verb}::{number}", card)
    await play.tap(town.max, "Close case 1", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert card.labels()[:2] == ["Enter order id", "Close case"]
    await play.forge(town.max, f"order.close::{number}", card)
    await play.tap(town.max, "Confirm", desk, card)
    assert "❌ Closed without a key." in card.text


@pytest.mark.steps("notice charge-joined", "notice charge-apart")
async def test_a_charge_that_shows_late_is_told_with_the_card(play: Play) -> None:
    """It names the transaction and the provider's order id, and what is to be done with it."""
    number = play.order_number(await play.buy("google play"))
    outbox = play.stage.app.house.services.outbox
    for kind, said in (
        ("charge-joined", "whose case was closed, was charged after all, under its order id 782."),
        ("charge-apart", "was charged under its order id 782, but it was settled otherwise here."),
    ):
        async with play.stage.app.house.db.write() as tx:
            facts = {"order": number, "txn": "3f9a1c", "reference": "782"}
            await outbox.post(tx, kind, play.desk.id, facts)
        outbox.kick()
        await play.stage.quiet()
        told = play.shown(play.desk)
        assert f"{number}: Hype says that transaction 3f9a1c" in told.text
        assert said in told.text
        assert "✅ Bought." in told.text
