"""The end of the audit's chain as it can be kept anywhere: one short text that gives nothing away.

It is the plain hash, so nobody can make another chain that has it at the same row; no secret is needed
to keep it, and none to compare it.
"""

import re
from dataclasses import dataclass

from storage.audit import AuditHead

_TEXT = re.compile(r"(\d{1,18})-([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Outside:
    """So many rows, and the hash of the last."""

    rows: int
    hash: str

    def __str__(self) -> str:
        """As it is kept: ``1203-ab12…``."""
        return f"{self.rows}-{self.hash}"

    @classmethod
    def of(cls, head: AuditHead) -> "Outside":
        """That of an end."""
        return cls(head.rows, head.hash)

    @classmethod
    def read(cls, text: str) -> "Outside | None":
        """Read one, with anything around it; None where there is none."""
        found = _TEXT.search(text)
        return cls(int(found[1]), found[2]) if found else None
