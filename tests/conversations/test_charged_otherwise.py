"""Hype charges another price than it showed: asked truthfully, told once, counted right."""

from datetime import timedelta

import pytest

from tests.conversations.play import Play
from tests.conversations.test_buying_hype import asked

BOOKS = timedelta(seconds=31)


@pytest.fixture
def sellers() -> frozenset[str]:
    """The catalog has the offers of both."""
    return frozenset({"codegames", "hype"})


@pytest.mark.steps("tap order.confirm", "notice order-charged", "/order", "/sales", "/books")
async def test_another_price_is_told_once_and_counted(play: Play) -> None:
    """The question says that it may happen; order, sales and books say that it has."""
    town, desk = play.town, play.desk
    card = await asked(play, "google play", 3)
    assert "Confirm spends R$90.00 at once." in card.text
    assert "Hype is not sent the price. Should it change in that moment" in card.text
    town.hype.charge_next("30.00", "33.50")
    await play.tap(town.sam, "Confirm", desk)
    number = play.order_number(play.shown(desk))
    before = {chat: len(chat.messages) for chat in (desk, town.managers)}
    await play.later(BOOKS)
    await play.later(BOOKS)
    news = "Hype charged R$93.50, where R$90.00 was confirmed. /sales counts what was charged."
    for chat, count in before.items():
        told = [each.text for each in chat.messages[count:] if news in each.text]
        assert len(told) == 1, chat.title
    card = await play.say(town.sam, f"/order {number}", desk)
    assert "⚠️ Hype charged R$93.50. R$90.00 was confirmed." in card.text
    card = await play.say(town.max, "/sales today", desk)
    assert "R$93.50" in card.text
    card = await play.say(town.max, "/books hype today", desk)
    assert card.text.count(f"Order {number}") == 3
    assert card.text.count("⚠️ Charged R$33.50; R$30.00 was confirmed") == 1


@pytest.mark.steps("tap order.confirm", "/order")
async def test_books_that_are_silent_are_told_when_it_matters(play: Play) -> None:
    """Not at once, and no longer than until they speak."""
    town, desk = play.town, play.desk
    town.hype.report_lag = 4000.0
    await asked(play, "google play", 1)
    await play.tap(town.sam, "Confirm", desk)
    number = play.order_number(play.shown(desk))
    late = "The books of Hype do not show yet what was charged."
    card = await play.say(town.sam, f"/order {number}", desk)
    assert late not in card.text
    for minutes in (1, 2, 3, 5, 9, 17):
        await play.later(timedelta(minutes=minutes))
    card = await play.say(town.sam, f"/order {number}", desk)
    assert late in card.text
    await play.later(timedelta(hours=2))
    card = await play.say(town.sam, f"/order {number}", desk)
    assert late not in card.text
