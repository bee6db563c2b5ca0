"""A key that is on its way to a group is stopped at the last place that every call passes."""

import io
from pathlib import Path
from random import Random

import openpyxl
import pytest
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    FSInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputRichBlockDetails,
    InputRichBlockTable,
    InputRichMessage,
    RichBlockTableCell,
    RichTextBold,
)

from bot.telegram.outgoing_files import CannotLookThroughError
from services.backups.sealing import MAGIC
from services.long_texts import MOST
from tests.conversations.play import Play
from tests.conversations.scenes import begins
from tests.conversations.test_pasted_keys import KEY, with_key

DEFECT = "a key was about to be said"


def workbook(rows: list[list[str]]) -> bytes:
    """These rows as Excel has them."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


@begins(with_key)
async def test_no_call_brings_a_key_to_a_group(play: Play, log: io.StringIO) -> None:
    """In words, in layout, in an address, on a button, in a file and its name: each is masked and told."""
    desk, bot = play.desk, play.stage.app.bot
    bare = KEY.replace("-", "").lower()
    texts = {
        f"Key <b>{KEY[:5]}</b>-<i>{KEY[6:]}</i> &amp; more": "Key •••••M4N & more",
        f"in <a href='https://a.example/'>words</a> {bare}": "in words •••••M4N",
        f'see <a href="https://a.example/?k={KEY}">here</a>': "see here",
        f"<pre>{' '.join(KEY)}</pre>": "•••••M4N",
        KEY.replace("-", "&amp;#45;"): "•••••M4N",
    }
    for said, shown in texts.items():
        await bot.send_message(desk.id, said)
        assert play.shown(desk).text == shown
    buttons = [
        InlineKeyboardButton(text=f"Take {KEY}", callback_data="x"),
        InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text=KEY)),
        InlineKeyboardButton(text="Open", url=f"https://a.example/?k={KEY}"),
        InlineKeyboardButton(text="Go", callback_data=f"go:{bare}"),
        InlineKeyboardButton(text="Good", url="https://a.example/"),
    ]
    rows = InlineKeyboardMarkup(inline_keyboard=[[each] for each in buttons])
    sent = await bot.send_message(desk.id, "choose", reply_markup=rows)
    assert play.shown(desk).labels() == ["Take •••••M4N", "Good"]
    await bot.edit_message_text(f"now {KEY}", chat_id=desk.id, message_id=sent.message_id)
    assert play.shown(desk).text == "now •••••M4N"
    cell = RichBlockTableCell(align="left", valign="top", text=[RichTextBold(text=KEY), " of K-1"])
    fold = InputRichBlockDetails(summary=bare, blocks=[InputRichBlockTable(cells=[[cell]])])
    await bot.send_rich_message(desk.id, InputRichMessage(blocks=[fold]))
    assert play.shown(desk).text == "•••••M4N\n•••••M4N of K-1"
    file = BufferedInputFile(f"a;{KEY}\nb;2".encode(), f"{KEY}.csv")
    await bot.send_document(desk.id, file, caption=f"of {bare}")
    document = play.shown(desk)
    assert document.text == "of •••••M4N"
    assert document.document is not None
    assert document.document.name == "•••••M4N.csv"
    assert document.document.content.decode() == "a;•••••M4N\nb;2"
    assert desk not in play.showing(KEY)
    told = [line for line in log.getvalue().splitlines() if DEFECT in line]
    assert len(told) == 9
    assert not any(KEY in line or bare in line for line in told)


@begins(with_key)
async def test_a_long_file_is_looked_through_to_its_end(play: Play, log: io.StringIO) -> None:
    """However many things in it look like keys, and wherever the parts meet in which it is read."""
    desk, bot = play.desk, play.stage.app.bot
    random = Random(4)  # noqa: S311 - no secret
    decoy = "".join(random.choices("ABCDEFGH2345", k=15))
    for before in (4090, 40_955):
        text = (f"{decoy[:5]}-{decoy[5:10]}-{decoy[10:]};\n" * 3_000)[:before]
        file = BufferedInputFile(f"{text}\n{KEY}\n{text[:99]}".encode(), "long.csv")
        await bot.send_document(desk.id, file)
        document = play.shown(desk).document
        assert document is not None
        assert document.content.decode() == f"{text}\n•••••M4N\n{text[:99]}"
    play.town.codegames.next_keys(
        "ZZ9YX-8WVTS-RQP7N-2"
    )  # of another length, so twice as much looks like keys
    await play.buy()
    full = "".join(random.choice("abcdefgh") + random.choice("23456789") for _ in range(900))
    file = BufferedInputFile(f"{full} key{KEY}".encode(), "full.csv")
    await bot.send_document(desk.id, file)
    document = play.shown(desk).document
    assert document is not None
    assert document.content.decode() == f"{full} key•••••M4N"
    assert log.getvalue().count(DEFECT) == 3


@begins(with_key)
async def test_a_file_that_cannot_be_looked_through_goes_to_no_group(
    play: Play, tmp_path: Path
) -> None:
    """One that is too long, of no known kind, on the disk, or packed with a key in it; others do."""
    town, desk, bot = play.town, play.desk, play.stage.app.bot
    before = len(desk.all_messages)
    (tmp_path / "desk.db").write_bytes(b"SQLite format 3")
    (tmp_path / "desk.keydesk").write_bytes(MAGIC + b"sealed")
    refused = [
        BufferedInputFile(b"a" * (MOST + 1), "a.csv"),
        BufferedInputFile("é".encode("latin-1"), "a.csv"),
        BufferedInputFile(b"PK\x03\x04 and no more", "a.xlsx"),
        BufferedInputFile(workbook([["key", KEY]]), "a.xlsx"),
        FSInputFile(tmp_path / "desk.db"),
    ]
    for file in refused:
        with pytest.raises(CannotLookThroughError) as told:
            await bot.send_document(desk.id, file)
        assert KEY not in str(told.value)
    assert len(desk.all_messages) == before
    let_through = [
        BufferedInputFile(workbook([["key", "none"]]), "a.xlsx"),
        BufferedInputFile(b"\x89PNG picture", "a.png"),
        FSInputFile(tmp_path / "desk.keydesk"),
    ]
    for file in let_through:
        await bot.send_document(desk.id, file)
    assert len(desk.all_messages) == before + len(let_through)
    await bot.send_document(town.sam.private.id, refused[0])


@begins(with_key)
async def test_in_private_a_key_is_handed_over(play: Play, log: io.StringIO) -> None:
    """Whose it is gets it whole, and nobody calls that a defect."""
    town = play.town
    card = play.begun(with_key)
    await play.tap(town.sam, "Show to me", play.desk, card)
    assert town.sam.private in play.showing(KEY)
    assert DEFECT not in log.getvalue()
