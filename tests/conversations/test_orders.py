"""Finding orders: by number in odd spellings, by a pasted key, in lists with filters and pages."""

import pytest
from sqlalchemy import insert, select

from sandbox.faults import Fault
from storage.tables.orders import orders
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought
from tests.one_day import one_day


@begins(one_bought)
@pytest.mark.steps("/order")
@one_day("spelling", ["{n}", "{lower}", "{spaced}", "{bare}", "  {n}  "])
async def test_an_order_is_found_however_its_number_is_written(play: Play, spelling: str) -> None:
    """Case, dashes and spaces do not matter."""
    number = play.order_number(play.begun(one_bought))
    typed = spelling.format(
        n=number,
        lower=number.lower(),
        spaced=number.replace("-", " "),
        bare=number.replace("-", "").lower(),
    )
    card = await play.say(play.town.sam, f"/order {typed}", play.desk)
    assert f"Order {number}" in card.text
    assert "Claim link" in card.labels()


@begins(one_bought)
@pytest.mark.steps("/order")
async def test_a_pasted_key_finds_its_order_and_leaves_the_chat(play: Play) -> None:
    """The message with the key is deleted, and the answer has it masked."""
    sam, desk = play.town.sam, play.desk
    number = play.order_number(play.begun(one_bought))
    said = sam.says(f"/order {play.sold()[0]}", desk)
    await play.say(sam, f"/order {play.sold()[0]}", desk)
    assert said.deleted
    assert f"Order {number}" in play.shown(desk).text
    assert play.sold()[0] not in "".join(message.text for message in desk.messages)


@begins(one_bought)
async def test_where_the_bot_may_not_delete_it_asks_to(play: Play) -> None:
    """A bot without the right asks the person to delete the key, and still answers."""
    sam, desk = play.town.sam, play.desk
    number = play.order_number(play.begun(one_bought))
    play.town.world.faults.add(
        "deleteMessage", Fault.error(400, "Bad Request: message can't be deleted")
    )
    await play.say(sam, f"/order {play.sold()[0]}", desk)
    texts = [message.text for message in desk.messages if message.sender is None]
    assert texts[-2].startswith(
        "That message holds a key. I may not delete messages here, so please"
    )
    assert f"Order {number}" in texts[-1]
    assert play.showing(play.sold()[0]) == []


async def test_a_bot_that_is_no_administrator_asks_to(play: Play) -> None:
    """The same in a group where the bot has no rights at all."""
    town = play.town
    group = town.world.group("Small", [town.olga, town.sam], bot_can_delete=False)
    await play.say(town.olga, "/setup", group)
    await play.buy()
    await play.say(town.olga, f"/order {play.sold()[0]}", group)
    texts = [message.text for message in group.messages if message.sender is None]
    assert any("please delete it yourself" in text for text in texts)


async def test_an_unknown_number_or_key_is_said_to_be_unknown(play: Play) -> None:
    """Nothing is guessed."""
    for typed in ("K-2222-2222", "AAAAA-BBBBB-CCCCC", "<b>"):
        card = await play.say(play.town.sam, f"/order {typed}", play.desk)
        assert card.text == "I know no order with that number or key."


@begins(one_bought)
@pytest.mark.steps("/order", "tap order.open")
async def test_order_alone_lists_the_open_ones(play: Play) -> None:
    """/order without a number offers the open orders, and a tap opens one."""
    sam, desk = play.town.sam, play.desk
    number = play.order_number(play.begun(one_bought))
    listed = await play.say(sam, "/order", desk)
    assert "Orders: open (1)" in listed.text
    await play.tap(sam, number, desk)
    assert f"Order {number}" in play.shown(desk).text


@pytest.mark.steps("/orders", "tap orders.page")
async def test_orders_has_filters_and_pages(play: Play) -> None:
    """Each filter shows what it says, by word and by button; nine orders take two pages."""
    town, desk = play.town, play.desk
    town.codegames.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
    failed = play.order_number(await play.buy("pubg"))
    numbers = [play.order_number(await play.buy("pubg")) for _ in range(9)]
    listed = await play.say(town.sam, "/orders", desk)
    assert "Orders: open (9)" in listed.text
    assert numbers[-1] in listed.text
    assert numbers[0] not in listed.text
    await play.tap(town.sam, "Next", desk)
    assert numbers[0] in listed.text
    await play.tap(town.sam, "Previous", desk)
    await play.tap(town.sam, "failed", desk)
    assert failed in listed.labels()
    assert len([label for label in listed.labels() if label.startswith("K-")]) == 1
    for word, total in [("all", 10), ("mine", 10), ("delivered", 0), ("uncertain", 0)]:
        card = await play.say(town.sam, f"/orders {word}", desk)
        assert f"Orders: {word} ({total})" in card.text
    assert "Orders: mine (0)" in (await play.say(town.max, "/orders MINE", desk)).text


async def test_buttons_of_older_cards_lead_to_the_first_page(play: Play) -> None:
    """They had the number of a page. The number of no order, or of one of another chat, does the same."""
    town, desk = play.town, play.desk
    numbers = [play.order_number(await play.buy("pubg")) for _ in range(9)]
    listed = await play.say(town.sam, "/orders all", desk)
    await play.say(town.olga, "/buy pubg 1", town.managers)
    await play.tap(town.olga, "Confirm", town.managers)
    elsewhere = play.order_number(play.shown(town.managers))
    for data in ("all:2", "all:77", "all:", f"all:b{elsewhere}", "all:bK-2222-2222", "all:fx"):
        await play.forge(town.sam, f"orders.page::{data}", listed)
        assert numbers[-1] in listed.labels(), data
        assert "Previous" not in listed.labels(), data


async def test_a_page_whose_orders_have_moved_on_is_the_first(play: Play) -> None:
    """Next leads behind the last order that was shown; where nothing is behind it any more, to the newest."""
    town, desk = play.town, play.desk
    numbers = [play.order_number(await play.buy("pubg")) for _ in range(9)]
    listed = await play.say(town.sam, "/orders", desk)
    async with play.stage.app.house.db.write() as tx:
        for number in numbers[:2]:
            order = await tx.orders.by_number(number)
            assert order is not None
            assert await tx.orders.move(order.id, ("keyed",), "delivered")
    await play.tap(town.sam, "Next", desk)
    assert "Orders: open (7)" in listed.text
    assert {"Next", "Previous", *numbers[:2]}.isdisjoint(listed.labels())
    assert set(numbers[2:]) < set(listed.labels())


async def test_beyond_a_thousand_orders_are_not_counted(play: Play) -> None:
    """A thousand are told exactly; of more it is said that they are more, and their pages go on."""
    town, desk = play.town, play.desk
    number = play.order_number(await play.buy("pubg"))
    await copied(play, number, 999)
    assert "Orders: open (1,000)" in (await play.say(town.sam, "/orders", desk)).text
    await copied(play, number, 1)
    listed = await play.say(town.sam, "/orders", desk)
    assert "Orders: open (over 1,000)" in listed.text
    await play.tap(town.sam, "Next", desk)
    assert {"Next", "Previous"} < set(listed.labels())


async def copied(play: Play, number: str, count: int) -> None:
    """Write so many more orders like this one."""
    async with play.stage.app.house.db.write() as tx:
        found = await tx.connection.execute(select(orders).where(orders.c.number == number))
        row = {name: value for name, value in found.one()._mapping.items() if name != "id"}
        rows = [{**row, "number": f"K-{count}-{n}"} for n in range(count)]
        await tx.connection.execute(insert(orders), rows)


async def test_an_unknown_filter_gets_the_usage(play: Play) -> None:
    """A mistake gets the usage, an example and nothing else."""
    card = await play.say(play.town.sam, "/orders foo", play.desk)
    assert card.text == (
        "Usage: /orders [open | uncertain | failed | delivered | mine | all]\n"
        "Example: /orders uncertain"
    )


@begins(one_bought)
async def test_a_chat_lists_its_own_orders_only(play: Play) -> None:
    """Support sees those of the chat; a manager, who sees the sales, sees all of the desk's."""
    town = play.town
    number = play.order_number(play.begun(one_bought))
    group = town.world.group("Second desk", [town.olga, town.sam, town.max])
    await play.say(town.olga, "/setup", group)
    await play.say(town.olga, "/grant support @sam", group)
    await play.tap(town.olga, "Confirm", group)
    assert "Orders: all (0)" in (await play.say(town.sam, "/orders all", group)).text
    assert number in (await play.say(town.max, "/orders all", town.managers)).text


@begins(one_bought)
@pytest.mark.steps("/resolve")
async def test_resolve_alone_lists_what_waits_and_refuses_what_does_not(play: Play) -> None:
    """Without a number the uncertain orders; a number that is not uncertain is refused."""
    town, desk = play.town, play.desk
    number = play.order_number(play.begun(one_bought))
    assert "Orders: uncertain (0)" in (await play.say(town.max, "/resolve", desk)).text
    said = await play.say(town.max, f"/resolve {number}", desk)
    assert said.text == f"{number} is not uncertain: there is nothing to settle."
    said = await play.say(town.max, "/resolve K-2222-2222", desk)
    assert said.text == "I know no order with that number or key."
