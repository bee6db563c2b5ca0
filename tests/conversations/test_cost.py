"""What purchases cost: beside their price, for who may see it, and for nobody else."""

from datetime import timedelta

import pytest

from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought


@begins(one_bought)
@pytest.mark.steps("tap sales.cost")
async def test_cost_and_margin_are_for_who_has_the_right(play: Play) -> None:
    """A box of their own in a group, which nobody else reads; without the right no button and no answer."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/sales", desk)
    before = len(desk.messages)
    tap = await play.tap(town.max, "Cost and margin", desk, card)
    answer = await tap.answered()
    assert "cost KZT\u00a0956.30, margin KZT\u00a00.00" in answer.text
    assert answer.show_alert
    assert len(desk.messages) == before
    assert "not yours to see" not in answer.text
    access = play.stage.app.house.services.access
    olga = Actor(town.olga.id, desk.id, "Olga")
    # Sales of the desk are counted in the managers' group, and what they cost is not: that is said.
    await access.set_switch(olga, "manager", "sales.cost", False)
    chat = town.managers
    card = await play.say(town.max, "/sales", chat)
    answer = await (await play.tap(town.max, "Cost and margin", chat, card)).answered()
    assert (
        "cost nothing, margin nothing; without one key whose cost is not yours to see."
        in answer.text
    )
    await access.set_switch(olga, "support", "sales.view", True)
    seen = await play.say(town.sam, "/sales", desk)
    assert "Cost and margin" not in seen.labels()
    assert "see what purchases cost" in await play.forge(town.sam, "sales.cost::today", seen)


@begins(one_bought)
@pytest.mark.steps("tap alert.option", "notice digest")
async def test_a_digest_tells_cost_where_a_chat_chose_it(play: Play) -> None:
    """Without it until somebody with the right says so, on a question that names who sees it then."""
    town, chat = play.town, play.town.managers
    await play.later(timedelta(days=1))
    assert "margin" not in play.shown(chat).text
    card = await play.say(town.max, "/alerts show 2", chat)
    await play.tap(town.max, "Without cost", chat)
    assert "Whoever reads this chat, now or later, sees both." in card.text
    await play.tap(town.max, "With cost", chat)
    assert "With cost" in card.labels()
    await play.tap(town.max, "Test", chat, card)
    shown = play.shown(chat).text
    assert "Cost KZT\u00a0956.30, margin KZT\u00a00.00." in shown
    access = play.stage.app.house.services.access
    await access.set_switch(Actor(town.olga.id, chat.id, "Olga"), "manager", "sales.cost", False)
    await play.tap(town.max, "With cost", chat, card)
    await play.tap(town.max, "With cost", chat, card)
    assert "see what purchases cost" in play.shown(chat).text
    await play.tap(town.max, "Without cost", chat, card)
    assert "Without cost" in card.labels()
