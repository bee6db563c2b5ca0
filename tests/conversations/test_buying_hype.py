"""Buying from Hype: one key and many, what goes wrong in between, and the way back."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.conversations.play import Play

GTA, STARDEW, GOOGLE = 2101, 2102, 2302
SOLD_OUT = Fault.refusal(400, "Product out of stock")


@pytest.fixture
def sellers() -> frozenset[str]:
    """The catalog has the offers of both."""
    return frozenset({"codegames", "hype"})


async def asked(play: Play, words: str, count: int) -> Message:
    """Go from /stock by buttons to the question, of what only Hype sells; gives its card."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, f"/stock {words}", desk)
    await play.tap(town.sam, "Buy", desk)
    if f"{count}" in card.labels():
        await play.tap(town.sam, f"{count}", desk)
        return card
    await play.tap(town.sam, "Other…", desk)
    return await play.answer(town.sam, f"{count}", desk)


async def stardew(play: Play) -> None:
    """Put a product with an end to its stock (12) into the catalog."""
    await play.say(play.town.max, f"/catalog add Stardew | hype {STARDEW} BRL", play.desk)


async def comes_to_show(play: Play, card: Message, text: str) -> None:
    """Wait until a card shows this."""
    await play.town.world.until(lambda: card.text == text)


async def claimed(play: Play, keys: int = 1) -> Message:
    """Let Sam make a claim link of the newest card and Cara open it; gives what she sees."""
    town = play.town
    await play.tap(town.sam, "Claim link", play.desk)
    if keys > 1:
        await play.tap(town.sam, f"All {keys} in one link", play.desk)
    town.sam.taps("Copy link")
    return await play.start(town.cara, (town.sam.clipboard or "").partition("?start=")[2])


@pytest.mark.steps("/stock", "tap buy.offer", "tap buy.count", "tap order.confirm", "start payload")
async def test_stock_buy_confirm_claim(play: Play) -> None:
    """Unlimited stock is told as such; one pin is booked, and its key reaches the customer alone."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/stock google play", desk)
    assert "1. Hype – R$30.00, always in stock" in card.text
    await play.tap(town.sam, "Buy", desk)
    assert "How many keys of Google Play 30 BRL from Hype?" in card.text
    await play.tap(town.sam, "1", desk)
    assert "Confirm spends R$30.00 at once." in card.text
    assert town.hype.pins == []
    await play.tap(town.sam, "Confirm", desk)
    [pin] = town.hype.pins
    assert "✅ Bought. The key is ready to hand over." in card.text
    assert "Hype · R$30.00" in card.text
    assert play.showing(pin.key) == []
    shown = await claimed(play)
    assert play.spoilers(shown) == [pin.key]
    assert "📬 Delivered." in card.text


@pytest.mark.steps("/stock", "tap stock.product")
async def test_both_sellers_of_a_product_stand_side_by_side(play: Play) -> None:
    """Prices of two currencies are not compared; each offer is bought by its own button."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/stock gta v", desk)
    assert "1. Hype – R$66.49, always in stock\n2. CodeGames – KZT\xa0956.30, 7" in card.text
    assert card.labels() == ["Buy", "Buy from CodeGames, KZT\xa0956.30", "Refresh"]
    await play.tap(town.sam, "Buy from CodeGames, KZT\xa0956.30", desk)
    assert "How many keys of GTA V from CodeGames?" in card.text
    await play.tap(town.sam, "Back", desk)
    await play.tap(town.sam, "Buy", desk)
    assert "How many keys of GTA V from Hype?" in card.text


@pytest.mark.steps("tap buy.other", "answer buy.count", "tap order.confirm")
async def test_several_keys_show_how_far_they_are(play: Play) -> None:
    """All are under way together; the card is edited in place, and becomes the order's."""
    town, desk, hype = play.town, play.desk, play.town.hype
    card = await asked(play, "google play", 4)
    gates = [hype.gate("pre_redeem", "before") for _ in range(4)]
    play.press(town.sam, "Confirm", desk, card)
    for gate in gates:
        await gate.reached()
    for done in (1, 2, 3):
        play.clock.forward_to(play.clock() + timedelta(seconds=3))
        gates.pop().release()
        progress = f"⏳ Buying 4 keys of Google Play 30 BRL…\n{done} of 4 bought"
        await comes_to_show(play, card, progress)
    gates.pop().release()
    await play.stage.quiet()
    assert "✅ Bought. 4 keys are ready to hand over." in card.text
    assert "Hype · 4 × R$30.00 = R$120.00" in card.text
    assert play.shown(desk) is card
    assert len({pin.reference for pin in hype.pins}) == 4


@pytest.mark.steps("tap order.confirm", "start payload")
async def test_of_three_keys_two_come_and_the_third_is_told(play: Play) -> None:
    """Sold out in the middle: what came is handed over, what did not was not charged."""
    town, desk, hype = play.town, play.desk, play.town.hype
    await stardew(play)
    card = await asked(play, "stardew", 3)
    checked = hype.gate("stock", "after")
    tap = play.press(town.sam, "Confirm", desk, card)
    await checked.reached()
    hype.set_stock(STARDEW, 2)
    checked.release()
    await tap.answered()
    await play.stage.quiet()
    assert "✅ Bought. 2 keys are ready to hand over." in card.text
    assert "Hype has no more of it." in card.text
    assert "Hype · 2 of 3 bought at R$24.99 = R$49.98" in card.text
    assert "One was not bought, and not charged." in card.text
    shown = await claimed(play, 2)
    assert sorted(play.spoilers(shown)) == sorted(pin.key for pin in hype.pins)
    assert len(hype.pins) == 2
    await play.due()
    assert len(hype.pins) == 2


@pytest.mark.steps("tap order.confirm", "notice order-changed")
async def test_of_three_keys_one_answer_is_lost_and_asked_after(play: Play) -> None:
    """The card says how many came and that one is asked after; the books have it: no second pin."""
    town, desk, hype = play.town, play.desk, play.town.hype
    card = await asked(play, "google play", 3)
    hype.faults.add("pre_redeem", Fault.lost_after())
    await play.tap(town.sam, "Confirm", desk, card)
    assert "Hype · 2 of 3 bought at R$30.00 = R$60.00" in card.text
    assert "One has no answer yet and is asked after; it cannot be bought twice." in card.text
    await play.later(timedelta(seconds=6))
    told = play.shown(desk)
    assert "✅ Bought. 3 keys are ready to hand over." in told.text
    assert "asked after" not in told.text
    assert len(hype.pins) == 3
    shown = await claimed(play, 3)
    assert sorted(play.spoilers(shown)) == sorted(pin.key for pin in hype.pins)


@pytest.mark.steps("notice answer-late")
async def test_books_that_stay_away_are_told_of_and_old_keys_are_not_bought(play: Play) -> None:
    """Nobody knows for hours, which is told once; days later what never arrived is left to a person."""
    town, desk, hype = play.town, play.desk, play.town.hype
    card = await asked(play, "google play", 3)
    hype.faults.add("pre_redeem", Fault.lost_before())
    hype.faults.add("report_reference", Fault.status(500), times=None)
    await play.tap(town.sam, "Confirm", desk, card)
    assert "Hype · 2 of 3 bought" in card.text
    for _ in range(16):
        await play.later(timedelta(minutes=16))
    told = [m for m in desk.messages if "has not said whether it was bought" in m.text]
    assert len(told) == 1
    assert "for over an hour Hype has not said" in told[0].text
    await play.restart()
    hype.faults.clear()
    await play.later(timedelta(days=3))
    assert len(hype.pins) == 2
    assert "❓ It needs a person" in play.shown(desk).text
    shown = await claimed(play, 2)
    assert sorted(play.spoilers(shown)) == sorted(pin.key for pin in hype.pins)


@pytest.mark.steps("tap order.confirm", "notice order-uncertain")
async def test_of_two_keys_one_stays_uncertain_and_the_other_is_handed_over(play: Play) -> None:
    """A lost try that is refused later needs a person; the key that came does not wait for it."""
    town, desk, hype = play.town, play.desk, play.town.hype
    card = await asked(play, "google play", 2)
    hype.faults.add("pre_redeem", Fault.lost_before())
    await play.tap(town.sam, "Confirm", desk, card)
    assert "Hype · 1 of 2 bought at R$30.00 = R$30.00" in card.text
    hype.faults.add("pre_redeem", SOLD_OUT, times=None)
    await play.later(timedelta(seconds=130))
    told = play.shown(desk)
    assert "❓ It needs a person" in told.text
    assert "One may have been charged; look it up in the Hype account." in told.text
    shown = await claimed(play)
    assert play.spoilers(shown) == [hype.pins[0].key]


@pytest.mark.steps("tap order.reverse", "tap order.reversed", "notice order-reversed")
async def test_the_customer_whose_key_is_reversed_is_told(play: Play) -> None:
    """Of two keys, one redeemed by then: the card says what became of each, and so does Cara's."""
    town, desk, hype = play.town, play.desk, play.town.hype
    card = await asked(play, "google play", 2)
    await play.tap(town.sam, "Confirm", desk, card)
    await claimed(play, 2)
    hype.redeem(hype.pins[1].transaction_id)
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert ": reversed. Hype says" in card.text
    assert ": not reversed. Hype says: " in card.text
    assert "Pin already redeemed" in card.text
    assert "One was taken back." in card.text
    told = play.shown(town.cara.private).text
    assert "was taken back by the shop and can no longer be redeemed" in told
    assert len(hype.reversals) == 1


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (0, "Stardew is sold out. Nothing was bought."),
        (1, "Only 1 left of Stardew. Nothing was bought."),
    ],
)
async def test_sold_out_between_card_and_confirm(play: Play, left: int, said: str) -> None:
    """The stock is read again before anything is sent; Buy again asks anew when there is more."""
    town, desk, hype = play.town, play.desk, play.town.hype
    await stardew(play)
    card = await asked(play, "stardew", 2)
    hype.set_stock(STARDEW, left)
    await play.tap(town.sam, "Confirm", desk, card)
    assert card.text.startswith(f"Stardew × 2\n❌ Not bought. Nothing was charged.\n{said}\n\n")
    assert card.labels() == ["Buy again"]
    assert not [call for call in hype.calls if call.endpoint == "pre_redeem"]
    hype.set_stock(STARDEW, 2)
    await play.tap(town.sam, "Buy again", desk, card)
    card = play.shown(desk)
    await play.tap(town.sam, "Confirm", desk, card)
    assert "✅ Bought. 2 keys" in card.text


@pytest.mark.steps("tap buy.count")
async def test_sold_out_at_the_till_charges_nothing(play: Play) -> None:
    """The last pin went to somebody else: a failed order, and a button to try again."""
    town, desk, hype = play.town, play.desk, play.town.hype
    card = await asked(play, "google play", 1)
    hype.faults.add("pre_redeem", SOLD_OUT)
    await play.tap(town.sam, "Confirm", desk, card)
    assert "❌ Not bought. Nothing was charged." in card.text
    assert card.labels() == ["Buy again"]
    assert hype.spent == {}
    await play.tap(town.sam, "Buy again", desk, card)
    await play.tap(town.sam, "Confirm", desk)
    assert len(hype.pins) == 1


async def test_a_price_that_moved_is_asked_again(play: Play) -> None:
    """What was read some seconds ago is read again; the new price is bought at, once."""
    town, desk, hype = play.town, play.desk, play.town.hype
    card = await asked(play, "google play", 2)
    hype.set_price(GOOGLE, "31.50")
    play.clock.forward_to(play.clock() + timedelta(seconds=6))
    await play.tap(town.sam, "Confirm", desk, card)
    assert "The price has changed from R$30.00 to R$31.50" in card.text
    assert "Confirm spends R$63.00 at once." in card.text
    assert hype.pins == []
    await play.tap(town.sam, "Confirm", desk, card)
    assert [str(pin.sales_price) for pin in hype.pins] == ["31.50"] * 2
    assert "Hype · 2 × R$31.50 = R$63.00" in card.text


async def test_only_prices_in_the_currency_of_the_offer_count(play: Play) -> None:
    """What Hype lists in another currency has no price here, and its number is never shown as ours."""
    town, desk, hype = play.town, play.desk, play.town.hype
    hype.quirks.mixed_currencies = True
    hype.product(2400, "Dollar card", "12.34", collection=2, currency="USD")
    for offer in ("Dollar card | hype 2400 BRL", "Dollar card | hype 2400 USD"):
        await play.say(town.max, f"/catalog add {offer}", desk)
    card = await play.say(town.sam, "/stock dollar card", desk)
    assert "1. Hype – does not sell it any more" in card.text
    assert "2. Hype – US$12.34, always in stock" in card.text
    assert "R$12" not in card.text.replace("US$12", "")
    assert card.labels() == ["Buy", "Refresh"]
    await play.tap(town.sam, "Buy", desk)
    await play.tap(town.sam, "1", desk)
    assert "Confirm spends US$12.34 at once." in card.text


@pytest.mark.steps("/browse", "tap browse.add", "/catalog")
async def test_an_offer_with_the_usual_country_named_is_the_same_offer(play: Play) -> None:
    """No country means that of the settings: neither /catalog nor /browse takes an offer in twice."""
    town, desk = play.town, play.desk
    said = await play.say(town.max, f"/catalog add Other | hype {GTA} BRL BR", desk)
    assert said.text == "This offer is in the catalog already, as GTA V."
    card = await play.say(town.max, "/browse", desk)
    for label in ("📁 Gift cards (3)", "Razer Gold 100 BRL – R$100.00", "Add to catalog"):
        await play.tap(town.max, label, desk, card)
    said = await play.say(town.max, "/catalog add Other | hype 2303 BRL", desk)
    assert said.text == "This offer is in the catalog already, as Razer Gold 100 BRL."
    for label in ("Back", "Steam gift card 50 BRL – R$50.00"):
        await play.tap(town.max, label, desk, card)
    assert "✅ In our catalog as Steam Wallet 50 BRL." in card.text
    said = await play.say(town.max, f"/catalog add Other | hype {GTA} BRL AR", desk)
    assert said.text == f"Added to the catalog: Other – Hype {GTA} BRL AR."
