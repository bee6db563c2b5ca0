"""Buying: from /stock or /buy over the number to Confirm, and all that can be said no to."""

import pytest

from sandbox.faults import Fault
from services.orders.checkout import MOST_KEYS
from services.vault import mask
from tests.conversations.play import Play
from tests.one_day import one_day

TOO_MANY = f"Between 1 and {MOST_KEYS} keys can be bought at once."


@pytest.mark.steps("tap buy.offer", "tap buy.count", "tap order.confirm", "notice order-ended")
async def test_stock_buy_count_confirm_gives_a_card_with_a_masked_key(play: Play) -> None:
    """The main job by buttons: one charge, and the group sees the key's last letters only."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/stock gta", desk)
    await play.tap(sam, "Buy", desk)
    assert "How many keys of GTA V from CodeGames?" in card.text
    await play.tap(sam, "2", desk)
    assert "Buy 2 keys of GTA V?" in card.text
    assert "Confirm spends KZT\u00a01,912.60 at once." in card.text
    assert shop.charges == 0
    tap = await play.tap(sam, "Confirm", desk)
    assert tap.answer is not None
    assert "✅ Bought. 2 keys are ready to hand over." in card.text
    assert shop.charges == 2
    for key in play.sold():
        assert mask(key) in card.text
        assert play.showing(key) == []


@pytest.mark.steps("/buy", "tap order.confirm")
async def test_buy_with_words_and_count_asks_at_once(play: Play) -> None:
    """/buy gta v 2 goes straight to the question."""
    card = await play.say(play.town.sam, "/buy gta v 2", play.desk)
    assert "Buy 2 keys of GTA V?" in card.text
    await play.tap(play.town.sam, "Confirm", play.desk)
    assert play.town.codegames.charges == 2


@pytest.mark.steps("/buy", "tap buy.count")
async def test_buy_with_words_asks_how_many(play: Play) -> None:
    """A product with a single offer needs no choice of offers."""
    card = await play.say(play.town.sam, "/buy gta v", play.desk)
    assert "How many keys of GTA V from CodeGames?" in card.text
    await play.tap(play.town.sam, "1", play.desk)
    assert "Buy one key of GTA V?" in card.text


@pytest.mark.steps("/buy", "tap buy.offer", "tap buy.count", "tap buy.product")
async def test_buy_shows_all_offers_where_there_are_two(play: Play) -> None:
    """With two offers their prices stand side by side first, with and without a count."""
    town, desk = play.town, play.desk
    town.codegames.offer("563", title="GTA V Premium", price="1200", stock=5)
    await play.say(town.max, '/catalog add "GTA V" | codegames 563 KZT', desk)
    card = await play.say(town.sam, "/buy gta v", desk)
    assert "1. CodeGames – KZT\u00a0956.30, 7 in stock" in card.text
    dearer = "Buy from CodeGames, KZT\u00a01,200.00"
    assert card.labels() == ["Buy", dearer, "Refresh"]
    await play.tap(town.sam, dearer, desk)
    assert "How many keys" in card.text
    card = await play.say(town.sam, "/buy gta v 2", desk)
    await play.tap(town.sam, "Refresh", desk)
    await play.tap(town.sam, dearer, desk)
    assert "KZT\u00a02,400.00 in all" in card.text


@pytest.mark.steps("/buy", "tap stock.product", "tap buy.product")
async def test_buy_alone_and_buy_with_vague_words_lead_there_by_buttons(play: Play) -> None:
    """/buy shows the catalog; words that fit several products ask which, and keep the count."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/buy", desk)
    await play.tap(sam, "GTA V", desk)
    assert "956.30" in card.text
    card = await play.say(sam, "/buy steam wallet 3", desk)
    await play.tap(sam, "Steam Wallet 10 000 KZT", desk)
    assert "Buy 3 keys of Steam Wallet 10 000 KZT?" in card.text


@pytest.mark.steps("tap buy.other", "answer buy.count", "tap order.cancel")
async def test_another_number_is_typed_and_the_order_called_off(play: Play) -> None:
    """Other… asks for a number until one is given; Cancel buys nothing."""
    sam, desk = play.town.sam, play.desk
    await play.say(sam, "/buy gta v", desk)
    await play.tap(sam, "Other…", desk)
    asked = play.shown(desk)
    assert "How many keys?" in asked.text
    wrong = await play.say(sam, "three", desk, asked)
    assert wrong.text.startswith("Usage: a number from 1 to ")
    assert wrong.text.endswith("\nExample: 4")
    wrong = await play.say(sam, str(MOST_KEYS + 1), desk, asked)
    assert wrong.text == TOO_MANY
    card = await play.say(sam, "4", desk, asked)
    assert "Buy 4 keys of GTA V?" in card.text
    await play.tap(sam, "Cancel", desk)
    assert card.text == "Cancelled. No key of GTA V was bought."
    assert card.labels() == []
    assert play.town.codegames.charges == 0


async def test_back_leads_from_the_number_to_the_prices(play: Play) -> None:
    """Back on the question for the number shows the product again."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/buy gta v", desk)
    await play.tap(sam, "Back", desk)
    assert "7 in stock" in card.text


@one_day(
    ("typed", "said"),
    [
        ("cyberpunk 3", "Only 1 left of Cyberpunk 2077. Nothing was bought."),
        ("eshop 1", "Nintendo eShop 10 USD is sold out. Nothing was bought."),
        ("gta v 0", TOO_MANY),
        ("gta v 99999999999999999", TOO_MANY),
        ("gta v 99999999999999999999", TOO_MANY),
        (f"gta v x {'9' * 3000}", TOO_MANY),
    ],
)
async def test_what_cannot_be_bought_is_said_before_the_question(
    play: Play, typed: str, said: str
) -> None:
    """Too many, too few, sold out: no question is asked, and nothing is paid."""
    card = await play.say(play.town.sam, f"/buy {typed}", play.desk)
    assert card.text == said
    assert play.town.codegames.charges == 0


async def test_sold_out_between_card_and_confirm_buys_nothing(play: Play) -> None:
    """The stock is read again before anything is sent; the card says why, and offers another try."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/buy cyberpunk 1", desk)
    shop.set_stock("571", 0)
    await play.tap(sam, "Confirm", desk)
    assert card.text.startswith(
        "Cyberpunk 2077\n❌ Not bought. Nothing was charged.\n"
        "Cyberpunk 2077 is sold out. Nothing was bought.\n\n"
    )
    assert card.labels() == ["Buy again"]
    assert not [call for call in shop.calls if call.endpoint == "pay"]


@pytest.mark.steps("tap buy.instead")
async def test_out_of_stock_at_the_till_is_a_failed_order_that_can_be_tried_again(
    play: Play,
) -> None:
    """The provider's refusal is told with its reason; Buy again draws a new order up below it."""
    shop = play.town.codegames
    shop.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
    card = await play.buy("cyberpunk")
    assert "❌ Not bought. Nothing was charged." in card.text
    assert "CodeGames has no more of it." in card.text
    assert card.labels() == ["Buy again"]
    await play.tap(play.town.max, "Buy again", play.desk)
    card = play.shown(play.desk)
    assert "Buy one key of Cyberpunk 2077?" in card.text
    await play.tap(play.town.max, "Confirm", play.desk)
    assert "Bought by Max Manager" in card.text
    assert shop.charges == 1


async def test_a_moved_price_is_shown_and_asked_again(play: Play) -> None:
    """A price that moved between card and Confirm is never paid unasked."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/buy gta v 1", desk)
    shop.set_price("562", "1000")
    await play.tap(sam, "Confirm", desk)
    assert "The price has changed from KZT\u00a0956.30 to KZT\u00a01,000.00" in card.text
    assert shop.charges == 0
    await play.tap(sam, "Confirm", desk)
    assert "✅ Bought." in card.text
    assert [str(order.price) for order in shop.orders] == ["1000"]


async def test_a_price_refused_at_the_till_is_asked_again(play: Play) -> None:
    """WRONG_PRICE on pay: nothing is charged, the question comes back, a second Confirm buys."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/buy gta v 1", desk)
    gate = shop.gate("pay")
    tap = play.press(sam, "Confirm", desk)
    await gate.reached()
    shop.set_price("562", "990")
    gate.release()
    await tap.answered()
    await play.stage.quiet()
    assert "The price has changed from KZT\u00a0956.30 to KZT\u00a0990.00" in card.text
    assert "Confirm spends KZT\u00a0990.00 at once." in card.text
    assert shop.charges == 0
    await play.tap(sam, "Confirm", desk)
    assert "✅ Bought." in card.text
    assert shop.charges == 1


async def test_a_price_refused_without_another_says_so(play: Play) -> None:
    """Where the provider refuses its own price, the card does not talk of a change."""
    shop = play.town.codegames
    shop.faults.add("pay", Fault.refusal("PRODUCT_OFFER_WRONG_PRICE"))
    card = await play.buy()
    assert "CodeGames did not accept the price. Nothing has been bought." in card.text
    assert "Confirm" in card.labels()
    assert shop.charges == 0


async def test_a_provider_that_is_down_buys_nothing(play: Play) -> None:
    """Nothing is sent while the price cannot be read; the card says so, and offers another try."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/buy gta v 1", desk)
    shop.faults.add("check", Fault.status(503), times=None)
    await play.tap(sam, "Confirm", desk)
    assert "CodeGames is not available at the moment. Nothing was done" in card.text
    assert "❌ Not bought. Nothing was charged." in card.text
    assert shop.charges == 0
    shop.faults.clear()
    await play.tap(sam, "Buy again", desk, card)
    card = play.shown(desk)
    await play.tap(sam, "Confirm", desk, card)
    assert "✅ Bought." in card.text
    assert shop.charges == 1
