"""Reverse on a case: the keys of the case are taken back, and no other of their order."""

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message, Person
from services.vault import mask
from tests.conversations.case_play import report
from tests.conversations.own_keys_play import FIRST, SECOND, put_in
from tests.conversations.play import Play
from tests.conversations.reversal_play import bought
from tests.conversations.test_pieces import LINK, keys_shown, links_a_key


async def three_customers(play: Play) -> Message:
    """Sam buys three keys of Hype; Cara, Carl and Stan have one each. Gives the order's card."""
    town = play.town
    card = await bought(play, 3)
    page, _ = await links_a_key(play)
    for person, token in zip(
        (town.cara, town.carl, town.stan), LINK.findall(page.text), strict=True
    ):
        await play.start(person, token)
    return card


def taken_back(play: Play) -> set[str]:
    """The keys that Hype has taken back."""
    gone = {each.transaction_id for each in play.town.hype.reversals}
    return {pin.key for pin in play.town.hype.pins if pin.transaction_id in gone}


def told(person: Person, words: str) -> bool:
    """Whether the bot has said this to somebody in private."""
    return any(words in m.text for m in person.private.messages if m.sender is None)


@pytest.mark.steps("tap case.reverse", "tap case.reversed", "notice order-reversed")
async def test_only_the_key_of_the_case_is_taken_back(play: Play) -> None:
    """Of a bulk order two customers keep good keys and hear nothing; the question names the one key."""
    town, desk = play.town, play.desk
    order = await three_customers(play)
    number = play.order_number(order)
    (key,) = keys_shown(play, town.cara)
    case = await report(play)
    await play.tap(town.max, "Reverse", desk, case)
    question = play.shown(desk)
    assert question.text == (
        f"Take back this key of {number}: {mask(key)}? Hype is asked to; a reversed key can no "
        "longer be redeemed. Cara Customer is told, and the case is over with it. "
        f"The other 2 keys of {number} stay as they are."
    )
    await play.tap(town.max, "Confirm", desk, question)
    await play.due()
    assert taken_back(play) == {key}
    assert " of 3: reversed. Hype says" in question.text
    assert "📬 Delivered." in question.text
    assert "One was taken back." in question.text
    assert "earlier links stay revoked" not in question.text
    assert "✅ The key was taken back" in case.text
    assert told(town.cara, "was taken back by the shop")
    assert told(town.cara, "so your case about")
    assert not told(town.carl, "taken back") and not told(town.stan, "taken back")
    for person in (town.carl, town.stan):
        (theirs,) = keys_shown(play, person)
        assert theirs in (await play.say(person, f"/key {number}")).text
    assert (
        await play.say(town.cara, f"/key {number}")
    ).text == f"{number} has no key to hand over."


async def test_links_of_other_keys_stay_open(play: Play) -> None:
    """What others were sent and have not taken yet is theirs still: the link works afterwards."""
    town, desk = play.town, play.desk
    await bought(play, 2)
    page, _ = await links_a_key(play)
    first, second = LINK.findall(page.text)
    await play.start(town.cara, first)
    case = await report(play)
    await play.tap(town.max, "Reverse", desk, case)
    await play.tap(town.max, "Confirm", desk)
    await play.due()
    assert "✅ The key was taken back" in case.text
    await play.start(town.carl, second)
    assert keys_shown(play, town.carl) == set(play.sold()) - taken_back(play)


async def test_a_case_of_all_keys_takes_back_those_of_its_customer(play: Play) -> None:
    """Cara has two of three and reports both: Carl's stays; where one is refused the case stays open."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await bought(play, 3)
    page, _ = await links_a_key(play)
    tokens = LINK.findall(page.text)
    for person, token in zip((cara, cara, town.carl), tokens, strict=True):
        await play.start(person, token)
    await play.tap(cara, "Problem with this key")
    await play.tap(cara, "All of them")
    await play.tap(cara, "Already used")
    await play.tap(cara, "Send without words")
    case = next(m for m in reversed(desk.messages) if "🛟" in m.text)
    used = next(pin for pin in town.hype.pins if pin.key in keys_shown(play, cara))
    town.hype.redeem(used.transaction_id)
    await play.tap(town.max, "Reverse", desk, case)
    question = play.shown(desk)
    assert "these 2 keys" in question.text
    assert "The other key of" in question.text
    await play.tap(town.max, "Confirm", desk, question)
    await play.due()
    assert taken_back(play) == keys_shown(play, cara) - {used.key}
    assert "of 3: not reversed" in question.text
    assert "✅" not in case.text
    await play.tap(town.max, "Reverse", desk, case)
    assert "this key" in play.shown(desk).text
    await play.tap(town.max, "Back", desk)
    assert "🛟" in play.shown(desk).text


@pytest.mark.steps("tap case.reversed")
async def test_what_could_not_be_asked_about_stands(play: Play) -> None:
    """Hype turns our sign-in down: the key stays Cara's, the case open, and its button there."""
    town, desk = play.town, play.desk
    await three_customers(play)
    case = await report(play)
    town.hype.faults.add("reverse_transaction", Fault.refusal(401, "Unauthorized"), times=None)
    await play.tap(town.max, "Reverse", desk, case)
    await play.tap(town.max, "Confirm", desk)
    await play.due()
    assert town.hype.reversals == []
    assert "✅" not in case.text
    assert not told(town.cara, "taken back")
    town.hype.faults.clear()
    await play.tap(town.max, "Reverse", desk, case)
    await play.tap(town.max, "Confirm", desk)
    await play.due()
    assert len(town.hype.reversals) == 1
    assert "✅ The key was taken back" in case.text


async def test_a_key_of_own_stock_that_was_seen_does_not_go_back(play: Play) -> None:
    """Cara has one of two: her case has no Reverse and says why, and the other key stays where it is."""
    town, desk = play.town, play.desk
    await put_in(play, f"5 EUR\n{FIRST}\n{SECOND}")
    await town.codegames.stop()
    await play.say(town.sam, "/buy gta v 2", desk)
    await play.tap(town.sam, "Buy", desk)
    await play.tap(town.sam, "Confirm", desk)
    number = play.order_number(play.shown(desk))
    page, _ = await links_a_key(play)
    await play.start(town.cara, LINK.findall(page.text)[0])
    case = await report(play)
    assert "Reverse" not in case.labels()
    assert "A key of own stock that somebody has had does not go back there" in case.text
    await play.forge(town.max, f"case.reverse::{number}:1", case)
    assert "Take back" not in play.shown(desk).text
    async with play.stage.app.house.db.read() as tx:
        order = await tx.orders.by_number(number)
        assert order is not None
        assert {row.status for row in await tx.purchases.of_order(order.id)} == {"accepted"}


@pytest.mark.steps("tap case.kind")
async def test_an_old_button_for_a_key_names_what_has_changed(play: Play) -> None:
    """A key was taken back since it was chosen: the place among them would mean another, or none."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await bought(play, 3)
    await play.tap(town.sam, "Send to customer", desk)
    await play.tap(town.sam, "All 3", desk)
    await play.gives("@cara", desk)
    keys = play.shown(cara.private)
    await play.tap(cara, "Problem with this key")
    old = play.shown(cara.private)
    await play.tap(cara, "3")
    await play.tap(cara, "Problem with this key", message=keys)
    await play.tap(cara, "1")
    await play.tap(cara, "Already used")
    await play.tap(cara, "Send without words")
    case = next(m for m in reversed(desk.messages) if "🛟" in m.text)
    await play.tap(town.max, "Reverse", desk, case)
    await play.tap(town.max, "Confirm", desk)
    await play.due()
    await play.tap(cara, "Already used", message=old)
    said = play.shown(cara.private).text
    assert "are not the same any more as when you chose" in said
    assert "/mykeys has them" in said
