"""/bans, /unbans: periods, pages, one player, times in the chat's zone, and the file."""

import csv
import io
from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.one_day import one_day


def rows_of(message: Message) -> list[dict[str, str]]:
    """The rows of the file that a message brings."""
    assert message.document is not None
    text = message.document.content.decode("utf-8-sig")
    csv.field_size_limit(1 << 21)
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.steps("/bans", "tap bans.page")
async def test_the_last_seven_days_come_in_pages(play: Play) -> None:
    """Twenty-four bans on four pages; Next, Previous and Refresh turn them in their own message."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/bans puzzle", desk)
    assert card.text.startswith("🔴 Bans · puzzle · ")
    assert "24, page 1 of 4." in card.text
    assert card.text.count("· Bot farm") == 6
    assert card.labels() == [
        "Next",
        "Today",
        "Yesterday",
        "Month",
        "One player",
        "Unbans",
        "CSV",
        "Refresh",
    ]
    await play.tap(town.sam, "Next", desk)
    assert "24, page 2 of 4." in card.text
    assert card.labels()[:2] == ["Previous", "Next"]
    await play.tap(town.sam, "Previous", desk)
    assert "24, page 1 of 4." in card.text
    puzzle = town.apps["puzzle"].app_id
    town.gamebase.bans.ban(puzzle, "PZ1002", reason="Second account")
    await play.tap(town.sam, "Refresh", desk)
    assert "25, page 1 of 5." in card.text
    assert "PZ1002 · Second account" in card.text


@pytest.mark.steps("/bans", "tap bans.app", "tap bans.page")
async def test_app_and_periods_are_buttons(play: Play) -> None:
    """The command alone asks for the app; a ban in full has its times, who did it, and its flags."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/bans", desk)
    assert card.labels() == ["puzzle", "racing"]
    await play.tap(town.sam, "racing", desk)
    assert card.text.startswith("🔴 Bans · racing · ")
    assert "RC2001 · Payment dispute" in card.text
    assert "🟢 Taken back" in card.text
    assert "“Appeal”" in card.text
    await play.tap(town.sam, "Today", desk)
    assert "None." in card.text
    assert "CSV" not in card.labels()
    await play.tap(town.sam, "Month", desk)
    assert "RC2003 · Teleport hack" in card.text
    assert "for good" in card.text
    assert "By operator (CONSOLE)" in card.text
    assert "The scores were deleted with it." in card.text


@pytest.mark.steps("/unbans", "tap unbans.app", "tap bans.page")
async def test_releases_are_found_by_their_own_moment(play: Play) -> None:
    """A ban of long ago that was taken back this week is among this week's releases."""
    town, desk = play.town, play.desk
    await play.say(town.sam, "/unbans", desk)
    await play.tap(town.sam, "racing", desk)
    card = play.shown(desk)
    assert card.text.startswith("🟢 Unbans · racing · ")
    assert "RC2001 · Payment dispute" in card.text
    await play.tap(town.sam, "Bans", desk)
    assert card.text.startswith("🔴 Bans · racing · ")
    await play.tap(town.sam, "Unbans", desk)
    assert card.text.startswith("🟢 Unbans · racing · ")


@pytest.mark.steps("/bans", "tap bans.player", "answer bans.player", "tap bans.page")
async def test_one_player_of_them(play: Play) -> None:
    """By a word behind the period, or by the button; a wrong id may be mended."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/bans puzzle month PZ1003", desk)
    assert "Only PZ1003" in card.text
    assert "One, page 1 of 1." in card.text
    assert "PZ1003 · Speed hack" in card.text
    await play.tap(town.sam, "All players", desk)
    assert "25, page 1 of 5." in card.text
    await play.tap(town.sam, "One player", desk)
    question = play.shown(desk)
    assert "Which player of puzzle?" in question.text
    wrong = await play.say(town.sam, "two words/", desk, question)
    assert wrong.text.startswith("Usage: the player’s id, in one word")
    card = await play.say(town.sam, "PZ3001", desk, question)
    assert "Only PZ3001" in card.text
    assert "PZ3001 · Bot farm" in card.text


@pytest.mark.steps("/bans", "tap bans.csv")
async def test_the_file_has_all_of_the_period_in_the_zone_of_the_chat(play: Play) -> None:
    """Every page of it, each ban once, moments with the offset of the zone; no cell is a formula."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/setup Asia/Almaty", desk)
    puzzle = town.apps["puzzle"].app_id
    town.gamebase.bans.ban(puzzle, "PZ1002", reason='=HYPERLINK("x")')
    await play.say(town.sam, "/bans puzzle week", desk)
    await play.tap(town.sam, "CSV", desk)
    sent = play.shown(desk)
    assert sent.text == "25 rows. Times are those of Asia/Almaty."
    assert sent.document is not None
    assert sent.document.name.startswith("bans-puzzle-")
    rows = rows_of(sent)
    assert len(rows) == len({row["number"] for row in rows}) == 25
    assert all(row["begins"].endswith("+05:00") for row in rows)
    assert rows[0]["player"] == "PZ1002"
    assert rows[0]["reason"] == '\'=HYPERLINK("x")'
    assert {row["type"] for row in rows} == {"PERMANENT"}


@pytest.mark.steps("/bans", "tap bans.csv")
async def test_a_file_that_is_too_long_for_a_group_comes_in_private(play: Play) -> None:
    """Nobody could look it through for keys; asked for again in private it is there."""
    town, desk = play.town, play.desk
    puzzle = town.apps["puzzle"].app_id
    town.gamebase.bans.ban(puzzle, "PZ1002", reason="x" * (1 << 20))
    await play.say(town.olga, "/bans puzzle today", desk)
    await play.tap(town.olga, "CSV", desk)
    assert "a file of more than 1 MiB, which I send in a private chat only" in play.shown(desk).text
    assert play.shown(desk).document is None
    await play.say(town.olga, "/bans puzzle today", town.olga.private)
    await play.tap(town.olga, "CSV", town.olga.private)
    assert rows_of(play.shown(town.olga.private))[0]["player"] == "PZ1002"


@pytest.mark.steps("/bans", "tap bans.csv", "tap bans.page")
async def test_days_of_ones_own_and_a_long_id(play: Play) -> None:
    """From one day to another, both included; what a button has no room for is held for it."""
    town, desk = play.town, play.desk
    puzzle, now = town.apps["puzzle"].app_id, play.clock()
    name = "P" * 60
    town.gamebase.bans.ban(puzzle, name, reason="Long", begin=now - timedelta(days=100))
    days = f"{now - timedelta(days=101):%Y-%m-%d}..{now - timedelta(days=99):%Y-%m-%d}"
    card = await play.say(town.sam, f"/bans puzzle {days} {name}", desk)
    assert f"{name} · Long" in card.text
    await play.tap(town.sam, "CSV", desk)
    assert [row["player"] for row in rows_of(play.shown(desk))] == [name]
    await play.tap(town.sam, "Month", desk, card)
    assert "None." in card.text
    await play.restart()
    await play.tap(town.sam, "Week", desk, card)
    assert "None." in card.text
    await play.later(timedelta(hours=1))
    await play.tap(town.sam, "Refresh", desk, card)
    assert play.shown(desk).text.startswith("This menu is from an earlier version.")
    card = await play.say(town.sam, f"/bans puzzle {now - timedelta(days=100):%Y-%m-%d}", desk)
    assert "One, page 1 of 1." in card.text


@one_day("typed", ["week month", "PZ1 PZ2", "week a/b", "a b c"])
async def test_what_is_no_period_and_no_player_gets_the_usage(play: Play, typed: str) -> None:
    """Never more than one of each."""
    card = await play.say(play.town.sam, f"/unbans puzzle {typed}", play.desk)
    assert card.text.startswith("Usage: /unbans [app] [today | week")


@one_day(
    ("typed", "told"),
    [
        ("30.02.2026", "There is no 2026-02-30 in the calendar."),
        ("20260101..20261301", "There is no 2026-13-01 in the calendar."),
        ("PZ1 2026-02-02..2026-01-01", "The first day comes after the last, 2026-01-01."),
        ("1009-01-01", "1009-01-01 is too far away to be meant."),
    ],
)
async def test_days_that_make_no_period_are_told_why(play: Play, typed: str, told: str) -> None:
    """No usage that says nothing of what is wrong."""
    card = await play.say(play.town.sam, f"/unbans puzzle {typed}", play.desk)
    assert card.text.startswith(told)


@pytest.mark.steps("/bans")
async def test_dates_come_in_each_form_of_the_document(play: Play) -> None:
    """Numbers, numbers as text, and ISO 8601; absent fields are left out."""
    town, desk = play.town, play.desk
    shown = set()
    for form in ("millis", "text", "iso"):
        town.gamebase.quirks.ban_dates = form
        town.gamebase.quirks.no_release = "absent"
        card = await play.say(town.sam, "/bans puzzle month PZ1003", desk)
        shown.add(card.text.partition("Read ")[0])
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault.refusal(-5000001), "Gamebase is not available at the moment."),
        (Fault.html(), "Gamebase answers, but not in a way I can read."),
        (Fault.refusal(-4000002), "Gamebase found a fault in what was sent."),
    ],
)
async def test_a_provider_in_trouble_is_named(play: Play, fault: Fault, said: str) -> None:
    """On the card's own command, and on its buttons."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/bans puzzle", desk)
    town.gamebase.faults.add("bans", fault, times=None)
    await play.tap(town.sam, "Next", desk, card)
    assert play.shown(desk).text.startswith(said)
    assert "24, page 1 of 4." in card.text


@one_day(
    "slip",
    ["2026-02-31", "2026-11-29..2026-11-01", "1/2/26", "0001-01-01..9999-12-31"],
)
async def test_a_slip_in_a_period_is_no_player_who_was_never_banned(play: Play, slip: str) -> None:
    """Days that cannot be get what is wrong, or the usage; not "None" for a player of that name."""
    said = await play.say(play.town.sam, f"/bans puzzle {slip}", play.desk)
    assert said.text.startswith(
        ("Usage: /bans", "There is no", "The first day", "0001-01-01 is too")
    )
