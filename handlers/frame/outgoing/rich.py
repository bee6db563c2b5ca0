"""Cards with a layout as Telegram's rich messages (Bot API 10.3: sendRichMessage), within its limits.

Telegram bounds a message's characters, its blocks (rows of tables and what is folded in count too) and the
columns of a table (Bot API: Rich Message Limits). What is over is left out from the end, and counted; no page
of ours should ever come near.
"""

from dataclasses import dataclass, replace

import structlog
from aiogram.types import (
    BufferedInputFile,
    InputMediaPhoto,
    InputRichBlockDetails,
    InputRichBlockFooter,
    InputRichBlockParagraph,
    InputRichBlockPhoto,
    InputRichBlockSectionHeading,
    InputRichBlockTable,
    InputRichBlockUnion,
    InputRichMessage,
    RichBlockCaption,
    RichBlockTableCell,
)

from handlers.frame.blocks import Block, Blocks, Details, Heading, Paragraph, Picture, Table
from handlers.frame.outgoing.fitting import file_name
from handlers.words.lengths import cut, units, whole
from handlers.words.markup import Html, escape, is_blank, plain
from handlers.words.rich_text import rich_text
from handlers.words.texts import Texts

MOST_CHARACTERS = 32_768
MOST_BLOCKS = 500
MOST_COLUMNS = 20
MOST_PICTURES = 50
_FOR_NOTE = 300
"""Characters kept free for what says how much is missing."""
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Room:
    """What is left of the limits, and how many blocks found no room."""

    characters: int = MOST_CHARACTERS - _FOR_NOTE
    blocks: int = MOST_BLOCKS - 1
    pictures: int = MOST_PICTURES
    missing: int = 0

    def take(self, *texts: str, blocks: int = 1) -> bool:
        """Take room for a piece; False, and nothing is taken, where there is none."""
        length = sum(units(plain(escape(text))) for text in texts)
        if length > self.characters or blocks > self.blocks:
            self.missing += 1
            return False
        self.characters -= length
        self.blocks -= blocks
        return True


def rich_message(t: Texts, blocks: Blocks) -> InputRichMessage:
    """The message that is sent."""
    room = _Room()
    fitted = _fitted(_by_lines(blocks), room)
    if room.missing:
        log.error("a rich card was cut", blocks=room.missing)
        fitted.append(Paragraph(t.get("card-lines-cut", count=room.missing)))
    return InputRichMessage(blocks=[_made(block) for block in fitted])


def _by_lines(blocks: Blocks) -> list[Block]:
    """A paragraph for each line: what a line break inside of one comes to is written nowhere."""
    made: list[Block] = []
    for block in blocks:
        match block:
            case Paragraph(text):
                made += [
                    replace(block, text=_like(text, line)) for line in text.split("\n") if line
                ]
            case Details(_, inner):
                made.append(replace(block, blocks=_by_lines(inner)))
            case _:
                made.append(block)
    return made


def _like(text: str, line: str) -> str:
    """A line of a text is safe where the text is."""
    return Html(line) if isinstance(text, Html) else line


def _fitted(blocks: Blocks, room: _Room) -> list[Block]:
    return [each for block in blocks if (each := _one(block, room)) is not None]


def _one(block: Block, room: _Room) -> Block | None:
    match block:
        case Heading(text) | Paragraph(text):
            fitting = _safe(text, room.characters)
            if is_blank(fitting) or not room.take(fitting):
                return None
            room.missing += fitting != _safe(text)
            return replace(block, text=fitting)
        case Table():
            return _table(block, room)
        case Details(summary, inner):
            if not room.take(summary):
                return None
            kept = _fitted(inner, room)
            return replace(block, summary=_safe(summary), blocks=kept) if kept else None
        case Picture(about=about):
            if not room.pictures or not room.take(about):
                return None
            room.pictures -= 1
            return block


def _table(table: Table, room: _Room) -> Table | None:
    """As many rows as there is room for."""
    head = [_safe(cell) for cell in table.head[:MOST_COLUMNS]]
    if not room.take(table.caption, *head, blocks=2):
        return None
    rows: list[list[Html]] = []
    for row in table.rows:
        cells = [_safe(cell) for cell in row[:MOST_COLUMNS]]
        if not room.take(*cells):
            room.missing += len(table.rows) - len(rows) - 1
            break
        rows.append(cells)
    return replace(table, head=head, rows=rows)


def _safe(text: str, most: int = MOST_CHARACTERS) -> Html:
    """The text without halves of characters; its bare words, cut, where it alone is more than all may be."""
    kept = Html(whole(escape(text)))
    words = plain(kept)
    return kept if units(words) <= most else escape(cut(words, max(1, most)))


def _made(block: Block) -> InputRichBlockUnion:
    match block:
        case Heading(text, size):
            return InputRichBlockSectionHeading(text=rich_text(text), size=size)
        case Paragraph(text, small):
            kind = InputRichBlockFooter if small else InputRichBlockParagraph
            return kind(text=rich_text(text))
        case Table():
            cells = [_row(table_row, block, is_head) for is_head, table_row in _rows(block)]
            caption = rich_text(block.caption) if block.caption else None
            return InputRichBlockTable(cells=cells, is_striped=True, caption=caption)
        case Details(summary, inner):
            made = [_made(each) for each in inner]
            return InputRichBlockDetails(summary=rich_text(summary), blocks=made)
        case Picture(content, about, name):
            photo = InputMediaPhoto(media=BufferedInputFile(content, file_name(name)))
            caption = RichBlockCaption(text=rich_text(about)) if about else None
            return InputRichBlockPhoto(photo=photo, caption=caption)


def _rows(table: Table) -> list[tuple[bool, list[str]]]:
    return [(True, list(table.head)), *((False, list(row)) for row in table.rows)]


def _row(cells: list[str], table: Table, is_head: bool) -> list[RichBlockTableCell]:
    return [
        RichBlockTableCell(
            align="right" if column in table.right else "left",
            valign="middle",
            text=rich_text(cell),
            is_header=is_head or None,
        )
        for column, cell in enumerate(cells)
    ]
