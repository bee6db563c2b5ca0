"""Keys that are too long, too many, or not for a message: each can be read, and copied, by its owner."""

import pytest
from sqlalchemy import select, update

from sandbox.faults import Fault
from sandbox.telegram import Message
from storage.tables.audit import audit
from storage.tables.keys import keys
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought
from tests.conversations.test_claims import link_of


def file_in(message: Message) -> bytes:
    """The bytes of the file in a message, which must be protected."""
    assert message.document is not None
    assert message.protect_content
    return message.document.content


@pytest.mark.parametrize("key", ["0123456789" * 500, "Ж/" * 10_000], ids=["plain", "odd"])
@pytest.mark.steps("start payload")
async def test_a_long_key_comes_as_a_file(play: Play, key: str) -> None:
    """The claim brings a protected file with exactly the key; its beginning is under a spoiler."""
    town = play.town
    town.codegames.next_keys(key)
    await play.buy()
    shown = await play.start(town.cara, await link_of(play))
    assert file_in(shown).decode() == key
    assert f"The key has {len(key):,} characters, too many for a message" in shown.text
    assert play.spoilers(shown) == [key[:60] + "…"]
    assert shown.labels() == ["Problem with this key"]
    again = await play.say(town.cara, f"/key {play.order_number(shown)}")
    assert file_in(again).decode() == key


@pytest.mark.steps("tap key.page", "tap key.file")
async def test_eight_keys_of_600_characters_are_laid_out_by_their_length(play: Play) -> None:
    """Pages hold what fits; all together are offered as a file, since no button copies so much."""
    town, keys = play.town, [f"{at}" * 600 for at in range(8)]
    town.codegames.next_keys(*keys)
    town.codegames.set_stock("562", 8)
    await play.buy(count=8)
    shown = await play.start(town.cara, await link_of(play))
    assert play.spoilers(shown) == keys[:4]
    assert shown.labels() == ["Next", "All as a file", "Problem with this key"]
    await play.tap(town.cara, "Next")
    assert play.spoilers(shown) == keys[4:]
    await play.tap(town.cara, "All as a file")
    sent = play.shown(town.cara.private)
    assert file_in(sent).decode().split() == keys
    assert "All 8 keys are in this file, a line each." in sent.text
    for key in keys:
        assert play.showing(key) in ([], [town.cara.private])


@pytest.mark.steps("tap order.show", "tap order.file")
async def test_staff_turn_pages_between_texts_and_files(play: Play) -> None:
    """A page that is a file is a message of its own; the others can be reached from it."""
    town, desk = play.town, play.desk
    keys = ["AAAAA-1", "B" * 4000, "CCCCC-3"]
    town.codegames.next_keys(*keys)
    await play.buy(count=3)
    await play.tap(town.sam, "Show to me", desk)
    assert play.spoilers(play.shown(town.sam.private)) == keys[:1]
    await play.tap(town.sam, "Next")
    second = play.shown(town.sam.private)
    assert file_in(second).decode() == keys[1]
    assert "Key 2 of 3 has 4,000 characters" in second.text
    await play.tap(town.sam, "Next")
    assert play.spoilers(play.shown(town.sam.private)) == keys[2:]
    await play.tap(town.sam, "All as a file")
    assert file_in(play.shown(town.sam.private)).decode().split() == keys
    assert not [m for m in desk.messages if m.document is not None]


async def test_eleven_keys_are_offered_as_a_file_as_well(play: Play) -> None:
    """Ten copy buttons are enough to press; from eleven keys on there is a file."""
    play.town.codegames.set_stock("562", 11)
    await play.buy(count=11)
    shown = await play.start(play.town.cara, await link_of(play))
    assert "All as a file" in shown.labels()
    await play.tap(play.town.cara, "All as a file")
    text = file_in(play.shown(play.town.cara.private)).decode()
    assert text.splitlines() == play.sold()
    await play.tap(play.town.cara, "As CSV")
    table = file_in(play.shown(play.town.cara.private)).decode("utf-8-sig").splitlines()
    assert table == ["No.,Key", *(f"{at},{key}" for at, key in enumerate(play.sold(), 1))]


@pytest.mark.steps("tap order.file")
async def test_many_keys_are_read_by_their_buyer_as_text_and_csv_and_each_look_is_a_row(
    play: Play,
) -> None:
    """Both files are protected; the audit has who looked at how many keys of which order, and no key. What
    a spreadsheet would take for formulas comes as text only.
    """
    town, desk = play.town, play.desk
    town.codegames.set_stock("562", 11)
    number = play.order_number(await play.buy(count=11))
    await play.tap(town.sam, "Show to me", desk)
    for label in ("All as a file", "As CSV"):
        await play.tap(town.sam, label)
        assert all(key.encode() in file_in(play.shown(town.sam.private)) for key in play.sold()), (
            label
        )
    await play.start(town.cara, await link_of(play))
    await play.tap(town.cara, "As CSV")
    async with play.stage.app.house.db.read() as tx:
        found = select(audit.c.action, audit.c.actor_id, audit.c.facts)
        rows = (await tx.connection.execute(found.where(audit.c.subject == number))).all()
    looks = [
        (row.actor_id, row.facts) for row in rows if row.action in ("keys.revealed", "keys.read")
    ]
    assert looks == [*[(town.sam.id, '{"keys": 11}')] * 3, (town.cara.id, '{"keys": 11}')]
    assert not [key for key in play.sold() if key in str(rows)]

    keys = [f"={at}+AB{at}C-D{at}" for at in range(10, 21)]
    town.codegames.next_keys(*keys)
    town.codegames.set_stock("562", 11)
    await play.buy(count=11)
    await play.tap(town.sam, "Show to me", desk)
    assert "As CSV" not in play.shown(town.sam.private).labels()


@pytest.mark.steps("notice keys-for-customer")
async def test_a_long_key_is_sent_to_a_customer_as_a_file(play: Play) -> None:
    """Send to customer brings the file, and only then counts as delivered."""
    town, desk, key = play.town, play.desk, "Ж" * 3500
    town.codegames.next_keys(key)
    await play.start(town.cara)
    card = await play.buy()
    await play.tap(town.sam, "Send to customer", desk)
    await play.gives(str(town.cara.id), desk)
    assert file_in(play.shown(town.cara.private)).decode() == key
    assert "📬 Delivered." in card.text


async def test_a_key_with_characters_that_a_message_changes_is_a_file(play: Play) -> None:
    """A tab would arrive as a blank, and the key would not work: it says why it is a file."""
    play.town.codegames.next_keys("left\tright")
    await play.buy()
    shown = await play.start(play.town.cara, await link_of(play))
    assert file_in(shown) == b"left\tright"
    assert "The key has characters that a message would change" in shown.text


@begins(one_bought)
async def test_a_claim_whose_message_is_refused_leaves_the_keys_to_be_found(play: Play) -> None:
    """Telegram takes no message at that moment: the claim is used, and /mykeys has the key."""
    town = play.town
    token = await link_of(play)
    town.world.faults.add("sendMessage", Fault.status(400), times=None)
    await play.start(town.cara, token)
    town.world.faults.clear()
    listed = await play.say(town.cara, "/mykeys")
    assert "Your keys (1)" in listed.text
    await play.tap(town.cara, "🔑 GTA V")
    assert play.spoilers(play.shown(town.cara.private)) == play.sold()


async def test_one_key_that_no_secret_opens_hides_not_the_others(play: Play) -> None:
    """The others are shown with their places; the lost one is named; alone it says what to do."""
    town, desk, db = play.town, play.desk, play.stage.app.house.db
    rows = keys
    await play.buy(count=3)
    async with db.write() as tx:
        await tx.connection.execute(update(rows).where(rows.c.position == 2).values(sealed=b"torn"))
    await play.tap(town.sam, "Show to me", desk)
    shown = play.shown(town.sam.private)
    first, _, third = play.sold()
    assert play.spoilers(shown) == [first, third]
    assert shown.labels()[:2] == ["Copy key 1", "Copy key 3"]
    assert "⚠️ Key 2 of 3 is stored, but cannot be opened." in shown.text
    async with db.write() as tx:
        await tx.connection.execute(update(rows).values(sealed=b"torn"))
    await play.tap(town.sam, "Show to me", desk)
    assert "are stored, but cannot be opened" in play.shown(desk).text
    assert "nothing was handed over" in play.shown(desk).text
