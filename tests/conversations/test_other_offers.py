"""An offer that fails before anything was charged: the card offers the product's others, to buy from."""

import pytest

from tests.conversations.play import Play


@pytest.mark.steps("tap buy.instead", "tap order.confirm")
async def test_a_sold_out_offer_offers_the_others_and_the_failed_order_stays(play: Play) -> None:
    """With their prices of now; one that has not enough is left out; the new one is asked about anew. Whoever
    taps, one question stands, and one is bought: who comes later reads who was first, and what came of it.
    """
    town, desk, shop = play.town, play.desk, play.town.codegames
    shop.offer("563", title="GTA V Premium", price="1200", stock=5)
    shop.offer("564", title="GTA V Ultimate", price="1500", stock=1)
    for offer in ("563", "564"):
        await play.say(town.max, f'/catalog add "GTA V" | codegames {offer} KZT', desk)
    card = await play.say(town.sam, "/buy gta v 2", desk)
    await play.tap(town.sam, card.labels()[0], desk, card)
    shop.offer("562", title="GTA V", price="956.30", stock=0)
    await play.tap(town.sam, "Confirm", desk, card)
    assert "❌ Not bought. Nothing was charged." in card.text
    assert "from others now" in card.text
    assert card.labels()[1:] == ["Buy from CodeGames, KZT\u00a01,200.00"]
    failed = card.text
    await play.tap(town.sam, "Buy from CodeGames, KZT\u00a01,200.00", desk, card)
    assert card.text == failed
    question = play.shown(desk)
    assert "KZT\u00a02,400.00 in all" in question.text
    await play.tap(town.max, "Buy from CodeGames, KZT\u00a01,200.00", desk, card)
    assert question.labels() == []
    assert "It was asked about once more since: the newer question counts." in question.text
    await play.forge(town.sam, f"order.confirm::{play.order_number(question)}", question)
    assert shop.charges == 0
    bought = play.shown(desk)
    await play.tap(town.max, "Confirm", desk, bought)
    assert shop.charges == 2
    for label in ("Buy from CodeGames, KZT\u00a01,200.00", "Buy again"):
        await play.tap(town.sam, label, desk, card)
        assert play.shown(desk).text == (
            f"In place of {play.order_number(card)}, {play.order_number(bought)} was asked for already, "
            "by Max Manager: key ready. Nothing more is bought from this card; for another one send /buy."
        )
