"""All cards of a case follow it: the first one, those that were opened from a list, and those in private."""

import pytest

from tests.conversations.case_play import card_of, staff_says
from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported


@begins(reported)
@pytest.mark.steps("tap case.open", "notice case-changed")
async def test_every_card_of_a_case_follows_it(play: Play) -> None:
    """Opened from /cases in the group and in private: what is done on one stands on all, to the end."""
    town, desk = play.town, play.desk
    number, first = play.begun(reported)
    await play.say(town.sam, "/cases", desk)
    await play.tap(town.sam, f"1. {number}", desk)
    second = card_of(play)
    await play.say(town.olga, "/cases")
    await play.tap(town.olga, f"1. {number}")
    third = card_of(play, town.olga.private)
    cards = [first, second, third]
    assert len({id(card) for card in cards}) == 3
    await play.tap(town.sam, "Take", desk, second)
    assert all("Taken by Sam Support" in card.text for card in cards)
    assert third.labels()[:2] == ["Take over", "Answer"]
    await play.tap(town.sam, "Take over / give back", desk, first)
    assert not any("Taken by" in card.text for card in cards)
    await staff_says(play, town.sam, "Which country?", second)
    assert all("💬 Answered" in card.text for card in cards)
    await play.say(town.cara, "Brazil")
    assert all("⏳" in card.text for card in cards)
    await play.tap(town.sam, "Close", desk, first)
    await play.answer(town.sam, "It is used.", desk)
    assert all("✅ Closed by Sam Support" in card.text for card in cards)
    assert [card.labels() for card in cards] == [[], [], []]
