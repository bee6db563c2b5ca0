"""Mails as files (.eml): what stands in one is often written in quoted-printable or base64."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from handlers.words.unreadable_file import UnreadableFileError

_HEAD = 4000
_ENCODED = re.compile(
    r"^(?:mime-version|content-type|content-transfer-encoding):", re.IGNORECASE | re.MULTILINE
)
_MOST_PARTS = 100


def is_mail(text: str) -> bool:
    """Whether a text is a mail as programs save it, or looks like one."""
    return _ENCODED.search(text[:_HEAD]) is not None


def words_of_mail(content: bytes) -> list[str]:
    """Its headings and the texts in it, decoded. Raises UnreadableFileError where it has what is no text.

    A picture is none and says nothing, as anywhere else.
    """
    mail = message_from_bytes(content, policy=policy.default)
    texts = [f"{name}: {value}" for name, value in mail.items()]
    for count, part in enumerate(mail.walk()):
        if count > _MOST_PARTS:
            raise UnreadableFileError("archive")
        if part.is_multipart():
            continue
        texts.append(part.get_filename() or "")
        if part.get_content_maintype() == "image":
            continue
        if part.get_content_maintype() != "text" or not isinstance(part, EmailMessage):
            raise UnreadableFileError("archive")
        try:
            texts.append(str(part.get_content(errors="replace")))
        except (LookupError, ValueError, KeyError) as error:  # letters that nobody knows
            raise UnreadableFileError("encoding", part.get_content_charset() or "") from error
    return texts
