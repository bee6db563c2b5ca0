"""Documents that people send: the one place where a file becomes text."""

import asyncio
import io
from dataclasses import dataclass

from handlers.frame.cards import Card
from handlers.frame.incoming.pacing import spend
from handlers.frame.turn import Turn
from handlers.words.encodings import decoded
from handlers.words.file_kinds import kind_of
from handlers.words.packed import BEGINS as PACKED
from handlers.words.packed import packed_words
from handlers.words.unreadable_file import UnreadableFileError
from handlers.words.workbooks import MOST_ROWS, read_workbook
from services.floods.allowances import UPLOAD
from services.long_texts import MOST as MOST_LOOKED_THROUGH
from services.long_texts import found_in_long
from services.visible import visible

MOST_BYTES = 256 * 1024
"""Of a text: thousands of rows."""
MOST_OF_WORKBOOK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a file is read: bytes of a text, bytes and rows of a workbook."""

    text: int = MOST_BYTES
    workbook: int = MOST_OF_WORKBOOK
    rows: int = MOST_ROWS


USUAL = Bounds()


async def text_of_document(
    turn: Turn, bounds: Bounds = USUAL, *, of_keys: bool = False
) -> str | None:
    """The text of the document that came with the message, if one did (Bot API: getFile).

    Text in UTF-8, UTF-16, Windows-1251 or Windows-1252; a workbook of Excel comes as CSV. What was
    taken for granted (an encoding the file does not name, one sheet of several) is said at once in a
    message of its own, above whatever is asked next. ``of_keys``: what it holds are keys, and they are read
    as they are; who asks for such deletes the message. Raises UnreadableFileError, TooFastError.
    """
    document = turn.sent.document if turn.sent else None
    if document is None:
        return None
    turn.file_read = True
    await spend(turn, UPLOAD)
    if (document.file_size or 0) > max(bounds.text, bounds.workbook):
        raise UnreadableFileError("too-big", most=bounds.text // 1024)
    return await text_of_file(turn, document.file_id, bounds, of_keys=of_keys)


async def text_of_file(
    turn: Turn, file_id: str, bounds: Bounds = USUAL, *, of_keys: bool = False
) -> str:
    """The same of a file that came before."""
    content = io.BytesIO()
    await turn.bot.download(file_id, destination=content)
    text = await _read(turn, content.getvalue(), bounds)
    if of_keys:
        return text
    if len(text) <= MOST_LOOKED_THROUGH:
        return await _keyless(turn, text, content.getvalue())
    if not turn.chat.is_private:
        raise UnreadableFileError("too-big", most=MOST_LOOKED_THROUGH // 1024)
    return text


async def _keyless(turn: Turn, text: str, content: bytes) -> str:
    """The text with keys of ours masked; the file that holds them goes out of the chat.

    In a group everything counts that stands in it: sheets that are not read, comments, links.
    """
    whole = text
    if content.startswith(PACKED) and not turn.chat.is_private:
        besides = await asyncio.to_thread(packed_words, content, MOST_LOOKED_THROUGH)
        whole = f"{text}\n{besides}"
    found = await found_in_long(turn.services.known_keys, whole)
    found = found.meant() if found is not None else None
    if found is None:
        return text
    gone = await turn.take_away()
    await turn.aside(Card(turn.t.get("key-taken-out" if gone else "key-delete-it-yourself")))
    return await asyncio.to_thread(found.masked, text)


async def _read(turn: Turn, content: bytes, bounds: Bounds) -> str:
    if len(content) > max(bounds.text, bounds.workbook):
        raise UnreadableFileError("too-big", most=bounds.text // 1024)
    if kind_of(content) == "workbook":
        if len(content) > bounds.workbook:
            raise UnreadableFileError("too-big", most=bounds.workbook // 1024)
        sheet = await asyncio.to_thread(read_workbook, content, bounds.rows)
        if sheet.others:
            await turn.aside(Card(turn.t.get("file-one-sheet", sheet=sheet.name)))
        return await asyncio.to_thread(visible, sheet.text)
    if len(content) > bounds.text:
        raise UnreadableFileError("too-big", most=bounds.text // 1024)
    found = await asyncio.to_thread(decoded, content)
    if found.assumed:
        await turn.aside(Card(turn.t.get("file-assumed", encoding=found.assumed)))
    return await asyncio.to_thread(visible, found.text)
