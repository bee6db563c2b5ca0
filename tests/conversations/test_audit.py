"""/audit: who did what, for those who may see it: filters, pages, files, and the groups apart."""

import csv
import io
from contextlib import suppress

import pytest
from openpyxl import load_workbook

from handlers.frame.callback import pack
from sandbox.telegram import Chat, Message
from services.actor import Actor
from services.floods.allowances import REPORT, START
from services.floods.errors import TooFastError
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought


def done(card: Message) -> list[str]:
    """The lines of a card that tell of something, without their times."""
    return [line.partition(" ")[2] for line in card.text.splitlines() if line[2:3] == ":"]


async def asked(play: Play, text: str, chat: Chat) -> list[str]:
    """What the manager is shown."""
    return done(await play.say(play.town.max, text, chat))


@pytest.mark.steps("/audit", "tap audit.page")
async def test_a_manager_reads_what_was_done_in_the_group(play: Play) -> None:
    """Newest first, in words, each with who did it; who shows a key to whom can be traced."""
    town, desk = play.town, play.desk
    number = play.order_number(await play.buy(count=2))
    await play.tap(town.sam, "Claim link", desk)
    await play.tap(town.sam, "All 2 in one link", desk)
    await play.tap(town.sam, "Show to me", desk)
    card = await play.say(town.max, "/audit", desk)
    assert card.text.startswith("🧾 Who did what in Support desk\n")
    assert done(card)[:3] == [
        f"Sam Support: looked at 2 keys of {number}",
        f"Sam Support: put 2 keys of {number} into claim links",
        f"Sam Support: confirmed buying 2 keys from CodeGames at KZT\xa0956.30 each, order {number}",
    ]
    assert card.text.endswith("Times are those of UTC.")
    before = card.text
    await play.tap(town.max, "Next", desk)
    assert card.text != before
    await play.tap(town.max, "Previous", desk)
    assert card.text == before
    await play.tap(town.max, "Refresh", desk)
    assert play.showing(play.sold()[0]) == [town.sam.private]


@begins(one_bought)
@pytest.mark.steps("tap audit.what", "tap audit.who", "tap audit.when", "tap audit.page")
async def test_it_is_narrowed_down_by_buttons(play: Play) -> None:
    """Kind, person and period, one after the other; Everything and Everybody take them back."""
    town, desk = play.town, play.desk
    number = play.order_number(play.begun(one_bought))
    await play.tap(town.sam, "Show to me", desk)
    card = await play.say(town.max, "/audit", desk)
    await play.tap(town.max, "What: everything", desk)
    await play.tap(town.max, "Keys", desk)
    assert "Only: Keys" in card.text
    assert done(card) == [f"Sam Support: looked at one key of {number}"]
    await play.tap(town.max, "Who: everybody", desk)
    await play.tap(town.max, "Olga Owner", desk)
    assert "Only: Keys and Olga Owner" in card.text
    assert "Nothing like that was done." in card.text
    await play.tap(town.max, "What: Keys", desk)
    await play.tap(town.max, "Team", desk)
    assert "Olga Owner: set the group up" in done(card)
    await play.tap(town.max, "When: any time", desk)
    await play.tap(town.max, "Yesterday", desk)
    assert "Only: Team, Olga Owner and Yesterday" in card.text
    await play.tap(town.max, "What: Team", desk)
    await play.tap(town.max, "Everything", desk)
    await play.tap(town.max, "Who: Olga Owner", desk)
    await play.tap(town.max, "Everybody", desk)
    await play.tap(town.max, "When: Yesterday", desk)
    await play.tap(town.max, "Any time", desk)
    assert "Only:" not in card.text


@begins(one_bought)
@pytest.mark.steps(
    "tap audit.person", "answer audit.person", "tap audit.order", "answer audit.order"
)
async def test_a_person_and_an_order_are_asked_for(play: Play) -> None:
    """Who is not offered is named, an order is typed; a slip gets the usage and the question stays."""
    town, desk = play.town, play.desk
    number = play.order_number(play.begun(one_bought))
    await play.buy("pubg")
    card = await play.say(town.max, "/audit orders", desk)
    await play.tap(town.max, "Order: any", desk)
    said = await play.answer(town.max, "the one from before", desk)
    assert "Example: K-7F3Q-X9ND" in said.text
    card = await play.answer(town.max, number.lower(), desk)
    assert f"Only: Orders and {number}" in card.text
    assert len(done(card)) == 1
    await play.tap(town.max, "Who: everybody", desk)
    await play.tap(town.max, "Somebody else…", desk)
    card = await play.answer(town.max, "@olga", desk)
    assert f"Only: Orders, Olga Owner and {number}" in card.text
    assert done(card) == []


@begins(one_bought)
async def test_it_is_narrowed_down_by_words(play: Play) -> None:
    """Person, kind, order and period in any order; a slip gets the usage, or what is wrong with a date."""
    town, desk = play.town, play.desk
    number = play.order_number(play.begun(one_bought))
    assert len(await asked(play, f"/audit {number} today ORDERS @sam", desk)) == 1
    assert await asked(play, "/audit keys", desk) == []
    assert await asked(play, "/audit 2020-01-01..2020-01-31", desk) == []
    card = await play.say(town.max, "/audit @sam yesterday team more", desk)
    assert card.text.startswith("I do not understand “more” here: ")
    assert "Usage: /audit [@name or id]" in card.text
    for said, odd in (
        ("catalog @sam orders", "one kind of thing at a time, and you named Catalog and Orders."),
        (
            "last month today",
            "one period at a time, and you named 1 Nov 2026 – 30 Nov 2026 and Today.",
        ),
        ("@sam orders @max", "one person at a time, and you named @sam and @max."),
        (f"{number} K-2345-6789", f"one order at a time, and you named {number} and K-2345-6789."),
    ):
        assert odd in (await play.say(town.max, f"/audit {said}", desk)).text
    assert len(await asked(play, "/audit order, this month, orders", desk)) == 1
    card = await play.say(town.max, "/audit 2026-02-30", desk)
    assert card.text == "There is no 2026-02-30 in the calendar."


@begins(one_bought)
async def test_what_no_button_has_room_for_is_held(play: Play) -> None:
    """A person, an order and two days are more than 64 bytes: pages and choices keep them all the same."""
    town, desk = play.town, play.desk
    number = play.order_number(play.begun(one_bought))
    today = f"{play.clock():%Y-%m-%d}"
    card = await play.say(town.max, f"/audit {number} @sam 2020-01-01..{today}", desk)
    only = card.text.splitlines()[1]
    assert only.startswith(f"Only: Sam Support, {number} and 1 Jan 2020")
    await play.tap(town.max, "Refresh", desk)
    await play.tap(town.max, "What: everything", desk)
    await play.tap(town.max, "Orders", desk)
    assert card.text.splitlines()[1] == only.replace("Only: ", "Only: Orders, ")
    assert len(done(card)) == 1


async def test_support_is_told_why_not(play: Play) -> None:
    """Neither by the command nor by a button that they make up, on a card of the manager's or their own."""
    town, desk = play.town, play.desk
    said = await play.say(town.sam, "/audit", desk)
    assert "see who did what" in said.text
    card = await play.say(town.max, "/audit", desk)
    before = (card.text, len(desk.messages))
    for verb, values in {
        "audit.page": ("", "", "", "", ""),
        "audit.what": ("", "", "", ""),
        "audit.who": ("", "", "", ""),
        "audit.when": ("", "", "", ""),
        "audit.person": ("", "", "", ""),
        "audit.order": ("", "", "", ""),
        "audit.csv": ("", "", "", ""),
        "audit.xlsx": ("", "", "", ""),
    }.items():
        for opener in (town.sam.id, None):
            said_to_tap = await play.forge(town.sam, pack(verb, opener, *values), card)
            assert "see who did what" in said_to_tap, verb
    assert (card.text, len(desk.messages)) == before


MADE_UP = (
    ("nonsense", "", "", "", ""),
    ("", "x", "", "", ""),
    ("", "", "K-1", "", ""),
    ("", "", "", "someday", ""),
    ("", "", "", "", "z7"),
    ("", "", "", "", "b"),
    ("h", "nothing-held", ""),
    ("",),
    (),
)


async def test_made_up_buttons_are_answered_kindly(play: Play) -> None:
    """What none of our buttons says leads nowhere."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/audit", desk)
    before = card.text
    for values in MADE_UP:
        said = await play.forge(town.max, pack("audit.page", town.max.id, *values), card)
        assert said.startswith("This menu is from an earlier version."), values
        assert card.text == before


@begins(one_bought)
async def test_a_group_shows_its_own_rows_only(play: Play) -> None:
    """A manager of another group sees nothing of the desk's; an order done elsewhere is seen at home."""
    town = play.town
    number = play.order_number(play.begun(one_bought))
    await play.say(town.olga, f"/order {number}", town.managers)
    await play.tap(town.olga, "Claim link", town.managers)
    group = town.world.group("Second desk", [town.olga, town.stan])
    await play.start(town.stan)
    await play.say(town.olga, "/setup", group)
    await play.say(town.olga, f"/grant manager {town.stan.id}", group)
    await play.tap(town.olga, "Confirm", group)
    card = await play.say(town.stan, "/audit", group)
    assert number not in card.text
    assert "Olga Owner: set the group up" in done(card)
    assert (
        number
        not in (await play.say(town.olga, f"/audit {number}", town.managers)).text.partition(
            "\n\n"
        )[2]
    )
    there = await asked(play, f"/audit {number}", play.desk)
    assert there[0] == f"Olga Owner: made a claim link for {number}"
    assert "private chat with me" in (
        await play.say(town.stan, "/audit", town.stan.private)
    ).text or ("Second desk" in play.shown(town.stan.private).text)


@begins(one_bought)
async def test_an_owner_sees_all_in_private(play: Play) -> None:
    """Each row with its group; in a group the same person sees that group's and is told where the rest is."""
    town = play.town
    number = play.order_number(play.begun(one_bought))
    card = await play.say(town.olga, "/audit orders")
    assert done(card)[0].endswith(f"order {number} · Support desk")
    card = await play.say(town.olga, "/audit", town.managers)
    assert "What belongs to other chats is shown in the private chat with me." in card.text
    assert number not in card.text


@pytest.mark.steps("tap audit.what")
async def test_who_was_slowed_is_seen(play: Play) -> None:
    """Each of them once, with what they did too often; the button for it is among the kinds."""
    town = play.town
    stan = Actor(town.stan.id, town.stan.id, "Stan")
    await play.start(town.stan)
    for what in (START, REPORT):
        with suppress(TooFastError):
            for _ in range(12):
                await play.stage.app.house.services.allowances.spend(stan, what)
    card = await play.say(town.olga, "/audit")
    await play.tap(town.olga, "What: everything")
    await play.tap(town.olga, "Slowed")
    assert done(card) == [
        f"{town.stan.name}: was too fast and was slowed: reporting problems",
        f"{town.stan.name}: was too fast and was slowed: pressing Start",
    ]


@begins(one_bought)
@pytest.mark.steps("tap audit.csv", "tap audit.xlsx")
async def test_files_have_what_is_asked_for(play: Play) -> None:
    """Both have the same rows, without a key; what looks like a formula is none."""
    town, desk = play.town, play.desk
    number = play.order_number(play.begun(one_bought))
    house = play.stage.app.house
    async with house.db.write() as tx:
        evil = Actor(town.max.id, desk.id, "Max")
        await house.services.audit.write(tx, evil, "catalog.added", "=1+1", provider="hype")
    await play.say(town.max, "/audit", desk)
    await play.tap(town.max, "CSV", desk)
    sent = play.shown(desk)
    assert sent.document is not None and sent.document.name == "audit.csv"
    rows = list(csv.DictReader(io.StringIO(sent.document.content.decode("utf-8-sig"))))
    assert rows[0]["subject"] == "'=1+1"
    assert rows[1]["what"].startswith("confirmed buying one key from CodeGames")
    assert rows[1]["what"].endswith(number)
    assert (rows[1]["who"], rows[1]["chat"]) == ("Sam Support", "Support desk")
    await play.say(town.max, "/audit", desk)
    await play.tap(town.max, "XLSX", desk)
    sent = play.shown(desk)
    assert sent.document is not None and sent.document.name == "audit.xlsx"
    sheet = load_workbook(io.BytesIO(sent.document.content)).active
    assert sheet is not None
    cells = list(sheet.iter_rows(min_row=2))
    assert len(cells) == len(rows)
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}
    assert [cell.value for cell in cells[0]][8] == "=1+1"
    assert play.sold()[0] not in str([[cell.value for cell in row] for row in cells])
