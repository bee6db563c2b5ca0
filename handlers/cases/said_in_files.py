"""What a customer's file says before it may go to a group: nobody but them may see a key in it."""

import asyncio
import io

from aiogram.types import Document

from handlers.frame.incoming.pasted_keys import piece_of_key
from handlers.frame.turn import Turn
from handlers.words.encodings import decoded
from handlers.words.file_kinds import kind_of
from handlers.words.mails import is_mail, words_of_mail
from handlers.words.packed import packed_words
from handlers.words.unreadable_file import UnreadableFileError
from services.cases.errors import CaseFileError
from services.key_parts import Part
from services.long_texts import found_in_long

MOST_LOOKED_THROUGH = 1024 * 1024
"""Bytes of a file that may go to a group: it is looked through for keys before."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


async def parts_in_document(turn: Turn, document: Document, number: str) -> tuple[Part, ...]:
    """The parts of the order's keys that a file has, too few to be read as one. Raises CaseFileError.

    Its name is seen by everybody and cannot be changed, so that counts too. What nobody can look through
    stays with the customer.
    """
    if (document.file_size or 0) > MOST_LOOKED_THROUGH:
        raise CaseFileError(problem="hidden")
    content = io.BytesIO()
    await turn.bot.download(document, destination=content)
    texts = [document.file_name or ""]
    try:
        texts += await asyncio.to_thread(_texts, content.getvalue())
    except UnreadableFileError as error:
        raise CaseFileError(problem="hidden") from error
    for text in texts:
        if await found_in_long(turn.services.known_keys, text) is not None:
            raise CaseFileError(problem="key")
    if (message := turn.sent) is not None:
        said = "".join([turn.args, *(text.strip() for text in texts[1:2])])
        place = (turn.chat.id, turn.actor.user_id, message.message_id)
        if await piece_of_key(turn.frame, *place, said) is not None:
            raise CaseFileError(problem="key")
    parts = await turn.services.case_keys.parts_in_file(number, turn.actor.user_id, texts)
    if parts is None:
        raise CaseFileError(problem="key")
    return parts


def _texts(content: bytes) -> list[str]:
    """All that is written in it; nothing in a picture. Raises UnreadableFileError."""
    if content.startswith(_PICTURES):
        return []
    if kind_of(content) == "workbook":
        return [packed_words(content, MOST_LOOKED_THROUGH)]
    text = decoded(content).text
    return [text, *words_of_mail(content)] if is_mail(text) else [text]
