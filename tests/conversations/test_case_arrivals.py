"""Another key that is bought in a case ends it once it is there, and not before."""

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported


@begins(reported)
@pytest.mark.steps(
    "tap case.send-again", "notice case-ended", "notice case-changed", "notice not-delivered"
)
async def test_a_replacement_that_did_not_arrive_leaves_the_case_open(play: Play) -> None:
    """The customer had blocked the bot: the card says so and how to go on; they have the key when they are
    back, and read of it no sooner.
    """
    town, desk, cara = play.town, play.desk, play.town.cara
    _, card = play.begun(reported)
    await play.tap(town.sam, "Replace", desk, card)
    question = play.shown(desk)
    cara.blocks_bot()
    await play.tap(town.sam, "Confirm", desk, question)
    await play.due()
    number = play.order_number(question)  # which names no other any more
    assert f"📪 {number} was bought in its place and has not reached Cara Customer" in card.text
    assert card.labels() == ["Take", "Answer", "Send again", "Claim link", "Close"]
    assert "(1)" in (await play.say(town.sam, "/cases", desk)).text
    await play.tap(town.sam, "Send again", desk, card)
    assert "I cannot write to Cara Customer" in play.shown(desk).text
    before = len(cara.private.messages)
    cara.unblocks_bot()
    await play.stage.quiet()
    assert len(cara.private.messages) == before
    await play.due()
    key, told = cara.private.messages[before:]
    assert play.sold()[1] in key.text
    assert told.text.startswith(f"{number} is the other key that the shop gives you")
    assert "✅ Another key was given" in card.text


@begins(reported)
async def test_what_was_refused_is_sent_again_by_the_button(play: Play) -> None:
    """Telegram did not take the message: nothing is tried on by itself, Send again brings the key, once.

    Two pressed it together, and Max twice.
    """
    town, desk, cara = play.town, play.desk, play.town.cara
    _, card = play.begun(reported)
    await play.tap(town.sam, "Replace", desk, card)
    town.world.faults.add(
        "sendMessage",
        Fault.error(400, "Bad Request: can't parse entities"),
        times=None,
        when=lambda params: params["chat_id"] == cara.id,
    )
    await play.tap(town.sam, "Confirm", desk)
    await play.due()
    town.world.faults.clear()
    await play.due()
    assert "has not reached Cara Customer" in card.text
    for each in (town.max, town.sam, town.max):
        each.taps("Send again", desk, card)
    await play.stage.quiet()
    assert "on its way to Cara Customer" in card.text or "✅ Another key was given" in card.text
    await play.due()
    assert sum(play.sold()[1] in message.text for message in cara.private.messages) == 1
    assert "✅ Another key was given" in card.text


@begins(reported)
@pytest.mark.steps(
    "tap case.close", "answer case.close", "notice case-changed", "notice order-shown"
)
async def test_cards_of_a_case_that_was_closed_offer_nothing_more(play: Play) -> None:
    """One replacement failed, the other did not arrive: of neither anything says that it goes on."""
    town, desk = play.town, play.desk
    _, card = play.begun(reported)
    await play.tap(town.sam, "Replace", desk, card)
    failed = play.shown(desk)
    town.codegames.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
    await play.tap(town.sam, "Confirm", desk, failed)
    await play.due()
    assert failed.labels() == ["Buy again"]
    await play.tap(town.sam, "Buy again", desk, failed)
    question = play.shown(desk)
    town.cara.blocks_bot()
    await play.tap(town.sam, "Confirm", desk, question)
    await play.due()
    assert "so the case stays open" in card.text
    await play.tap(town.sam, "Close", desk, card)
    await play.answer(town.sam, "It is refunded", desk)
    await play.due()
    assert card.labels() == failed.labels() == []
    assert f"{play.order_number(question)} was bought in its place and has not" in card.text
    assert "stays open" not in card.text
    assert f"The case of {play.order_number(card)} that it was for is over." in failed.text
