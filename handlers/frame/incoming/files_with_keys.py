"""Files in groups that no step reads, looked through for keys: texts, workbooks, PDF, RTF, what is packed.

A file with a key is deleted like a message with one. Of one that is too large, is locked or broken, takes too
long, or comes too fast, it is said that nobody looked through it; what is no text, as a picture, is let be.
"""

import asyncio
import io
from typing import TYPE_CHECKING

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Document, Message, User

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.incoming.opening import name_of
from handlers.frame.incoming.pasted_keys import Pasted, taken_out
from handlers.frame.outgoing import sending
from handlers.words.encodings import decoded
from handlers.words.file_kinds import is_locked, text_name
from handlers.words.packed import BEGINS, packed_words
from handlers.words.rich_files import BEGINS as RTF
from handlers.words.rich_files import rtf_words
from handlers.words.unreadable_file import UnreadableFileError
from services.actor import Actor
from services.floods.allowances import UPLOAD
from services.floods.errors import TooFastError
from services.long_texts import MOST, found_in_long
from services.pdfs import BEGINS as PDF
from services.pdfs import NotReadError
from storage.errors import TroubleError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

log = structlog.get_logger(__name__)

MOST_BYTES = 4 * MOST
"""Of a file: one of as many letters as are looked through may have four bytes for each."""
FREE = 64 * 1024
"""Bytes of a text that costs so little that nobody has to pay for it."""
_PACKED = (".xlsx", ".xlsm", ".ods", ".docx", ".odt", ".zip")
_PACKED_KINDS = ("spreadsheet", "ms-excel", "wordprocessing", "opendocument", "zip")
_AS_THEY_STAND = (".xls", ".doc", ".rtf", ".pdf")
_KINDS_AS_THEY_STAND = ("pdf", "msword", "rtf")
"""Their letters are found between what else is in them."""
_SAID = {"too-big": "too-big", "protected": "locked", "broken": "broken", "slow": "slow"}
"""Why a file was not looked through, by the problem, where that is said."""


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise UnreadableFileError("too-big", most=MOST // 1024)


class _Bounded(io.BytesIO):
    """Takes no more than may be read, whatever was said of the size."""

    def write(self, part: "ReadableBuffer", /) -> int:
        """Raises UnreadableFileError."""
        _check_size(self.tell() + memoryview(part).nbytes)
        return super().write(part)


async def take_out_file(
    frame: Frame, bot: Bot, message: Message, person: User | None
) -> Pasted | None:
    """Look for keys in a file to a group, and delete it if there are any.

    None: there is none, or it is not looked through, which is said.
    """
    document = message.document
    if document is None or message.chat.type == "private" or not _has_words(document):
        return None
    try:
        _check_size(document.file_size or 0)
        if not _is_text(document) or (document.file_size or MOST_BYTES) > FREE:
            who = message.chat.id if person is None else person.id
            name = "" if person is None else name_of(person)
            await frame.services.allowances.spend(Actor(who, message.chat.id, name), UPLOAD)
        content = _Bounded()
        await bot.download(document, destination=content)
        text, whole = await _words(frame, content.getvalue())
        found = await found_in_long(frame.services.known_keys, text)
    except (TelegramAPIError, UnreadableFileError, TroubleError, TooFastError) as error:
        log.info("file not looked through for keys", chat=message.chat.id, problem=str(error))
        await _say_unread(frame, bot, message, error)
        return None
    if found is None and not whole:
        await _say_unread(frame, bot, message, UnreadableFileError("broken", "pdf"))
    found = found.meant() if found is not None else None
    return None if found is None else await taken_out(bot, message, person, found)


def _has_words(document: Document) -> bool:
    name, kind = (document.file_name or "").lower(), document.mime_type or ""
    kinds = _PACKED_KINDS + _KINDS_AS_THEY_STAND
    known = name.endswith(_PACKED + _AS_THEY_STAND) or any(each in kind for each in kinds)
    return known or _is_text(document)


def _is_text(document: Document) -> bool:
    name, kind = (document.file_name or "").lower(), document.mime_type or ""
    return kind.startswith("text/") or text_name(name) or not name


async def _words(frame: Frame, content: bytes) -> tuple[str, bool]:
    """What is written in it, and whether that is all of it. Raises UnreadableFileError."""
    if not content.startswith(PDF):
        return await asyncio.to_thread(_written, content), True
    try:
        pdf = await frame.services.pdfs.read(content, MOST)
    except NotReadError as error:
        raise UnreadableFileError(error.problem, "pdf", most=MOST // 1024) from error
    return pdf.text, pdf.whole


def _written(content: bytes) -> str:
    """Raises UnreadableFileError."""
    if content.startswith(BEGINS):
        return packed_words(content, MOST)
    if is_locked(content):
        raise UnreadableFileError("protected")
    try:
        text = rtf_words(content) if content.startswith(RTF) else decoded(content).text
    except UnreadableFileError:  # keys are letters of ASCII, in whatever the others are written
        text = content.replace(b"\0", b"").decode("latin-1")
    if len(text) > MOST:
        raise UnreadableFileError("too-big", most=MOST // 1024)
    return text


async def _say_unread(frame: Frame, bot: Bot, message: Message, error: Exception) -> None:
    """That nobody has looked through it, where the desk serves the group."""
    if isinstance(error, UnreadableFileError):
        reason = _SAID.get(error.problem)
    else:
        reason = "too-fast" if isinstance(error, TooFastError) else None
    chat = message.chat.id
    if reason is None or not frame.services.access.chat_is_set_up(chat):
        return
    people = frame.services.people
    t = frame.library.texts(people.language(chat), people.timezone(chat))
    card = Card(t.get("key-file-unread", why=reason, most=MOST // 1024))
    thread = message.message_thread_id if message.is_topic_message else None
    try:
        await sending.send(bot, chat, card, t, reply_to=message.message_id, thread=thread)
    except TelegramAPIError as problem:
        log.warning("not told of a file", chat=chat, problem=problem.message)
