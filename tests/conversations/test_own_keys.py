"""/keys: keys that the desk has already are put in, in private, and sold like any others."""

import io

import pytest
from sqlalchemy import select

from sandbox.telegram import Message, Person
from storage.tables.audit import audit
from storage.tables.stock import own_keys
from tests.conversations.play import Play
from tests.conversations.test_games_secrets import assert_nowhere, standing

FIRST, SECOND, THIRD = "OWN1A-BBBBB-CCCCC", "OWN2A-BBBBB-CCCCC", "OWN3A-BBBBB-CCCCC"
SENT = f"12.50 EUR\n{FIRST}\n{SECOND}"


async def put_in(play: Play, text: str = SENT, product: str = "GTA V") -> Message:
    """Max puts keys in by asking and answering, and says yes; gives the last card."""
    town = play.town
    await play.say(town.max, f"/keys add {product}")
    await play.say(town.max, text)
    await play.tap(town.max, "Confirm")
    return play.shown(town.max.private)


async def send_file(play: Play, person: Person, content: bytes, caption: str = "") -> Message:
    """Send a file in private, and give what the bot says to it."""
    if caption:
        play.done.add(caption.split()[0])
    elif question := await play.question(person, person.private):
        play.done.add(f"answer {question}")
    person.sends_file("keys.csv", content, caption)
    await play.stage.quiet()
    return play.shown(person.private)


async def in_stock(play: Play) -> list[tuple[str, str]]:
    """The states and costs of all rows of own stock."""
    async with play.stage.app.house.db.read() as tx:
        found = select(own_keys.c.state, own_keys.c.cost).order_by(own_keys.c.id)
        return [(row.state, str(row.cost)) for row in await tx.connection.execute(found)]


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


@pytest.mark.steps("/keys", "answer keys.text")
async def test_doubles_and_bad_rows_are_refused_by_their_numbers(play: Play) -> None:
    """Nothing of a row is said again; what is good is asked about all the same."""
    town = play.town
    await play.buy()
    await put_in(play)
    [bought] = [key for order in town.codegames.orders for key in order.keys]
    await play.say(town.max, "/keys add gta v")
    rows = [
        "key,cost,currency,expires",
        f"{FIRST},1,EUR",
        f"{bought},1,EUR",
        f"{THIRD},9.90,EUR,2999-12-31",
        f"{THIRD},9.90,EUR,2999-12-31",
        "NO-COST-AT-ALL",
        "x",
        "WRONG-COST-1,much,EUR",
        "OLD-ONE-1,1,EUR,2001-01-01",
        "NO-DAY-1,1,EUR,soon",
        "DOLLARS-1,1,USD",
        "NOWHERE-1,1,ABC",
    ]
    card = await send_file(play, town.max, "\n".join(rows).encode())
    assert card.text.splitlines()[0].startswith("Put one key of GTA V into own stock")
    assert "at €9.90 each?" not in card.text and "€1.00 to €9.90" in card.text
    assert "3 were refused: we have them" in card.text
    for line in (
        "Row 6 does not say what its key costs.",
        "Row 7 has no key that I could take.",
        "Row 8 has no amount as the cost.",
        "Row 9 has a key that is expired already.",
        "Row 10 has no day as the expiry.",
        "Row 11 is in another currency than the first.",
        "Row 12 names no currency, such as EUR.",
    ):
        assert line in card.text
    assert "OLD-ONE" not in card.text
    await play.tap(town.max, "Confirm")
    assert [state for state, _ in await in_stock(play)] == ["free", "free", "free"]


@pytest.mark.steps("/keys", "tap keys.cancel", "answer keys.text")
async def test_what_nobody_confirms_is_forgotten(play: Play) -> None:
    """By Cancel, by reading it anew, and after an hour; a button that comes late is told so."""
    town = play.town
    await play.say(town.max, "/keys add gta v")
    first = await play.say(town.max, SENT)
    await play.say(town.max, "/keys add gta v")
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


@pytest.mark.steps("/keys")
async def test_keys_typed_in_a_group_are_deleted_and_refused(play: Play, log: io.StringIO) -> None:
    """Own stock is added to where nobody else reads; who may not at all is refused, their keys gone too."""
    town, desk = play.town, play.desk
    said = await play.say(town.max, f"/keys add gta v\n{SENT}", desk)
    assert said.text.startswith("Keys are added in our private chat only")
    assert standing(desk, FIRST) == []
    refused = await play.say(town.sam, f"/keys add gta v\n{SENT}")
    assert "You may not do this here" in refused.text
    assert standing(town.sam.private, FIRST) == []
    assert await in_stock(play) == []
    await assert_nowhere(play, FIRST, log)


@pytest.mark.steps("/keys", "tap keys.confirm")
async def test_keys_in_the_line_of_the_command_are_read_and_stay_nowhere(
    play: Play, log: io.StringIO
) -> None:
    """Behind the name and what they cost; in a group they are deleted, and of a product that is none, too."""
    town, desk = play.town, play.desk
    typed = f"12.50 EUR {FIRST} {SECOND}"
    said = await play.say(town.max, f"/keys add gta v {typed}", desk)
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
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "I cannot read this file"),
        (b"AAAA-BBBB-1\n" * 100_000, "I cannot read this file"),
        (b"1 EUR\n" + b"AAAA-%d\n" * 20_000, "These are too many at once: send at most 10,000"),
        (b"AAAA-BBBB-CCCC", "Row 1 does not say what its key costs."),
    ],
)
async def test_what_cannot_be_read_is_said_and_the_question_stays(
    play: Play, content: bytes, said: str
) -> None:
    """A picture, a file of a hundred thousand rows, too many rows, keys without a cost."""
    town = play.town
    await play.say(town.max, "/keys add gta v")
    card = await send_file(play, town.max, content)
    assert said in card.text
    assert [each for each in town.max.private.messages if each.sender and each.document] == []
    assert (await play.say(town.max, SENT)).text.startswith("Put 2 keys of GTA V")


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


@pytest.mark.steps("/keys", "answer keys.text")
async def test_a_key_in_another_dress_is_a_double(play: Play) -> None:
    """Without dashes, with blanks, in small letters: bought before, in stock, or twice in one text."""
    town = play.town
    town.codegames.next_keys("AB2CD-3FGHJ-KLM4N")
    await play.buy()
    await play.say(town.max, "/keys add gta v")
    own = "WWWWW-QQQQQ-22222\nWWWWWQQQQQ22222\nwwwww qqqqq 22222"
    asked = await play.say(town.max, f"9 EUR\nab2cd3fghjklm4n\nAB2CD 3FGHJ KLM4N\n{own}")
    assert asked.text.startswith("Put one key of GTA V")
    assert "4 were refused: we have them" in asked.text
    await play.tap(town.max, "Confirm")
    await play.say(town.max, "/keys add gta v")
    again = await play.say(town.max, "9 EUR\nwwwww_qqqqq_22222")
    assert again.text.startswith("Nothing was added.")
    assert [state for state, _ in await in_stock(play)] == ["free"]


@pytest.mark.steps("notice key-in-stock")
async def test_a_key_that_a_supplier_sells_us_too_is_sold_from_own_stock_no_more(
    play: Play,
) -> None:
    """It came for an order, in another dress: the one in stock is the same key."""
    await put_in(play, f"9 EUR\n{FIRST}")
    play.town.codegames.next_keys(FIRST.lower().replace("-", ""))
    card = await play.say(play.town.sam, "/buy gta v 1", play.desk)
    [theirs] = [each for each in card.labels() if each.startswith("Buy from")]
    await play.tap(play.town.sam, theirs, play.desk)
    await play.tap(play.town.sam, "Confirm", play.desk)
    assert [state for state, _ in await in_stock(play)] == ["double"]
    told = [m.text for m in play.desk.messages if "lies in our own stock already" in m.text]
    assert len(told) == 1
    assert FIRST not in told[0]


@pytest.mark.steps("/keys", "answer keys.text")
async def test_what_looks_like_no_key_is_refused_by_its_row(play: Play) -> None:
    """A title, a name, a price, a sign or a tag that became a key would be masked everywhere."""
    town = play.town
    lines = [
        "My 12 keys of GTA V:",
        "CodeGames",
        "956.30",
        "🎮🎮🎮🎮🎮🎮🎮🎮",
        "<b>AAAAC-BBBBC-1</b>",
    ]
    await play.say(town.max, "/keys add gta v")
    text = "\n".join(["9 EUR", *lines, "K-AB12-CD34", "2026-11-30", FIRST, "QWRTZ-PSDFG-XCVBN"])
    asked = await play.say(town.max, text)
    assert asked.text.startswith("Put 2 keys of GTA V")
    assert "Rows 2, 3, 4, 5" in asked.text
    assert "look like a key: one has at least 8" in asked.text
    await play.say(town.max, "/keys add gta v")
    odd = await send_file(play, town.max, b"key,cost,currency\nQwrtzpsdfgxc,1,EUR\nCodeGames,1,EUR")
    assert odd.text.startswith("Put one key of GTA V")
    assert "Row 3 does" in odd.text
