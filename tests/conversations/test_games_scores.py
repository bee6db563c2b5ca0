"""/scores: rows or a file, a preview of what will change, and what became of each row."""

import csv
import io

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.conversations.test_games_leaderboards import entry
from tests.conversations.test_games_withdraw import written
from tests.handlers.words.test_workbooks import workbook
from tests.one_day import one_day

ROWS = "factor,player,score,extra\n1,PZ1001,98400\n1,PZ1002,500,lvl 2\n2,NEWCOMER,7"


async def send(
    play: Play, content: bytes, caption: str, reply_to: Message | None = None
) -> Message:
    """Max sends a file to the desk; gives what the bot says to it."""
    if caption:
        play.done.add(caption.split()[0])
    elif question := await play.question(play.town.max, play.desk):
        play.done.add(f"answer {question}")
    play.town.max.sends_file("scores.csv", content, caption, play.desk, reply_to=reply_to)
    await play.stage.quiet()
    return play.shown(play.desk)


@pytest.mark.steps("/scores", "tap scores.do")
async def test_rows_are_shown_asked_about_and_written(play: Play) -> None:
    """What changes, from what to what; what does not is counted; one call writes them all."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, f"/scores puzzle\n{ROWS}", desk)
    assert card.text.splitlines() == [
        "Write 3 scores in puzzle? What is there is written over.",
        "",
        "1 · PZ1002: 97150 → 500 (lvl 2)",
        "2 · NEWCOMER: new, 7",
        "One of them changes nothing.",
    ]
    assert town.gamebase.leaderboard.writes == []
    await play.tap(town.max, "Confirm", desk)
    assert card.text.splitlines() == [
        "📑 puzzle",
        "✅ Written: 2",
        "✅ The same as before: 1",
    ]
    there = entry(play, "PZ1002")
    assert there is not None
    assert (there.score, there.extra) == (500, "lvl 2")
    assert entry(play, "NEWCOMER", "2") is not None
    assert await written(play, "scores.write") == ["intended", "done"]
    assert sum(call.endpoint == "scores_extra" for call in town.gamebase.calls) == 1


@pytest.mark.steps("/scores", "tap scores.do")
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
async def test_a_file_does_as_well(play: Play, delimiter: str) -> None:
    """With the command as its caption, as spreadsheets write it."""
    content = ROWS.replace(",", delimiter).encode("utf-8-sig")
    card = await send(play, content, "/scores puzzle")
    assert card.text.startswith("Write 3 scores in puzzle?")
    await play.tap(play.town.max, "Confirm", play.desk)
    assert "✅ Written: 2" in card.text


@pytest.mark.steps("/scores", "tap scores.do")
async def test_a_workbook_does_as_well(play: Play) -> None:
    """Its first sheet, which is said, with numbers as they were typed."""
    rows: list[list[object]] = [
        ["factor", "player", "score", "extra", None],
        [1, "PZ1001", 98400, None],
        [1, "N", 7.0],
    ]
    card = await send(play, workbook(rows, [["other"]]), "/scores puzzle")
    note, question = [m.text for m in play.desk.messages if m.sender is None][-2:]
    assert note == "The file has several sheets. I read only the first one, “Sheet 1”."
    assert question.splitlines()[2:] == ["1 · N: new, 7", "One of them changes nothing."]
    await play.tap(play.town.max, "Confirm", play.desk)
    assert "✅ Written: 1" in card.text


@pytest.mark.steps("/scores")
async def test_an_assumed_encoding_is_said(play: Play) -> None:
    """Above the question, so that wrong letters are noticed before anything is written."""
    content = "sep=;\n1;Вася;5;ур. 2;;\n".encode("cp1251")
    card = await send(play, content, "/scores puzzle")
    note = [m.text for m in play.desk.messages if m.sender is None][-2]
    assert note == (
        "The file does not say how its letters are encoded; I have read it as Windows-1251. If "
        "letters look wrong below, save it as “CSV UTF-8” and send it again."
    )
    assert "1 · Вася: new, 5 (ур. 2)" in card.text


@one_day(
    ("content", "said"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "it is in Excel’s old format (.xls). Open it, save it",
        ),
        (b"%PDF-1.7", "it is a PDF. Send the table itself, as “CSV UTF-8” or as .xlsx."),
        (
            "Привет Мир".encode("koi8-r"),
            "it is not in UTF-8, and I cannot tell which of these it is",
        ),
    ],
)
async def test_a_file_that_cannot_be_read_is_called_by_its_name(
    play: Play, content: bytes, said: str
) -> None:
    """What it is and what to do, and nothing was written."""
    card = await send(play, content, "/scores puzzle")
    assert card.text.startswith(f"I cannot read this file, so nothing was changed: {said}")
    assert play.town.gamebase.leaderboard.writes == []


@pytest.mark.steps("/scores", "tap scores.app", "answer scores.args", "tap scores.do")
async def test_a_file_answers_the_question_and_may_be_mended(play: Play) -> None:
    """By buttons; rows that are none are named, and another file may be sent."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/scores", desk)
    await play.tap(town.max, "puzzle", desk)
    question = play.shown(desk)
    bad = b"1,PZ1001,5\n1,PZ1001,6\nweekly,PZ1002,7\n1,PZ1002,many\n1,PZ1002"
    said = await send(play, bad, "", question)
    assert said.text.splitlines() == [
        "I cannot read all of it, so nothing was written.",
        "Not a score: rows 3, 4 and 5",
        "A player for the second time: row 2",
        "Each row is leaderboard,player,score[,extra]: whole number, id, number, at most 16 bytes.",
    ]
    said = await send(play, b"\xff\xfe1\x00,", "", question)
    assert said.text == (
        "I cannot read this file, so nothing was changed: it is damaged, or cut off (UTF-16). Save "
        "it anew as “CSV UTF-8” or as .xlsx and send it again."
    )
    said = await send(play, b"factor,player,score\n", "", question)
    assert "There is no row in it." in said.text
    card = await send(play, b"1,PZ1001,5\n", "", question)
    assert card.text.startswith("Write one score in puzzle")
    await play.tap(town.max, "Confirm", desk)
    assert card.text.splitlines() == ["📑 puzzle", "✅ Written: 1"]


@pytest.mark.steps("/scores", "tap scores.app")
async def test_a_file_without_an_app_waits_for_it(play: Play) -> None:
    """What was sent is held until the app is chosen."""
    card = await send(play, ROWS.encode(), "/scores")
    assert card.text == "In which app?"
    await play.tap(play.town.max, "puzzle", play.desk)
    assert card.text.startswith("Write 3 scores in puzzle?")


async def test_rows_that_fail_are_named_with_their_reason(play: Play) -> None:
    """The others are written; each code inside the answer counts."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/scores puzzle 1,PZ1001,5\n77,PZ1002,6\n77,PZ1003,7", desk)
    assert "77 · PZ1002: new, 6" in card.text
    await play.tap(town.max, "Confirm", desk)
    assert card.text.splitlines() == [
        "📑 puzzle",
        "✅ Written: 1",
        "❌ Not written: 2",
        "",
        "77 · PZ1002: There is no such leaderboard. Code 462851",
        "77 · PZ1003: There is no such leaderboard. Code 462851",
    ]
    there = entry(play, "PZ1001")
    assert there is not None
    assert there.score == 5


async def test_very_many_failures_come_as_a_file_too(play: Play) -> None:
    """The card shows the first; the file has every row."""
    town, desk = play.town, play.desk
    rows = "1,PZ1001,5\n" + "\n".join(f"77,P{number},{number}" for number in range(40))
    card = await play.say(town.max, f"/scores puzzle {rows}", desk)
    assert "… and 26 more" in card.text
    await play.tap(town.max, "Confirm", desk)
    assert "❌ Not written: 40" in card.text
    assert "… and 25 more" in card.text
    file = play.shown(desk)
    assert file.document is not None
    found = list(csv.DictReader(io.StringIO(file.document.content.decode("utf-8-sig"))))
    assert [row["player"] for row in found[1:]] == [f"P{number}" for number in range(40)]
    assert [(row["end"], row["reason"], row["code"]) for row in found] == [
        ("done", "", ""),
        *[("refused", "no-factor", "462851")] * 40,
    ]


@one_day(
    ("faults", "end", "why"),
    [
        ([Fault.refusal(462857)], "❌ Not written: 3", "That is too much at once. Code 462857"),
        (
            [Fault.lost_after(), Fault.html(acted=False)],
            "❓ Answer lost, perhaps written: 3",
            "There was no clear answer; writing it once more is safe.",
        ),
        ([], "❌ Not written: 3", "There is no such leaderboard. Code 462851"),
    ],
)
@pytest.mark.steps("tap scores.do")
async def test_what_holds_for_all_rows_is_said_once(
    play: Play, faults: list[Fault], end: str, why: str
) -> None:
    """A batch that is refused whole is one sentence with the number of its rows."""
    town, desk = play.town, play.desk
    for fault in faults:
        town.gamebase.faults.add("scores", fault)
    board = 1 if faults else 77
    rows = "\n".join(f"{board},PZ100{number},6" for number in (1, 2, 3))
    card = await play.say(town.max, f"/scores puzzle {rows}", desk)
    await play.tap(town.max, "Confirm", desk)
    assert card.text.splitlines() == ["📑 puzzle", end, "", f"All 3 rows: {why}"]


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ([Fault.lost_after()], "✅ The same as before: 2"),
        ([Fault.lost_before()], "✅ Written: 2"),
        ([Fault.lost_after(), Fault.html(acted=False)], "❓ Answer lost, perhaps written: 2"),
        ([Fault.refusal(-4010004)], "❌ Not written: 2"),
    ],
)
@pytest.mark.steps("tap scores.do")
async def test_a_lost_answer_is_settled_by_writing_the_same_again(
    play: Play, faults: list[Fault], said: str
) -> None:
    """Once; what stays unknown is said of each row."""
    town, desk = play.town, play.desk
    for fault in faults:
        town.gamebase.faults.add("scores", fault)
    card = await play.say(town.max, "/scores puzzle 1,PZ1001,5\n1,PZ1002,6", desk)
    await play.tap(town.max, "Confirm", desk)
    assert said in card.text


async def test_too_many_rows_and_too_long_a_file_are_refused(play: Play) -> None:
    """Before anything is asked of the provider."""
    rows = "\n".join(f"1,P{number},{number}" for number in range(301))
    card = await send(play, rows.encode(), "/scores puzzle")
    assert "At most 300 scores at once." in card.text
    card = await send(play, b"1,P,1\n" * 50_000, "/scores puzzle")
    assert "it is larger than 256 KiB. Please send it in parts." in card.text
    assert play.asked_of_gamebase() == []


@pytest.mark.parametrize("heading", ["leaderboard,player,score", "Factor;Player;Score;Extra"])
async def test_the_heading_that_the_form_names_is_no_bad_row(play: Play, heading: str) -> None:
    """What tells the form of a row can be copied above the rows."""
    comma = ";" if ";" in heading else ","
    row = comma.join(["1", "PZ1002", "500"])
    card = await send(play, f"{heading}\n{row}\n".encode(), "/scores puzzle")
    assert card.text.startswith("Write one score in puzzle")
    bad = await send(play, f"{row}\n{heading}\n".encode(), "/scores puzzle")
    assert "Not a score: row 2" in bad.text
    bad = await send(play, b"nothing\n" * 12, "/scores puzzle")
    assert "Not a score: rows 1, 2, 3, 4, 5, 6, 7, 8 and 4 more" in bad.text
