"""Approval: an order above a limit waits for the yes of somebody else, and all hear what comes of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sandbox.telegram import Message
from services.actor import Actor
from services.limits import LimitWish, Scope
from tests.conversations.play import Play
from tests.conversations.scenes import begins


async def limited(play: Play, typed: str = "1000 KZT a day for support") -> None:
    """An owner sets a limit."""
    card = await play.say(play.town.olga, f"/limits {typed}", play.desk)
    await play.tap(play.town.olga, "Confirm", play.desk, card)


async def asked(play: Play, count: int = 2) -> Message:
    """Sam asks for approval of an order above it; gives the card in the support chat."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, f"/buy gta v {count}", desk)
    await play.tap(town.sam, "Confirm", desk, card)
    await play.tap(town.sam, "Ask for approval", desk, card)
    return card


async def over_it(play: Play) -> Message:
    """Both, one after the other."""
    await limited(play)
    return await asked(play)


@begins(over_it)
@pytest.mark.steps("tap order.ask", "tap approval.yes", "notice approval-asked")
@pytest.mark.steps("notice approval-shown", "notice approval-ended")
async def test_a_manager_approves_in_the_managers_chat_and_it_is_bought_at_once(play: Play) -> None:
    """The card says who, what, why and how much is left; the buyer hears; cards freeze with the name."""
    town, desk, managers = play.town, play.desk, play.town.managers
    card = play.begun(over_it)
    assert "⏸ Waits for approval. Nothing has been bought." in card.text
    wanted = play.shown(managers)
    assert card.labels() == ["Cancel"]
    assert wanted.labels() == ["Approve", "Reject"]
    looked_up = f"/order {play.order_number(card)}"
    assert (await play.say(town.sam, looked_up, desk)).labels() == ["Cancel"]
    assert (await play.say(town.max, looked_up, desk)).labels() == ["Approve", "Reject"]
    assert "Sam Support asks for your approval of K-" in wanted.text
    assert "KZT\u00a01,000.00 was left, so this is KZT\u00a0912.60 too much" in wanted.text
    assert town.codegames.charges == 0
    await play.tap(town.max, "Approve", managers, wanted)
    assert town.codegames.charges == 2
    assert "✅ Approved by Max Manager" in wanted.text
    assert "Being bought" not in wanted.text
    assert wanted.labels() == ["View"]
    assert "was approved by Max Manager; it is being bought" in play.shown(desk).text
    assert "✅ Bought. 2 keys are ready to hand over." in card.text
    assert "✅ Approved by Max Manager" in card.text
    assert "Approve" not in card.labels()
    for each in (card, wanted):
        assert "today" not in each.text, "it is read on later days too"
        assert f"{play.clock():%b %Y}, " in each.text
    await play.tap(town.max, "View", managers, wanted)
    assert "✅ Bought. 2 keys are ready to hand over." in play.shown(managers).text


@pytest.mark.steps("tap order.why", "answer order.why", "tap approval.no")
async def test_a_reason_reaches_the_approver_and_a_no_the_buyer(play: Play) -> None:
    """Nothing is bought, nothing counts, and no card can be pressed any more."""
    town, desk, managers = play.town, play.desk, play.town.managers
    await limited(play)
    card = await play.say(town.sam, "/buy gta v 2", desk)
    assert "Confirm spends nothing yet: somebody else has to approve this first" in card.text
    assert "KZT\u00a01,000.00 was left, so this is KZT\u00a0912.60 too much" in card.text
    await play.tap(town.sam, "Confirm", desk, card)
    await play.tap(town.sam, "Give a reason", desk, card)
    question = play.shown(desk)
    long = await play.say(town.sam, "A customer waits. " * 20, desk, question)
    assert "These are 359 characters, and there is room for 300." in long.text
    await play.say(town.sam, "A customer waits for <b>two</b>", desk, question)
    wanted = play.shown(managers)
    assert card.labels() == [], "it is asked already; the order's card is below"
    assert "Reason: A customer waits for <b>two</b>" in wanted.text
    await play.tap(town.max, "Reject", managers, wanted)
    assert "🚫 Rejected by Max Manager" in wanted.text
    assert "was rejected by Max Manager" in play.shown(desk).text
    assert town.codegames.charges == 0
    assert "KZT\u00a01,000.00 left" in (await play.say(town.sam, "/limits mine", desk)).text
    number = play.order_number(wanted)
    await play.forge(town.max, f"approval.yes::{number}", wanted)
    assert town.codegames.charges == 0


@pytest.mark.steps("tap approval.yes")
async def test_neither_the_buyer_nor_who_only_has_a_default_role_counts(play: Play) -> None:
    """Not through a second chat, not with a button nobody drew, not without the right at all."""
    town, desk, managers = play.town, play.desk, play.town.managers
    await limited(play, "1000 KZT a day")
    card = await play.say(town.max, "/buy gta v 2", desk)
    await play.tap(town.max, "Confirm", desk, card)
    await play.tap(town.max, "Ask for approval", desk, card)
    wanted, number = play.shown(managers), play.order_number(card)
    alone = play.shown(town.olga.private)
    assert alone.labels() == ["Approve", "Reject"], (
        "no manager can but who buys it: the owner is asked"
    )
    await play.tap(town.max, "Approve", managers, wanted)
    assert "somebody else has to decide" in play.shown(managers).text
    data = f"approval.yes::{number}"
    assert "approve orders" in await play.forge(town.sam, data, card)
    access = play.stage.app.house.services.access
    olga = Actor(town.olga.id, desk.id, "Olga")
    await access.set_default_role(olga, "support", yes=True)
    await access.set_switch(olga, "support", "orders.approve", True)
    await access.revoke(olga, town.sam.id, "support")
    assert await play.forge(town.sam, data, card) == ""
    assert "only because every member may" in play.shown(desk).text
    assert town.codegames.charges == 0
    await access.grant(olga, town.sam.id, "support")
    await play.forge(town.sam, data, card)
    assert town.codegames.charges == 2


@pytest.mark.steps("tap limit.quorum", "tap approval.yes", "tap approval.open", "/approvals")
async def test_a_quorum_of_two_takes_two_who_may_still(play: Play) -> None:
    """One person counts once; who has lost the right since counts no more; /approvals calls it up."""
    town, desk, managers = play.town, play.desk, play.town.managers
    await limited(play)
    card = await play.say(town.olga, "/limits", desk)
    await play.tap(town.olga, "1", desk, card)
    await play.tap(town.olga, "Two have to approve", desk, card)
    assert "2 people have to approve" in card.text
    order = await asked(play)
    wanted, number = play.shown(managers), play.order_number(order)
    assert play.shown(town.olga.private).labels() == ["Approve", "Reject"], "one manager is too few"
    await play.tap(town.max, "Approve", managers, wanted)
    assert "✅ Approved by Max Manager (1 of 2)" in wanted.text
    assert (order.labels(), wanted.labels()) == (["Cancel"], ["Approve", "Reject"])
    await play.tap(town.max, "Approve", managers, wanted)
    assert "You have decided about" in play.shown(managers).text
    access = play.stage.app.house.services.access
    for at in (desk, managers):
        if access.granted_at(town.max.id, at.id, "manager"):
            await access.revoke(Actor(town.olga.id, at.id, "Olga"), town.max.id, "manager")
    listed = await play.say(town.olga, "/approvals")
    assert number in listed.text
    await play.tap(town.olga, number, None, listed)
    again = play.shown(town.olga.private)
    lapsed = "⚠️ Max Manager said yes and may approve no more, so that does not count"
    assert f"{lapsed}: 0 of 2." in again.text
    await play.tap(town.olga, "Approve", None, again)
    assert town.codegames.charges == 0
    for each in (order, again):
        assert "✅ Approved by Olga Owner (1 of 2)" in each.text
        assert f"{lapsed}: 1 of 2." in each.text
    assert await play.forge(town.max, f"approval.yes::{number}", wanted)
    assert town.codegames.charges == 0
    mia = town.world.person("Mia Second", username="mia")
    desk.add(mia)
    await play.start(mia)
    await access.grant(Actor(town.olga.id, desk.id, "Olga"), mia.id, "manager")
    await play.forge(mia, f"approval.yes::{number}", order)
    assert town.codegames.charges == 2
    assert "✅ Approved by Olga Owner and Mia Second (2 of 2)" in order.text


@pytest.mark.steps("tap order.ask", "answer order.why")
async def test_a_question_to_ask_others_first_spends_nothing_where_its_limit_is_lifted(
    play: Play,
) -> None:
    """By whichever of its buttons, pressed however often: what it does by now is shown, and asked anew."""
    town, desk = play.town, play.desk
    await limited(play, "1000 KZT an order")
    olga, limits = Actor(town.olga.id, desk.id, "Olga"), play.stage.app.house.services.limits
    bound = LimitWish(Scope.ORDER, "KZT", Decimal(1000))
    anew = "Nothing is bought yet: by now it is above no limit"
    for button in ("Confirm", "Ask for approval", "Give a reason"):
        await limits.set(olga, bound)
        card = await play.say(town.sam, "/buy gta v 2", desk)
        assert "Confirm spends nothing yet" in card.text
        if button != "Confirm":
            await play.tap(town.sam, "Confirm", desk, card)
        pressed = card.button(button)
        assert pressed is not None
        if button == "Give a reason":
            await play.tap(town.sam, button, desk, card)
            await limits.set(olga, replace(bound, amount=None))
            card = await play.say(town.sam, "They wait", desk, play.shown(desk))
        else:
            await limits.set(olga, replace(bound, amount=None))
            await play.tap(town.sam, button, desk, card)
            await play.forge(town.sam, pressed.data or "", card)
        assert anew in card.text
        assert "Confirm spends KZT\u00a01,912.60 at once." in card.text
        assert card.labels() == ["Confirm", "Cancel"]
        assert town.codegames.charges == 0
    await play.tap(town.sam, "Confirm", desk, card)
    assert town.codegames.charges == 2


@begins(over_it)
@pytest.mark.steps("tap order.cancel")
async def test_it_expires_or_is_called_off_and_a_late_yes_buys_nothing(play: Play) -> None:
    """After a day, or when its buyer cancels; the buyer hears of the former."""
    town, desk, managers = play.town, play.desk, play.town.managers
    card = play.begun(over_it)
    wanted = play.shown(managers)
    data = f"approval.yes::{play.order_number(card)}"
    await play.tap(town.sam, "Cancel", desk, card)
    await play.due()
    assert wanted.labels() == []
    assert "Sam Support called it off while it waited for approval." in wanted.text
    await play.forge(town.max, data, wanted)
    card = await asked(play)
    wanted = play.shown(managers)
    data = f"approval.yes::{play.order_number(card)}"
    await play.later(timedelta(hours=25))
    assert "Nobody approved" in play.shown(desk).text
    assert wanted.labels() == []
    await play.forge(town.max, data, wanted)
    assert town.codegames.charges == 0


@begins(over_it)
async def test_two_yes_at_once_buy_once(play: Play) -> None:
    """Two owners of the right press together: one purchase, and the second is told kindly."""
    town, managers = play.town, play.town.managers
    wanted = play.shown(managers)
    play.press(town.max, "Approve", managers, wanted)
    play.press(town.olga, "Approve", managers, wanted)
    play.press(town.max, "Approve", managers, wanted)
    await play.stage.quiet()
    assert town.codegames.charges == 2


@begins(over_it)
async def test_what_is_approved_is_a_maximum(play: Play) -> None:
    """A price that rose asks anew; one that fell is confirmed and bought, and nobody is asked again."""
    town, desk, managers = play.town, play.desk, play.town.managers
    risen = play.begun(over_it)
    town.codegames.offer("562", title="GTA V", price="990", stock=7)
    await play.tap(town.max, "Approve", managers, play.shown(managers))
    assert town.codegames.charges == 0
    risen = play.shown(desk)
    assert "The price has changed" in risen.text
    assert "Confirm spends nothing yet" in risen.text
    await play.tap(town.sam, "Confirm", desk, risen)
    assert "Shall I ask somebody" in risen.text
    await play.tap(town.sam, "Ask for approval", desk, risen)
    town.codegames.offer("562", title="GTA V", price="980", stock=7)
    await play.tap(town.max, "Approve", managers, play.shown(managers))
    fallen = play.shown(desk)
    assert "The price has changed" in fallen.text
    assert "Confirm spends KZT\u00a01,960.00 at once." in fallen.text
    await play.tap(town.sam, "Confirm", desk, fallen)
    assert town.codegames.charges == 2


@begins(over_it)
async def test_a_yes_of_who_may_approve_no_more_buys_nothing_at_a_fallen_price_either(
    play: Play,
) -> None:
    """The question drawn up anew was let through by it; when it is confirmed, somebody else is asked."""
    town, desk, managers = play.town, play.desk, play.town.managers
    access = play.stage.app.house.services.access
    town.codegames.offer("562", title="GTA V", price="940", stock=7)
    await play.tap(town.max, "Approve", managers, play.shown(managers))
    fallen = play.shown(desk)
    for chat in (desk, managers):
        await access.revoke(Actor(town.olga.id, chat.id, "Olga"), town.max.id, "manager")
    await play.tap(town.sam, "Confirm", desk, fallen)
    assert "Shall I ask somebody" in fallen.text
    assert town.codegames.charges == 0


@begins(over_it)
async def test_a_limit_that_is_used_up_is_not_said_to_be_passed_by_other_orders(play: Play) -> None:
    """What others have spent above it is no fault of this order; a ceiling has nothing left of it."""
    town, desk, managers = play.town, play.desk, play.town.managers
    await play.tap(town.max, "Approve", managers, play.shown(managers))
    card = await play.say(town.sam, "/buy gta v 1", desk)
    await play.tap(town.sam, "Confirm", desk, card)
    assert "it is used up already" in card.text
    assert "too much" not in card.text


async def test_two_orders_approved_at_once_each_end_on_their_own_card(play: Play) -> None:
    """That it was approved is told before what came of it, so the card's last word is what came of it."""
    town, managers = play.town, play.town.managers
    town.codegames.set_stock("562", 8)
    await limited(play, "500 KZT an order")
    cards, wanted = [], []
    for _ in range(3):
        cards.append(await asked(play))
        wanted.append(play.shown(managers))
    town.codegames.set_price("562", "999.00")
    for each in wanted:
        play.press(town.max, "Approve", managers, each)
    await play.stage.quiet()
    assert [card.labels() for card in cards] == [[]] * 3
    questions = [each for each in play.desk.messages if each.labels() == ["Confirm", "Cancel"]]
    assert len(questions) == 3
    assert town.codegames.charges == 0
    assert [each.labels() for each in wanted] == [["View"]] * 3
