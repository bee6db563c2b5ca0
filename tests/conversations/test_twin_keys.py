"""A key that came before: it goes to nobody by itself, and to nobody without a clear yes."""

import pytest

from tests.conversations.case_play import card_of, report
from tests.conversations.play import Play
from tests.conversations.test_customers import hand_over


@pytest.mark.steps("tap case.replace", "notice key-twin")
async def test_a_replacement_that_came_before_stays_at_the_desk(play: Play) -> None:
    """The supplier delivers the very key that does not work: its card says so, and Replace lets choose."""
    town, desk = play.town, play.desk
    await hand_over(play)
    bad = play.sold()[0]
    await report(play)
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
