"""What a message says in a case: its words, in parts that a message can carry, and its photo or file."""

import asyncio
import io

from aiogram.enums import ContentType
from aiogram.types import Document

from handlers.frame.incoming.case_words import EDITS
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.encodings import decoded
from handlers.words.file_kinds import kind_of
from handlers.words.lengths import beginning, units
from handlers.words.unreadable_file import UnreadableFileError
from handlers.words.workbooks import read_workbook
from services.cases import Said, SentFile, Written
from services.cases.errors import CaseFileError
from services.cases.said import DOCUMENT, PHOTO
from services.long_texts import found_in_long

MOST_IN_PART = 3000
"""Units of words in one message of ours: room is left for who says it, and about what."""
MOST_BESIDE_FILE = 600
"""The same in a caption; longer words are a message of their own."""
MOST_LOOKED_THROUGH = 1024 * 1024
"""Bytes of a file that may go to a group: it is looked through for keys before."""
QUESTION = "case.words"
_TAKEN = {ContentType.TEXT, ContentType.PHOTO, ContentType.DOCUMENT, ContentType.ANIMATION}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


async def said_in(turn: Turn, *, to_group: bool) -> list[Said]:
    """What was said, at least one part. Raises UsageError for a sticker, a voice message and the like.

    ``to_group``: a file that may hold a key which nobody could see is refused. Raises CaseFileError.
    """
    message, written = turn.message, written_in(turn)
    if message is not None and message.content_type not in _TAKEN:
        raise UsageError(QUESTION)
    file = None
    if message is not None and message.photo:
        file = SentFile(PHOTO, message.photo[-1].file_id, mark=message.photo[-1].file_unique_id)
    elif message is not None and message.document is not None:
        file = await _document(turn, message.document, to_group=to_group)
    words = turn.args.strip()
    if not words and file is None:
        raise UsageError(QUESTION)
    if file is not None and units(words) <= MOST_BESIDE_FILE:
        return [Said(words, file, written=written)]
    parts = [Said(part, written=written) for part in _parts(words)]
    return parts if file is None else [*parts, Said("", file, written=written)]


def written_in(turn: Turn) -> Written | None:
    """The message in which the person wrote it, also one that was deleted since."""
    return None if turn.sent is None else Written(turn.chat.id, turn.sent.message_id)


def _parts(words: str) -> list[str]:
    parts = []
    while words:
        # What is bound together from its first letter on is cut in two all the same.
        part = beginning(words, MOST_IN_PART) or words[: MOST_IN_PART // 2]
        parts.append(part)
        words = words[len(part) :]
    return parts


async def _document(turn: Turn, document: Document, *, to_group: bool) -> SentFile:
    known = await turn.services.known_keys.found_in([document.file_name or ""])
    name = document.file_name or ""
    shown = known.masked(name) if known else name
    sent = SentFile(DOCUMENT, document.file_id, shown, document.file_unique_id)
    if to_group and not turn.facts.get(EDITS):
        if known is not None or (document.file_size or 0) > MOST_LOOKED_THROUGH:
            raise CaseFileError(problem="hidden")
        content = io.BytesIO()
        await turn.bot.download(document, destination=content)
        await _look_through(turn, content.getvalue())
    return sent


async def _look_through(turn: Turn, content: bytes) -> None:
    """Nobody but the customer may see a key in a file: where nothing can be seen it stays here."""
    if content.startswith(_PICTURES):
        return
    try:
        if kind_of(content) == "workbook":
            text = (await asyncio.to_thread(read_workbook, content)).text
        else:
            text = decoded(content).text
    except UnreadableFileError as error:
        raise CaseFileError(problem="hidden") from error
    if await found_in_long(turn.services.known_keys, text) is not None:
        raise CaseFileError(problem="key")
