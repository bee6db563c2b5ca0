"""A key for which another was given: the next case of it says so, and nothing is bought twice unasked."""

import pytest

from sandbox.telegram import Message
from tests.conversations.case_play import card_of, report
from tests.conversations.own_keys_play import FIRST, put_in
from tests.conversations.play import Play
from tests.conversations.scenes import begins, hand_over, reported, sent_to_cara


async def replaced(play: Play, card: Message) -> str:
    """Sam replaces what the case is about, and Cara has it; gives the new order's number."""
    await play.tap(play.town.sam, "Replace", play.desk, card)
    question = play.shown(play.desk)
    await play.tap(play.town.sam, "Confirm", play.desk, question)
    await play.due()
    await play.desk.until(lambda: "✅ Another key was given" in card.text)
    return play.order_number(question)


async def report_at(play: Play, keys: Message, which: str) -> Message:
    """Cara reports one of several keys, or all; gives the case's card."""
    cara = play.town.cara
    await play.tap(cara, "Problem with this key", message=keys)
    await play.tap(cara, which)
    await play.tap(cara, "Already used")
    await play.tap(cara, "Send without words")
    return card_of(play)


@begins(sent_to_cara)
@pytest.mark.steps("tap case.replace")
async def test_a_key_that_was_replaced_says_so_when_it_is_reported_again(play: Play) -> None:
    """The card names what was given and how that stands; Replace asks whether one more is meant."""
    town, desk, cara = play.town, play.desk, play.town.cara
    keys = play.shown(cara.private)
    first = await report(play)
    instead = await replaced(play, first)
    await play.tap(cara, "Problem with this key", message=keys)
    await play.tap(cara, "Already used")
    await play.tap(cara, "Send without words")
    again = card_of(play)
    assert again is not first
    assert f"🔁 Another key was given before: {instead} · delivered" in again.text
    await play.tap(town.sam, "Replace", desk, again)
    question = play.shown(desk).text
    assert f"was given another key for this before: {instead} · delivered." in question
    assert "Confirm buys one more, which is paid for again. Is that meant?" in question


async def test_all_of_them_leaves_out_what_was_replaced(play: Play) -> None:
    """Of three keys one has another in its place: two are bought, and the question says which is left out.

    One that was asked before buys nothing.
    """
    town, desk, cara = play.town, play.desk, play.town.cara
    await hand_over(play, "pubg", 3)
    keys = play.shown(cara.private)
    case = await report_at(play, keys, "All of them")
    await play.tap(town.sam, "Replace", desk, case)
    before, asked = len(play.sold()), play.shown(desk)
    instead = await replaced(play, await report_at(play, keys, "2"))
    await play.tap(town.sam, "Confirm", desk, asked)
    assert "⚠️ Nothing was bought. Since this was asked, Cara Customer has, or is" in asked.text
    assert f"another key in another case: {instead}. Replace asks anew" in asked.text
    await play.tap(town.sam, "Take", desk, case)
    assert f"Another key was given before for 1 of 3: {instead} · delivered" in case.text
    await play.tap(town.sam, "Replace", desk, asked)
    question = play.shown(desk)
    assert (
        f"Left out are 1 of 3 keys, for which another was given before: {instead}" in question.text
    )
    assert "× 2" in question.text or "2 ×" in question.text or "2 keys" in question.text
    await play.tap(town.sam, "Confirm", desk, question)
    await play.due()
    assert len(play.sold()) == before + 1 + 2
    await desk.until(lambda: "✅ 2 other keys were given" in case.text)
    assert "has the 2 other keys that the shop gives you in place" in play.shown(cara.private).text


async def own_key_reported(play: Play) -> Message:
    """Cara reports a key of own stock, which has no other; gives the case's card."""
    town, desk = play.town, play.desk
    await put_in(play, f"5 EUR\n{FIRST}")
    await play.say(town.sam, "/buy gta v 1", desk)
    await play.tap(town.sam, "Buy", desk)
    await play.tap(town.sam, "Confirm", desk)
    await play.tap(town.sam, "Send to customer", desk)
    await play.gives("@cara", desk)
    return await report(play)


@pytest.mark.steps("tap case.replace")
async def test_where_its_own_offer_has_no_more_the_others_are_offered(play: Play) -> None:
    """A key of own stock, now empty: bought from CodeGames, it is the customer's like any replacement."""
    town, desk = play.town, play.desk
    card = await own_key_reported(play)
    town.codegames.set_stock("562", 0)
    await play.tap(town.sam, "Replace", desk, card)
    told = play.shown(desk)
    assert "GTA V is sold out. Nothing was bought." in told.text
    assert (
        "No other offer of it has one now either. Answer Cara Customer how it goes on" in told.text
    )
    assert told.labels() == ["Try again", "Answer", "Close"]
    town.codegames.set_stock("562", 5)
    await play.tap(town.sam, "Try again", desk, told)
    told = play.shown(desk)
    assert "For Cara Customer it can be bought from others now:" in told.text
    assert told.labels() == ["Buy from CodeGames, KZT\u00a0956.30", "Answer", "Close"]
    await play.forge(town.sam, f"{told.keyboard[0][0].data}9", told)
    assert "This offer is not in the catalog any more." in play.shown(desk).text
    await play.tap(town.sam, told.labels()[0], desk, told)
    await play.tap(town.sam, "Confirm", desk)
    await play.due()
    assert "✅ Another key was given" in card.text
    assert play.sold()[0] in town.cara.private.messages[-2].text


@begins(sent_to_cara)
@pytest.mark.steps("tap case.replace")
async def test_another_offer_in_place_of_a_failed_replacement_is_the_customers_too(
    play: Play,
) -> None:
    """What failed after Confirm offers the others, and what is bought of these ends the case."""
    town, desk = play.town, play.desk
    await put_in(play, f"5 EUR\n{FIRST}")
    card = await report(play)
    await play.tap(town.sam, "Replace", desk, card)
    town.codegames.set_stock("562", 0)
    await play.tap(town.sam, "Confirm", desk)
    await play.due()
    failed = play.shown(desk)
    assert failed.labels() == ["Buy again", "Buy from Own stock, €5.00"]
    await play.tap(town.sam, "Buy again", desk, failed)
    assert "For Cara Customer it can be bought from others now" in play.shown(desk).text
    await play.tap(town.sam, "Buy from Own stock, €5.00", desk, failed)
    await play.tap(town.sam, "Confirm", desk)
    await play.due()
    assert "✅ Another key was given" in card.text
    assert FIRST in town.cara.private.messages[-2].text


@begins(reported)
@pytest.mark.steps("tap case.replace", "notice order-ended")
async def test_what_is_asked_anew_or_bought_again_later_stays_the_cases(play: Play) -> None:
    """The question at another price says for whom it is; so does Buy again on a card that was called up."""
    town, desk, shop = play.town, play.desk, play.town.codegames
    number, card = play.begun(reported)
    await play.tap(town.sam, "Replace", desk, card)
    shop.set_price("562", "990")
    await play.tap(town.sam, "Confirm", desk)
    question = play.shown(desk)
    assert (
        f"In place of {number}: as soon as its key is there, Cara Customer gets it" in question.text
    )
    assert "990" in question.text
    shop.set_stock("562", 0)
    await play.tap(town.sam, "Confirm", desk, question)
    await play.due()
    failed = await play.say(town.max, f"/order {play.order_number(question)}", desk)
    assert "Buy again" in failed.labels()
    shop.set_stock("562", 5)
    await play.tap(town.max, "Buy again", desk, failed)
    asked = play.shown(desk)
    assert f"In place of {number}" in asked.text
    await play.tap(town.max, "Confirm", desk, asked)
    await play.due()
    assert "✅ Another key was given" in card.text
    assert play.sold()[1] in town.cara.private.messages[-2].text


@begins(reported)
@pytest.mark.steps("tap case.replace", "notice order-shown")
async def test_who_presses_replace_second_freezes_the_first_question(play: Play) -> None:
    """Sam's card says that a newer one counts; his tap on an old button buys nothing."""
    town, desk = play.town, play.desk
    _, card = play.begun(reported)
    await play.tap(town.sam, "Replace", desk, card)
    first = play.shown(desk)
    data = first.keyboard[0][0].data or ""
    await play.tap(town.max, "Replace", desk, card)
    second = play.shown(desk)
    assert first.labels() == []
    assert "Somebody has pressed Replace once more since: the newer question counts." in first.text
    said = await play.forge(town.sam, data, first)
    assert "this one buys nothing" in said
    await play.tap(town.max, "Confirm", desk, second)
    await play.due()
    assert "✅ Another key was given" in card.text
    assert len(play.sold()) == 2
    number = play.order_number(card)
    await play.forge(town.sam, f"case.close::{number}:1", card)
    given = play.order_number(second)
    assert f"is over: another key was given, {given}." in play.shown(desk).text
