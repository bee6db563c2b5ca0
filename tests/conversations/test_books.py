"""/books: what the provider's own books say, to be held against our orders."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from services.actor import Actor
from storage.tables.orders import purchases
from tests.conversations.play import Play
from tests.conversations.test_other_chats import other_desk
from tests.one_day import one_day

NAME = "PlayStation Plus 3 meses"


async def bought(play: Play) -> str:
    """A key bought from Hype at an hour at which it is still yesterday there; gives our transaction id."""
    tomorrow = play.clock() + timedelta(days=1)
    play.clock.forward_to(tomorrow.replace(hour=1, minute=30))
    olga = Actor(play.town.olga.id, play.desk.id, "Olga")
    await play.stage.app.house.services.catalog.add(olga, NAME, "hype", "2303", "BRL")
    card = await play.buy(NAME)
    number = next(word for word in card.text.split() if word.startswith("K-"))
    order = await play.stage.app.house.services.orders.told(number)
    return order.purchases[0].txn_id


@pytest.mark.steps("/books", "tap books.page")
async def test_books_show_a_period_by_days_and_never_a_key(play: Play) -> None:
    """What was bought today stands in today's books, with its reference, and its key does not.

    The provider's day may be another: Hype's books have it under yesterday.
    """
    txn_id = await bought(play)
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/books hype today", chat)
    assert "one sale" in card.text
    assert txn_id in card.text
    assert town.hype.pins[0].key not in card.text
    assert "Cost" not in card.text, "others of the group read it too"
    private = f"/books hype txn {txn_id}"
    assert "Cost R$91.00" in (await play.say(town.olga, private)).text
    services = play.stage.app.house.services
    owner = Actor(town.olga.id, chat.id, "Olga")
    counts = await services.own_roles.make(owner, "counts")
    await services.own_roles.allow(owner, counts, "sales.view", allowed=True)
    await services.access.grant(owner, town.stan.id, counts, everywhere=True)
    await play.start(town.stan)
    hidden = (await play.say(town.stan, private)).text
    assert txn_id in hidden and "Cost" not in hidden
    await play.tap(town.max, "Yesterday", chat)
    assert "no sales" in card.text
    await play.tap(town.max, "Week", chat)
    assert txn_id in card.text


@pytest.mark.steps("tap sales.books", "tap sales.show")
async def test_a_report_is_held_against_the_books_both_ways(play: Play) -> None:
    """What both have needs no word; what one of them alone has is named, and Back leads to the report."""
    await bought(play)
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/sales week", chat)
    await play.tap(town.max, "Compare with the books", chat, card)
    assert "one purchase compared" in card.text
    assert "Only" not in card.text
    town.hype.pins[0].reference = "somebody-else"
    await play.tap(town.max, "Back", chat, card)
    await play.tap(town.max, "Compare with the books", chat, card)
    assert "Only ours: K-" in card.text
    assert "Only in the books" not in card.text, "no order of a chat whose sales Max may see"
    card = await play.say(town.olga, "/sales week", chat)
    await play.tap(town.olga, "Compare with the books", chat, card)
    assert "Only in the books: 1000035 (R$100.00)" in card.text


@one_day(
    ("typed", "told"),
    [
        ("codegames today", "CodeGames shows no books here. Those that do: Hype."),
        ("CodeGames", "CodeGames shows no books here. Those that do: Hype."),
        ("hype 2026-02-30", "There is no 2026-02-30 in the calendar."),
        ("2026-02-01..2026-02-30", "There is no 2026-02-30 in the calendar."),
    ],
)
async def test_what_cannot_be_looked_up_is_told_with_its_cause(
    play: Play, typed: str, told: str
) -> None:
    """A provider without books is named, and so is a day there is not."""
    card = await play.say(play.town.max, f"/books {typed}", play.town.managers)
    assert card.text == told


@pytest.mark.steps("/books")
async def test_one_sale_is_found_by_each_of_its_marks(play: Play) -> None:
    """By Hype's reference, by our transaction id; nobody's document finds nothing."""
    txn_id = await bought(play)
    town, chat = play.town, play.town.managers
    reference = town.hype.pins[0].transaction_id
    for said in (f"/books {reference}", f"/books hype txn {txn_id}"):
        assert txn_id in (await play.say(town.max, said, chat)).text
    for said in ("/books 999999", "/books txn nothing-like-it", "/books document 123.456.789-09"):
        assert "show no such sale" in (await play.say(town.max, said, chat)).text
    wrong = await play.say(town.max, "/books by moonlight and stars", chat)
    assert wrong.text.startswith("Usage: /books")


@pytest.mark.steps("/books")
async def test_a_manager_of_another_chat_sees_no_sale_that_is_not_theirs(play: Play) -> None:
    """In no list, by no mark and in no number; what no order of ours is known for is for owners alone."""
    txn_id = await bought(play)
    town = play.town
    reference = town.hype.pins[0].transaction_id
    stan = town.stan
    other = await other_desk(play, stan, "manager")
    card = await play.say(stan, "/books hype today", other)
    assert "no sales" in card.text
    assert "and no others" in card.text
    heard = [
        (await play.say(stan, f"/books hype {said}", other)).text
        for said in (reference, "999999", f"txn {txn_id}", "txn nothing-like-it")
    ]
    assert set(heard) == {"The books of Hype show no such sale."}
    async with play.stage.app.house.db.write() as tx:
        await tx.connection.execute(update(purchases).values(txn_id="of-nobody"))
    for person, chat, sees in ((town.max, town.managers, False), (town.olga, town.managers, True)):
        assert (txn_id in (await play.say(person, "/books hype today", chat)).text) is sees
