"""What purchases cost: beside their price, for who may see it, and for nobody else."""

import pytest

from services.actor import Actor
from tests.conversations.play import Play


@pytest.mark.steps("tap sales.cost")
async def test_cost_and_margin_are_for_who_has_the_right(play: Play) -> None:
    """A box of their own in a group, which nobody else reads; without the right no button and no answer."""
    town, desk = play.town, play.desk
    await play.buy()
    card = await play.say(town.max, "/sales", desk)
    before = len(desk.messages)
    tap = await play.tap(town.max, "Cost and margin", desk, card)
    answer = await tap.answered()
    assert "cost KZT\u00a0956.30, margin KZT\u00a00.00" in answer.text
    assert answer.show_alert
    assert len(desk.messages) == before
    access = play.stage.app.house.services.access
    olga = Actor(town.olga.id, desk.id, "Olga")
    await access.set_switch(olga, "support", "sales.view", True)
    seen = await play.say(town.sam, "/sales", desk)
    assert "Cost and margin" not in seen.labels()
    assert "see what purchases cost" in await play.forge(town.sam, "sales.cost::today", seen)
