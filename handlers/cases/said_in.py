"""What a message says in a case: its words, in parts that a message can carry, and its photo or file."""

from aiogram.enums import ContentType
from aiogram.types import Document

from handlers.cases.said_in_files import parts_in_document
from handlers.frame.incoming.case_words import EDITS
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.lengths import beginning, units
from services.cases import Said, SentFile, Written
from services.cases.said import DOCUMENT, PHOTO
from services.key_parts import Part

MOST_IN_PART = 3000
"""Units of words in one message of ours: room is left for who says it, and about what."""
MOST_BESIDE_FILE = 600
"""The same in a caption; longer words are a message of their own."""
QUESTION = "case.words"
_TAKEN = {ContentType.TEXT, ContentType.PHOTO, ContentType.DOCUMENT, ContentType.ANIMATION}


async def said_in(turn: Turn, *, number: str = "") -> list[Said]:
    """What was said, at least one part. Raises UsageError for a sticker, a voice message and the like.

    ``number``: of the order of which a customer speaks to a group: a file that may hold a key, or more of one
    of the order's than may be read there, is refused. Raises CaseFileError.
    """
    message, written = turn.message, written_in(turn)
    if message is not None and message.content_type not in _TAKEN:
        raise UsageError(QUESTION)
    file, parts = None, tuple[Part, ...]()
    if message is not None and message.photo:
        file = SentFile(PHOTO, message.photo[-1].file_id, mark=message.photo[-1].file_unique_id)
    elif message is not None and message.document is not None:
        file = await _document(turn, message.document)
        if number and not turn.facts.get(EDITS):
            parts = await parts_in_document(turn, message.document, number)
    words = turn.args.strip()
    if not words and file is None:
        raise UsageError(QUESTION)
    if file is not None and units(words) <= MOST_BESIDE_FILE:
        return [Said(words, file, written=written, parts=parts)]
    said = [Said(part, written=written) for part in _parts(words)]
    return said if file is None else [*said, Said("", file, written=written, parts=parts)]


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


async def _document(turn: Turn, document: Document) -> SentFile:
    name = document.file_name or ""
    known = await turn.services.known_keys.found_in([name])
    shown = known.masked(name) if known else name
    return SentFile(DOCUMENT, document.file_id, shown, document.file_unique_id)
