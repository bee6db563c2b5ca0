"""What a backup says of itself: ``manifest.json`` beside the database in it. It holds no secret."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal, get_args

from services.backups.errors import BackupError

NAME = "manifest.json"
FORMAT = 2
"""Of the manifest and of what lies beside it; a newer one is refused. 1 had no ``audit``."""

Kind = Literal["sqlite", "postgres"]
_DAMAGED = "This backup is damaged: its manifest cannot be read."


@dataclass(frozen=True, slots=True)
class Manifest:
    """``file`` beside it has the ``sha256`` and is a copy of one moment, ``made_at``.

    ``keydesk`` is the version that made it, ``revision`` that of the schema, ``counts`` the rows of
    each table, ``secrets`` the ids of the secrets that something in it is sealed under, newest first;
    ``audit`` is the end of the audit's chain, as it can be kept outside.
    """

    made_at: datetime
    kind: Kind
    file: str
    size: int
    sha256: str
    keydesk: str
    revision: str
    counts: dict[str, int]
    secrets: tuple[str, ...]
    audit: str = ""

    def to_json(self) -> str:
        """As it stands in the backup."""
        facts = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(facts, indent=2)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Manifest":
        """Read it. BackupError where it is damaged, or of a newer Keydesk."""
        try:
            facts: dict[str, Any] = json.loads(text)
            form = int(facts.pop("format"))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise BackupError(_DAMAGED) from None
        if form > FORMAT:
            raise BackupError(
                f"This backup was made by a newer Keydesk ({facts.get('keydesk', '?')}).\n"
                "Restore it with that version, or a newer one."
            )
        try:
            made_at = datetime.fromisoformat(facts.pop("made_at")).astimezone(UTC)
            read = cls(made_at=made_at, secrets=tuple(facts.pop("secrets")), **facts)
        except (ValueError, TypeError, KeyError):
            raise BackupError(_DAMAGED) from None
        if read.kind not in get_args(Kind):
            raise BackupError(_DAMAGED)
        return read


def this_version() -> str:
    """The version of this Keydesk."""
    try:
        return version("keydesk")
    except PackageNotFoundError:
        return "unknown"
