"""The card of who approved an order says in the end whether it was bought, and why not."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.conversations.scenes import begins
from tests.conversations.test_approvals import over_it


async def approved(play: Play, meanwhile: str = "") -> tuple[Message, Message]:
    """Max approves what Sam has asked for; gives the card of Sam and that of Max."""
    town, managers = play.town, play.town.managers
    card = play.begun(over_it)
    wanted = play.shown(managers)
    match meanwhile:
        case "price":
            town.codegames.set_price("562", "990")
        case "sold out":
            town.codegames.set_stock("562", 0)
        case "refused":
            town.codegames.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
        case "lost":
            town.codegames.faults.add("pay", Fault.lost_after())
    await play.tap(town.max, "Approve", managers, wanted)
    await play.stage.quiet()
    return card, wanted


@begins(over_it)
@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        ("sold out", "GTA V is sold out. Nothing was bought."),
        ("refused", "CodeGames has no more of it."),
        ("price", "The price changed before anything was sent."),
    ],
)
@pytest.mark.steps("tap approval.yes", "notice approval-shown")
async def test_what_was_approved_and_not_bought_says_so_where_it_was_approved(
    play: Play, meanwhile: str, why: str
) -> None:
    """Beside the yes stands that it was not bought, and the reason, whatever that is."""
    _, wanted = await approved(play, meanwhile)
    assert play.town.codegames.charges == 0
    assert "✅ Approved by Max Manager" in wanted.text
    assert "❌ Not bought. Nothing was charged." in wanted.text
    assert why in wanted.text
    assert ("The buyer is asked anew, at the price of now: K-" in wanted.text) == (
        meanwhile == "price"
    )
    assert wanted.labels() == ["View"]


@begins(over_it)
async def test_what_was_approved_and_bought_says_so(play: Play) -> None:
    """With the name of who approved it, and no key and no button but View."""
    _, wanted = await approved(play)
    assert "✅ Approved by Max Manager" in wanted.text
    assert "✅ Bought. 2 keys are ready to hand over." in wanted.text
    assert "•" not in wanted.text
    assert wanted.labels() == ["View"]


@begins(over_it)
@pytest.mark.steps("answer order.reference")
async def test_what_is_uncertain_is_followed_to_its_end(play: Play) -> None:
    """A lost answer that a person has to settle stands on that card, and then how it was settled."""
    town, managers = play.town, play.town.managers
    card, wanted = await approved(play, "lost")
    await play.later(timedelta(minutes=6))
    assert "❓ It needs a person: one purchase may have been charged." in wanted.text
    await play.tap(town.max, "Enter order id", managers)
    await play.answer(town.max, str(town.codegames.orders[0].order_id), managers)
    await play.stage.quiet()
    assert "❓" not in wanted.text + card.text
    assert "✅ Bought. The key is ready to hand over." in wanted.text


@begins(over_it)
async def test_an_order_called_up_while_it_is_bought_is_told_the_end_too(play: Play) -> None:
    """Whoever presses Approve last sees the end though it came while their card was being drawn."""
    town, managers = play.town, play.town.managers
    wanted = play.shown(managers)
    gate = town.codegames.gate("pay")
    tap = play.press(town.max, "Approve", managers, wanted)
    await gate.reached()
    await tap.answered()
    assert "✅ Approved by Max Manager" in wanted.text
    assert "bought" not in wanted.text
    gate.release()
    await play.stage.quiet()
    assert "✅ Bought." in wanted.text


@begins(over_it)
@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        ("sold out", "GTA V is sold out. Nothing was bought."),
        ("refused", "CodeGames has no more of it."),
    ],
)
@pytest.mark.steps("notice order-changed")
async def test_the_buyer_hears_last_that_what_was_approved_was_not_bought(
    play: Play, meanwhile: str, why: str
) -> None:
    """After “it is being bought” a message of its own says that it was not, and why."""
    card, _ = await approved(play, meanwhile)
    told = play.shown(play.desk)
    assert told is not card
    assert "🔔 News of K-" in told.text
    assert "❌ Not bought. Nothing was charged." in told.text
    assert why in told.text
    assert "it is being bought" in play.desk.messages[-2].text


@begins(over_it)
async def test_the_buyer_is_asked_in_a_new_message_where_the_price_has_moved(play: Play) -> None:
    """The new question is the last message of their chat, and the old card asks nothing."""
    card, _ = await approved(play, "price")
    asked_anew = play.shown(play.desk)
    assert asked_anew is not card
    assert "⚠️ The price has changed from" in asked_anew.text
    assert asked_anew.labels() == ["Confirm", "Cancel"]
    assert "❌ Not bought. Nothing was charged." in card.text
    assert card.labels() == []
