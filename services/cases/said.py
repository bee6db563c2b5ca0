"""What is said in a case: words, perhaps a file that Telegram has. Sealed, for a key may stand in it."""

import json
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from services.key_parts import Part
from services.vault import Vault

PHOTO, DOCUMENT = "photo", "document"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A photo or a document by its id at Telegram; ``name`` is what it is called.

    ``mark`` is the same whenever the file comes; its id may be another one each time.
    """

    kind: str
    file_id: str = field(repr=False)
    name: str = ""
    mark: str = ""


class Written(NamedTuple):
    """The message in which somebody wrote it."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said. ``is_end``: it is the reason for which the case was closed.

    ``written``: where; it stands in the row itself, so that an edit is known. ``parts``: what it says of the
    order's keys, masked or too little to be (services/cases/keyless.py).
    """

    text: str = field(repr=False)
    file: SentFile | None = None
    is_end: bool = False
    written: Written | None = field(default=None, compare=False)
    parts: tuple[Part, ...] = field(default=(), compare=False)


def sealed(vault: Vault, said: Said) -> bytes:
    """Seal it."""
    facts = asdict(said)
    del facts["written"]
    return vault.wrap(json.dumps(facts, ensure_ascii=False))


def opened(vault: Vault, sealed_said: bytes) -> Said:
    """Open it. Raises cryptography.fernet.InvalidToken where no secret fits."""
    facts = json.loads(vault.unwrap(sealed_said))
    file = facts["file"]
    parts = tuple(Part(*each) for each in facts.get("parts", ()))
    return Said(facts["text"], SentFile(**file) if file else None, facts["is_end"], parts=parts)
