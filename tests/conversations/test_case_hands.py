"""Cases that change hands: taken over from who has them, and from who may not answer them any more."""

from datetime import timedelta

import pytest

from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported


@begins(reported)
@pytest.mark.steps("tap case.back", "tap case.over", "notice case-hands")
async def test_a_case_is_taken_over_from_who_has_it(play: Play) -> None:
    """Whoever else may answer is asked, and has it then; the chat reads it. An old question does no more."""
    town, desk = play.town, play.desk
    number, card = play.begun(reported)
    await play.tap(town.sam, "Take", desk, card)
    await play.tap(town.max, "Take over / give back", desk, card)
    question = play.shown(desk)
    assert f"Sam Support has the case of {number}. Take it over?" in question.text
    data = question.keyboard[0][0].data or ""
    assert question.labels() == ["Take over", "Back"]
    await play.tap(town.max, "Take over", desk, question)
    assert "Taken by Max Manager" in card.text
    assert "Taken by Max Manager" in question.text
    told = f"🔁 Max Manager has taken the case of {number} over from Sam Support."
    assert play.shown(desk).text == told
    assert "Cara" in (await play.say(town.max, "/cases mine", desk)).text
    await play.tap(town.olga, "Take over / give back", desk, card)
    await play.tap(town.olga, "Take over", desk)
    await play.forge(town.max, data, question)
    assert "Taken by Olga Owner" in card.text
    await play.tap(town.olga, "Take over / give back", desk, card)
    assert "Taken by" not in card.text


@begins(reported)
@pytest.mark.steps("notice case-hands", "notice case-reminder")
async def test_who_may_answer_no_more_has_no_case(play: Play) -> None:
    """Sam lost the role: nobody has the case, the chat and the reminder say so, and who answers has it."""
    town, desk, access = play.town, play.desk, play.stage.app.house.services.access
    number, card = play.begun(reported)
    await play.tap(town.sam, "Take", desk, card)
    await access.revoke(Actor(town.olga.id, desk.id, "Olga"), town.sam.id, "support")
    await play.due()
    told = play.shown(desk)
    assert told.text == (
        f"🔁 Sam Support had the case of {number} and may not answer cases here any more, "
        "so nobody has it now. Cara Customer waits for an answer."
    )
    assert told.labels() == ["Take", "Answer"]
    assert "Taken by" not in card.text
    await play.later(timedelta(hours=2))
    assert "Nobody has taken the case." in play.shown(desk).text
    town.max.says("I am here now", desk, card)
    await play.stage.quiet()
    assert "Taken by Max Manager" in card.text
    assert number in (await play.say(town.max, "/cases mine", desk)).text
