"""Customers: /mykeys and /key show one's own keys only, and a bad key opens a case."""

import pytest
from sqlalchemy import update

from storage.tables.keys import keys
from tests.conversations.play import Play
from tests.conversations.scenes import begins, hand_over, sent_to_cara


@begins(sent_to_cara)
@pytest.mark.steps("/mykeys", "tap key.open")
async def test_mykeys_finds_the_key_again(play: Play) -> None:
    """The list has no key in it; a tap on an order shows its key as it came."""
    cara = play.town.cara
    number = play.begun(sent_to_cara)
    listed = await play.say(cara, "/mykeys")
    assert "Your keys (1)" in listed.text
    assert number in listed.text
    assert play.sold()[0] not in listed.text
    await play.tap(cara, "🔑 GTA V")
    shown = play.shown(cara.private)
    assert play.sold()[0] in shown.text
    assert shown.protect_content
    assert play.spoilers(shown) == play.sold()
    cara.taps("Copy key")
    assert cara.clipboard == play.sold()[0]


async def seven(play: Play) -> list[str]:
    """Cara has keys of seven orders, two of GTA V and five of another product; their numbers."""
    numbers = [await hand_over(play) for _ in range(2)]
    return numbers + [await hand_over(play, "pubg") for _ in range(5)]


@begins(seven)
@pytest.mark.steps("/mykeys", "tap mykeys.page")
async def test_mykeys_has_pages(play: Play) -> None:
    """Seven orders take two pages."""
    cara, numbers = play.town.cara, play.begun(seven)
    listed = await play.say(cara, "/mykeys")
    twins = [f"🔑 {number} · PUBG Mobile 660 UC" for number in reversed(numbers[2:])]
    assert listed.labels() == [*twins, "🔑 GTA V", "Next"], "those of one product tell apart"
    await play.tap(cara, "Next")
    assert listed.labels() == ["🔑 GTA V", "Previous"]
    await play.tap(cara, "Previous")
    await play.tap(cara, twins[1])
    assert numbers[5] in play.shown(cara.private).text


@begins(seven)
async def test_a_page_of_keys_begins_behind_ones_own_orders_only(play: Play) -> None:
    """By the number of another's order nothing is learnt; the buttons of older cards had numbers of pages."""
    town, theirs = play.town, play.begun(seven)[3]
    async with play.stage.app.house.db.write() as tx:
        order = await tx.orders.by_number(theirs)
        assert order is not None
        await tx.connection.execute(
            update(keys).where(keys.c.order_id == order.id).values(customer_id=town.carl.id)
        )
    listed = await play.say(town.cara, "/mykeys")
    first = (listed.text, listed.labels())
    for data in ("2", "1", f"b{theirs}", f"f{theirs}", "bK-2222-2222"):
        await play.forge(town.cara, f"mykeys.page::{data}", listed)
        assert (listed.text, listed.labels()) == first, data


@begins(sent_to_cara)
@pytest.mark.steps("/key", "/mykeys")
async def test_key_shows_an_order_of_ones_own_only(play: Play) -> None:
    """/key by number, in any spelling; another's number is as unknown as a wrong one."""
    town = play.town
    number = play.begun(sent_to_cara)
    shown = await play.say(town.cara, f"/key {number.lower().replace('-', ' ')}")
    assert play.sold()[0] in shown.text
    assert "Your keys (1)" in (await play.say(town.cara, "/key")).text
    unknown = await play.say(town.carl, f"/key {number}")
    assert unknown.text == "I know no order with that number or key."
    assert unknown.text == (await play.say(town.carl, "/key K-2222-2222")).text
    assert "You have no keys here yet." in (await play.say(town.carl, "/mykeys")).text
    assert town.carl.private not in play.showing(play.sold()[0])


@begins(sent_to_cara)
@pytest.mark.steps("tap key.problem")
async def test_a_key_that_its_customer_writes_leads_to_its_report(play: Play) -> None:
    """No answer repeats it, and it may stay; also when it is not kept any more, by the list and by /key."""
    cara, number = play.town.cara, play.begun(sent_to_cara)
    for _ in range(2):
        said = await play.say(cara, f"{play.sold()[0]} does not work")
        assert said.text.startswith(f"That is a key of yours, of order {number}. Does it not work?")
        await play.tap(cara, "Problem with this key", message=said)
        assert "What is wrong with it?" in play.shown(cara.private).text
        async with play.stage.app.house.db.write() as tx:
            gone = {"sealed": b"", "let_go_at": play.clock()}
            await tx.connection.execute(update(keys).values(gone))
    said = await play.say(cara, f"/key {number}")
    assert "cannot be shown any more" in said.text
    await play.tap(cara, "Problem with this key", message=said)
    await play.tap(cara, "Already used")
    await play.tap(cara, "Send without words")
    assert f"Order {number}" in play.shown(play.desk).text
    assert play.desk not in play.showing(play.sold()[0])


@begins(sent_to_cara)
async def test_forged_taps_open_nobody_elses_keys(play: Play) -> None:
    """The buttons' verbs with another's order number give nothing away."""
    town = play.town
    number = play.begun(sent_to_cara)
    mine = await play.say(town.carl, "/mykeys")
    for data in (f"key.open::{number}", f"key.page::{number}:1", f"key.problem::{number}"):
        await play.forge(town.carl, data, mine)
        assert play.shown(town.carl.private).text == "I know no order with that number or key."
    assert town.carl.private not in play.showing(play.sold()[0])


@pytest.mark.steps("tap key.page")
async def test_many_keys_have_pages(play: Play) -> None:
    """Ten keys of one order are shown eight at a time, each with its copy button."""
    cara = play.town.cara
    await hand_over(play, "pubg", 10)
    shown = play.shown(cara.private)
    assert "× 10" in shown.text
    await play.tap(cara, "Next")
    assert shown.labels() == ["Copy key 9", "Copy key 10", "Previous", "Problem with this key"]
    cara.taps("Copy key 10")
    assert cara.clipboard == play.sold()[9]


@pytest.mark.parametrize("command", ["/mykeys", "/key K-2222-2222"])
async def test_in_a_group_customers_commands_point_to_the_private_chat(
    play: Play, command: str
) -> None:
    """Keys are nothing for a group, whoever asks."""
    said = await play.say(play.town.sam, command, play.desk)
    assert "That works in our private chat only." in said.text
    assert said.keyboard[0][0].url == "https://t.me/keydesk_bot"
