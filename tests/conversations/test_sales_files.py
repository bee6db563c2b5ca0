"""Sales as files, made apart from what else a person does, and how long stock lasts."""

import csv
import io
from datetime import datetime, timedelta

import openpyxl
import pytest

from sandbox.telegram import Message
from services.actor import Actor
from services.sales.sold import Bounds
from tests.conversations.play import Play
from tests.services.orders_made import OrderMade, make_orders


def files(play: Play) -> list[Message]:
    """The files the managers have got."""
    return [each for each in play.town.managers.messages if each.document is not None]


async def pressed(play: Play, label: str, card: Message) -> Message:
    """Press a button for a file and give the message that brings it."""
    before = len(files(play))
    play.press(play.town.max, label, play.town.managers, card)
    await play.town.managers.until(lambda: len(files(play)) > before)
    return files(play)[-1]


@pytest.mark.steps("tap sales.file", "tap confirm.cancel")
async def test_a_report_is_a_file_of_orders_or_a_workbook(play: Play) -> None:
    """With real dates, numbers and totals; one that waits is told, hinders nothing and can be called off."""
    town, chat = play.town, play.town.managers
    await play.buy("gta v", 2)
    await play.buy("minecraft")
    card = await play.say(town.max, "/sales", chat)
    brought = await pressed(play, "CSV", card)
    assert brought.document is not None and brought.text.startswith("📊 Sales, ")
    rows = list(csv.DictReader(io.StringIO(brought.document.content.decode("utf-8-sig"))))
    assert [(each["Product"], each["Keys"], each["Bought for, KZT"]) for each in rows] == [
        ("GTA V", "2", "1912.60"),
        ("Minecraft: Java & Bedrock", "1", "13450.00"),
    ]
    brought = await pressed(play, "XLSX", card)
    assert brought.document is not None and brought.document.name.endswith(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(brought.document.content), data_only=True)
    assert book.sheetnames == ["Days", "Products", "Providers", "Buyers", "Orders"]
    orders = list(book["Orders"].values)
    head, *listed, totals = orders
    at, spent, keys = (head.index(each) for each in ("Confirmed", "Bought for, KZT", "Keys"))
    assert all(isinstance(row[at], datetime) for row in listed)
    assert [row[spent] for row in listed] == [1912.6, 13450]
    assert (totals[0], totals[keys], totals[spent]) == ("Total", 3, 15362.6)
    assert "Cost, KZT" not in head  # others of the group read it too
    # Another is being made: who waits hears so, may go on with other things, and call it off.
    count = len(files(play))
    async with play.stage.app.house.services.sold_orders.alone():
        play.press(town.max, "XLSX", chat, card)
        await chat.until(lambda: "⏳ Making the file: 0 of 2 orders" in play.shown(chat).text)
        under_way = play.shown(chat)
        town.max.says("/whoami", chat)
        await chat.until(lambda: play.shown(chat) is not under_way)
        play.press(town.max, "Cancel", chat, under_way)
        await chat.until(lambda: "⏳" not in under_way.text)
    await play.due()
    assert len(files(play)) == count


@pytest.mark.steps("tap sales.file")
async def test_a_file_is_not_sent_to_who_lost_a_right_while_it_was_made(play: Play) -> None:
    """Neither that to see sales here, nor that to see what they cost there; one sentence says why."""
    town, chat, services = play.town, play.town.managers, play.stage.app.house.services
    await play.buy("gta v", 2)
    access, olga = services.access, Actor(town.olga.id, chat.id, "Olga")
    card = await play.say(town.max, "/sales", chat)
    async with services.sold_orders.alone():
        play.press(town.max, "XLSX", chat, card)
        await chat.until(lambda: "⏳ Making the file" in play.shown(chat).text)
        await access.set_switch(olga, "manager", "sales.view", False)
    await chat.until(lambda: "The file is not sent" in play.shown(chat).text)
    assert "rights changed" in play.shown(chat).text
    assert not files(play)
    await access.set_switch(olga, "manager", "sales.view", True)
    await access.grant(olga, town.max.id, "manager", everywhere=True)
    private = town.max.private
    card = await play.say(town.max, "/sales", private)
    async with services.sold_orders.alone():
        play.press(town.max, "CSV", private, card)
        await private.until(lambda: "⏳ Making the file" in play.shown(private).text)
        await access.revoke(olga, town.max.id, "manager", everywhere=True)
    await private.until(lambda: "The file is not sent" in play.shown(private).text)
    assert not any(each.document for each in private.messages)


@pytest.mark.steps("tap sales.file")
async def test_a_file_has_no_more_orders_than_its_bound_and_says_so(play: Play) -> None:
    """The oldest up to it, with what was left out said below; one more than in a group in a private chat."""
    assert Bounds() == Bounds(private=20_000, csv_in_group=5_000, xlsx_in_group=1_000)
    town, sold = play.town, play.stage.app.house.services.sold_orders
    for _ in range(3):
        await play.buy()
    sold.bounds = Bounds(private=2, csv_in_group=1, xlsx_in_group=3)
    owner = town.olga.private
    for chat, person, kept in ((town.managers, town.max, 1), (owner, town.olga, 2)):
        card = await play.say(person, "/sales", chat)
        await play.tap(person, "CSV", chat, card)
        brought = next(each for each in reversed(chat.messages) if each.document is not None)
        assert brought.document is not None
        rows = list(csv.DictReader(io.StringIO(brought.document.content.decode("utf-8-sig"))))
        assert len(rows) == kept
        assert f"That is the most a file here can have ({kept})" in brought.text
    await pressed(play, "XLSX", await play.say(town.max, "/sales", town.managers))
    assert "the most a file" not in files(play)[-1].text


@pytest.mark.steps("/forecast", "tap forecast.product", "tap forecast.all")
async def test_how_long_stock_lasts_is_said_with_its_basis_or_not_at_all(play: Play) -> None:
    """Two keys a day for ten days, and not before; in the overview by stock as it was last read."""
    town, chat, db = play.town, play.town.managers, play.stage.app.house.db
    card = await play.say(town.max, "/forecast gta v", chat)
    assert "Nothing was sold in the 28 days before today" in card.text and "(UTC)" not in card.text
    await play.buy("gta v", 2)
    card = await play.say(town.max, "/forecast gta v", chat)
    assert "Nothing was sold in the 28 days before today" in card.text
    assert "2 keys were sold today (UTC), which do not count for this" in card.text
    today = play.clock().replace(hour=0)
    days = [today - timedelta(days=back) for back in range(1, 11)]
    sold = [
        OrderMade("codegames", "delivered", "1.00", "KZT", day, ("accepted",) * 2) for day in days
    ]
    await make_orders(db, sold)
    card = await play.say(town.max, "/forecast gta v", chat)
    assert "By 20 keys sold on 10 days." in card.text
    await play.stage.app.house.quotes.run()
    await play.tap(town.max, "Back", chat)
    assert "• GTA V – " in card.text
    await play.tap(town.max, "GTA V", chat)
    assert "By 20 keys sold on 10 days." in card.text
