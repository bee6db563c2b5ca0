"""/keys: keys that the desk has already are put in, in private, and sold like any others."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.catalog.own_keys import BOUNDS
from handlers.catalog.own_keys_reading import MOST_KEYS
from services.actor import Actor
from storage.tables.audit import audit
from tests.conversations.own_keys_play import (
    FIRST,
    SECOND,
    SENT,
    THIRD,
    in_stock,
    put_in,
    send_file,
)
from tests.conversations.play import Play
from tests.conversations.test_games_secrets import assert_nowhere, standing


@pytest.mark.steps(
    "/keys", "answer keys.text", "tap keys.confirm", "tap keys.product", "/stock", "/buy"
)
async def test_keys_are_put_in_and_sold_like_any_others(play: Play, log: io.StringIO) -> None:
    """Sealed as they are read, sold when somebody has said yes; bought, keyed and handed over at once."""
    town, desk = play.town, play.desk
    asked = await play.say(town.max, "/keys add gta v")
    assert "Send me keys of GTA V" in asked.text
    question = await play.say(town.max, SENT)
    assert question.text.splitlines() == [
        "Put 2 keys of GTA V into own stock, to be sold at €12.50 each?",
        "The first ends like this: •••••CCC",
    ]
    assert standing(town.max.private, FIRST) == []
    assert [state for state, _ in await in_stock(play)] == ["new", "new"]
    assert "Own stock – sold out" in (await play.say(town.sam, "/stock gta v", desk)).text
    await play.tap(town.max, "Confirm")
    assert play.shown(town.max.private).text == "2 keys of GTA V went into own stock."
    await assert_nowhere(play, FIRST, log)
    await play.tap(town.max, "See the stock")
    assert play.shown(town.max.private).text == "GTA V, own stock: 2 keys\n\n€12.50 – 2 keys"

    await town.codegames.stop()
    stock = await play.say(town.sam, "/stock gta v", desk)
    assert "Own stock – €12.50, 2 in stock" in stock.text
    await play.say(town.sam, "/buy gta v 1", desk)
    await play.tap(town.sam, "Buy", desk)
    await play.tap(town.sam, "Confirm", desk)
    card = play.shown(desk)
    assert "•••••CCC" in card.text
    await play.tap(town.sam, "Show to me", desk)
    assert play.showing(FIRST) == [town.sam.private]


@pytest.mark.steps("/keys", "tap keys.cancel", "answer keys.text")
async def test_what_nobody_confirms_is_forgotten(play: Play) -> None:
    """By Cancel, by reading it anew, and after an hour; a button that comes late is told so."""
    town = play.town
    await play.say(town.max, "/keys add gta v")
    first = await play.say(town.max, SENT)
    await play.say(town.max, "/keys Add gta v")
    await play.say(town.max, f"9 EUR\n{FIRST}")
    assert await in_stock(play) == [("new", "9")]
    late = await play.tap(town.max, "Confirm", message=first)
    assert (
        "wait for a yes no more" in (await late.answered()).text + play.shown(town.max.private).text
    )
    assert await in_stock(play) == [("new", "9")]
    await play.say(town.max, "/keys add gta v")
    await play.say(town.max, f"9 EUR\n{FIRST}")
    await play.tap(town.max, "Cancel")
    assert await in_stock(play) == []
    await play.say(town.max, "/keys add gta v")
    await play.later(timedelta(minutes=65))
    assert "I deleted that and did not read it" in (await play.say(town.max, SENT)).text
    await play.later(timedelta(minutes=5))
    said = await send_file(play, town.max, SENT.encode())
    assert "Send /keys add with the product’s name again" in said.text
    assert "I am not asking this any more" in (await play.say(town.max, "hello?")).text
    assert not [each for each in town.max.private.messages if each.sender and each.document]
    assert standing(town.max.private, FIRST) == []
    assert await in_stock(play) == []


@pytest.mark.steps("/keys", "tap keys.confirm")
async def test_keys_of_a_product_that_was_merged_are_asked_anew(play: Play) -> None:
    """Asked for before, they are of the product that has its offers; Confirm names who took them since, and
    what has come for an order in between.
    """
    town, services = play.town, play.stage.app.house.services
    names = "Elden Ring", "PUBG Mobile 660 UC", "GTA V"
    [first], [gone], [stays] = map(services.catalog.whole_name, names)
    merge, olga = services.catalog_editing.merge, Actor(town.olga.id, town.olga.id, "Olga")
    await play.say(town.max, "/keys add elden ring")
    await merge(olga, first.id, gone.id)
    question = await play.say(town.max, f"{SENT}\n{THIRD}")
    assert f"Put 3 keys of {gone.name} into own stock" in question.text
    await merge(olga, gone.id, stays.id)
    town.codegames.next_keys(THIRD)
    await play.say(town.sam, "/buy gta v 1", play.desk)
    await play.tap(town.sam, "Buy", play.desk)
    await play.tap(town.sam, "Confirm", play.desk)
    await play.tap(town.max, "Confirm", message=question)
    asked = play.shown(town.max.private)
    assert "Put 2 keys of GTA V into own stock, to be sold at €12.50 each?" in asked.text
    assert "One more has come from a supplier for an order since you sent it" in asked.text
    assert {state for state, _ in await in_stock(play)} == {"new", "double"}
    await play.tap(town.max, "Confirm", message=asked)
    assert play.shown(town.max.private).text == "2 keys of GTA V went into own stock."
    assert {state for state, _ in await in_stock(play)} == {"free", "double"}


@pytest.mark.steps("/keys", "tap keys.confirm")
async def test_keys_in_the_line_of_the_command_are_read_and_stay_nowhere(
    play: Play, log: io.StringIO
) -> None:
    """Behind the name and what they cost; in a group they are deleted, and of a product that is none, too."""
    town, desk = play.town, play.desk
    typed = f"12.50 EUR {FIRST} {SECOND}"
    said = await play.say(town.max, f"/keys ADD gta v {typed}", desk)
    assert said.text.startswith("Keys are added in our private chat only")
    unknown = await play.say(town.max, f"/keys add no such game {typed}")
    assert "no such game" in unknown.text
    assert (await play.say(town.max, f"/keys add {FIRST}")).text.startswith("Usage: /keys")
    assert standing(desk, FIRST) == standing(town.max.private, FIRST) == []
    question = await play.say(town.max, f"/keys add gta v {typed}")
    assert question.text.startswith(
        "Put 2 keys of GTA V into own stock, to be sold at €12.50 each?"
    )
    await play.tap(town.max, "Confirm")
    assert await in_stock(play) == [("free", "12.5")] * 2
    assert standing(town.max.private, FIRST) == []
    await assert_nowhere(play, FIRST, log)


@pytest.mark.steps("/keys", "tap keys.page", "tap keys.add")
async def test_a_list_leads_to_a_product_and_on_to_adding(play: Play) -> None:
    """In private by a button, from a group by a link into the private chat."""
    town = play.town
    assert (await play.say(town.max, "/keys")).text.startswith("There is no own stock yet.")
    await put_in(play)
    listed = await play.say(town.max, "/keys")
    assert listed.labels() == ["GTA V – 2 keys"]
    await play.tap(town.max, "GTA V – 2 keys")
    assert listed.labels() == ["Add keys", "Refresh", "Back"]
    await play.tap(town.max, "Back")
    await play.tap(town.max, "GTA V – 2 keys")
    await play.tap(town.max, "Add keys")
    assert "Send me keys of GTA V" in play.shown(town.max.private).text
    card = await play.say(town.max, "/keys gta v", play.desk)
    assert card.text.startswith("GTA V, own stock: 2 keys")
    asked = await play.start(town.max, "stock-1")
    assert "Send me keys of GTA V" in asked.text


@pytest.mark.steps("/keys", "answer keys.text")
async def test_what_was_put_in_is_in_the_audit_without_a_key(play: Play) -> None:
    """Who, of what product, how many."""
    await put_in(play)
    async with play.stage.app.house.db.read() as tx:
        found = select(audit).where(audit.c.action == "own-stock.added")
        [row] = list(await tx.connection.execute(found))
    assert (row.actor_id, row.subject, row.facts) == (play.town.max.id, "GTA V", '{"keys": 2}')


async def test_a_key_of_own_stock_is_masked_and_deleted_in_a_group(play: Play) -> None:
    """It is a key of ours before anybody has bought it."""
    town, desk = play.town, play.desk
    await put_in(play)
    await play.say(town.sam, f"look at {FIRST}", desk)
    assert standing(desk, FIRST) == []


@pytest.mark.steps("tap keys.aside", "tap keys.aside-sell")
async def test_what_a_restore_put_aside_is_sold_after_a_yes(play: Play) -> None:
    """Nobody can buy it; who may add keys sees how many there are, is asked, and puts them on sale."""
    town = play.town
    await put_in(play)
    async with play.stage.app.house.db.write() as tx:
        assert await tx.own_keys.put_aside() == 2
    card = await play.say(town.max, "/keys gta v")
    assert "2 keys are put aside and not sold" in card.text
    await play.tap(town.max, "Sell what is put aside", town.max.private, card)
    assert card.text.startswith("Put 2 keys of GTA V on sale again?")
    assert [state for state, _ in await in_stock(play)] == ["aside", "aside"]
    await play.tap(town.max, "Confirm", town.max.private, card)
    assert "put aside" not in card.text
    assert [state for state, _ in await in_stock(play)] == ["free", "free"]


@pytest.mark.steps("notice key-in-stock")
@pytest.mark.parametrize(
    "delivered",
    [FIRST.lower().replace("-", ""), f"Steam key: {FIRST}", f"https://shop.example/?code={FIRST}"],
    ids=["another dress", "a label", "an address"],
)
async def test_a_key_that_a_supplier_sells_us_too_is_sold_from_own_stock_no_more(
    play: Play, delivered: str
) -> None:
    """It came for an order, in another dress or with more around it: the one in stock is the same key."""
    await put_in(play, f"9 EUR\n{FIRST}")
    play.town.codegames.next_keys(delivered)
    card = await play.say(play.town.sam, "/buy gta v 1", play.desk)
    [theirs] = [each for each in card.labels() if each.startswith("Buy from")]
    await play.tap(play.town.sam, theirs, play.desk)
    await play.tap(play.town.sam, "Confirm", play.desk)
    assert [state for state, _ in await in_stock(play)] == ["double"]
    told = [m.text for m in play.desk.messages if "lies in our own stock already" in m.text]
    assert len(told) == 1
    assert FIRST not in told[0]


@pytest.mark.steps("/keys", "tap keys.confirm", "answer keys.text")
async def test_an_offer_under_which_keys_lie_is_not_taken_out(play: Play) -> None:
    """The question is refused with their number, so is a Confirm; what hides already is named in /keys."""
    town, desk = play.town, play.desk
    await put_in(play)
    card = await play.say(town.max, "/catalog", desk)
    own = next(
        each
        for each in play.stage.app.house.services.catalog.whole_name("GTA V")[0].offers
        if each.provider == "own"
    )
    await play.forge(town.max, f"catalog.remove::{own.id}", card)
    assert "This offer stays: 2 keys of own stock lie under it" in play.shown(desk).text
    await play.forge(town.max, f"catalog.remove-now::{own.id}", card)
    assert "This offer stays: 2 keys of own stock lie under it" in play.shown(desk).text
    async with play.stage.app.house.db.write() as tx:
        await tx.catalog.put_away([own.id], play.stage.clock())
    listed = (await play.say(town.max, "/keys")).text
    assert "2 keys of GTA V are not sold: their offer was taken out of the catalog." in listed
    assert f"/catalog add GTA V | own {own.external_id} EUR" in listed


@pytest.mark.steps("/keys", "answer keys.text")
async def test_a_file_of_keys_may_be_as_long_as_the_question_says(play: Play) -> None:
    """Ten thousand rows of four columns have their place: one of 300 KiB is read."""
    assert BOUNDS.text >= MOST_KEYS * len("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE,1234.50,EUR,2027-12-31\n")
    assert BOUNDS.rows >= MOST_KEYS
    town = play.town
    await play.say(town.max, "/keys add gta v")
    rows = [f"{number:04}-{'AB2CD3FGHJ' * 95},12.50,EUR,2027-12-31" for number in range(320)]
    table = "\n".join(["key,cost,currency,expires", *rows]).encode()
    assert len(table) > 300 * 1024
    question = await send_file(play, town.max, table)
    assert "Put 320 keys of GTA V into own stock" in question.text
