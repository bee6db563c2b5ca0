"""A key for which another was given: the next case of it says so, and nothing is bought twice unasked."""

import pytest

from sandbox.telegram import Message
from tests.conversations.case_play import card_of, report
from tests.conversations.play import Play
from tests.conversations.test_customers import hand_over


async def replaced(play: Play, card: Message) -> str:
    """Sam replaces what the case is about, and Cara has it; gives the new order's number."""
    await play.tap(play.town.sam, "Replace", play.desk, card)
    question = play.shown(play.desk)
    await play.tap(play.town.sam, "Confirm", play.desk, question)
    await play.due()
    assert "✅ Another key was given" in card.text
    return play.order_number(question)


async def report_at(play: Play, keys: Message, which: str) -> Message:
    """Cara reports one of several keys, or all; gives the case's card."""
    cara = play.town.cara
    await play.tap(cara, "Problem with this key", message=keys)
    await play.tap(cara, which)
    await play.tap(cara, "Already used")
    await play.tap(cara, "Send without words")
    return card_of(play)


@pytest.mark.steps("tap case.replace")
async def test_a_key_that_was_replaced_says_so_when_it_is_reported_again(play: Play) -> None:
    """The card names what was given and how that stands; Replace asks whether one more is meant."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await hand_over(play)
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
    """Of three keys one has another in its place: two are bought, and the question says which is left out."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await hand_over(play, "pubg", 3)
    keys = play.shown(cara.private)
    instead = await replaced(play, await report_at(play, keys, "2"))
    case = await report_at(play, keys, "All of them")
    assert f"Another key was given before for 1 of 3: {instead} · delivered" in case.text
    await play.tap(town.sam, "Replace", desk, case)
    question = play.shown(desk)
    assert (
        f"Left out are 1 of 3 keys, for which another was given before: {instead}" in question.text
    )
    assert "× 2" in question.text or "2 ×" in question.text or "2 keys" in question.text
    before = len(play.sold())
    await play.tap(town.sam, "Confirm", desk, question)
    await play.due()
    assert len(play.sold()) == before + 2
