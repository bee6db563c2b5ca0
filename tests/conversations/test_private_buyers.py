"""Who may buy in private and not look orders up hears of what they bought, as any buyer does."""

from datetime import timedelta

from sandbox.faults import Fault
from sandbox.telegram import Message
from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.test_approvals import limited


async def buyer(play: Play) -> None:
    """Stan may see stock and buy, everywhere, and has no other right."""
    town, services = play.town, play.stage.app.house.services
    olga = Actor(town.olga.id, town.olga.private.id, "Olga")
    await services.own_roles.make(olga, "buyers")
    for permission in ("stock.view", "orders.buy"):
        await services.own_roles.allow(olga, "buyers", permission, True)
    await play.start(town.stan)
    await services.access.grant(olga, town.stan.id, "buyers", everywhere=True)


async def bought(play: Play, count: int = 1) -> Message:
    """Stan confirms an order in private; gives its card."""
    card = await play.say(play.town.stan, f"/buy gta v {count}")
    await play.tap(play.town.stan, "Confirm")
    return card


async def test_the_end_of_what_was_bought_is_shown_to_its_buyer(play: Play) -> None:
    """The card that said that it is being bought says that it was; of a late end a message tells."""
    town = play.town
    await buyer(play)
    card = await bought(play)
    assert "✅ Bought. The key is ready to hand over." in card.text
    town.codegames.faults.add("pay", Fault.lost_before())
    card = await bought(play)
    await play.later(timedelta(seconds=30))
    told = play.shown(town.stan.private)
    assert "🔔 News of K-" in told.text
    assert told is not card
    assert "✅ Bought." in told.text


async def test_what_others_decided_is_told_in_a_message_of_its_own(play: Play) -> None:
    """Approved, rejected, and not bought after all: the buyer hears each, and keeps their own card."""
    town, managers = play.town, play.town.managers
    stan = town.stan.private
    await buyer(play)
    await limited(play, "1 KZT an order everywhere")
    card = await bought(play)
    await play.tap(town.stan, "Ask for approval")
    await play.tap(town.max, "Reject", managers, play.shown(managers))
    assert "was rejected by Max Manager" in play.shown(stan).text
    assert "Rejected" in card.text
    for meanwhile, ends in (("", "it is being bought"), ("sold out", "GTA V is sold out")):
        card = await bought(play)
        await play.tap(town.stan, "Ask for approval")
        if meanwhile:
            town.codegames.set_stock("562", 0)
        await play.tap(town.max, "Approve", managers, play.shown(managers))
        assert ends in play.shown(stan).text, meanwhile
    assert "no right" not in card.text
