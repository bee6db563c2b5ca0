"""Walking the chain of the audit from its first row to its end, and saying what that proves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.audit.chain import BEGINNING, KEYED, ChainKey, hash_of_row, left_behind, same
from services.audit.outside import Outside
from services.audit.places import Places
from storage.audit import AuditHead, AuditPlace, AuditRow


class Trouble(StrEnum):
    """What is wrong where the chain breaks."""

    CHANGED = "changed"
    """The row is not what it was, or one before it was taken out, put in or moved."""
    FORGED = "forged"
    """The row fits by its hash and not by the key: whoever wrote it did not have the desk's secrets."""
    MISPLACED = "misplaced"
    """The row is what it was, but stands under another kind or chat, where nobody looks for it."""
    MARKED = "marked"
    """The desk found another end than it had written, when it wrote this row."""
    CUT = "cut"
    """The chain does not end where the desk ended it."""
    OUTSIDE = "outside"
    """The chain is whole in itself, but not the one that the head kept outside is of, or a shorter one."""
    NO_KEY = "no key"
    """None of the secrets opens the key that it needs."""
    NOT_KEYED = "not keyed"
    """It has no key at all: it is from before there were any, or they were taken out."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """How many rows fit, and where the chain breaks: the id of the first row that does not.

    ``found`` is that row. Rows missing at the end break it at the id behind the last one, and there
    is none to be found. ``before_key``: so many of the rows are from before ``keyed_at``, when the
    chain got the key; they are what they were then. ``end`` is where it ends; ``left_at`` says when the
    chain that the head kept outside is of was put away by a restore, where it was.
    """

    rows: int
    broken_at: int | None
    trouble: Trouble | None = field(default=None, compare=False)
    found: AuditRow | None = field(default=None, compare=False)
    before_key: int = field(default=0, compare=False)
    keyed_at: datetime | None = field(default=None, compare=False)
    end: Outside = field(default=Outside(0, BEGINNING), compare=False)
    left_at: datetime | None = field(default=None, compare=False)


class Walk:
    """Takes the rows one by one; ``keys`` are those that the desk's secrets open.

    ``outside`` is a head that was kept elsewhere.
    """

    def __init__(
        self, keys: Mapping[str, ChainKey], places: Places, outside: Outside | None = None
    ) -> None:
        self._keys = keys
        self._places = places
        self._outside = outside
        self._met = outside is None or outside.rows == 0
        self._left_at: datetime | None = None
        self._key_id: str | None = None
        self._previous = BEGINNING
        self._unproven: AuditRow | None = None
        self._before_key = 0
        self._keyed_at: datetime | None = None
        self.rows = 0
        self.last_id = 0

    def step(self, row: AuditRow, place: AuditPlace) -> AuditReport | None:
        """Look at the next row and where it stands; a report where the chain breaks at it."""
        trouble = self._trouble(row)
        if trouble is None and not self._places.fit(row, place):
            trouble = Trouble.MISPLACED
        if trouble is not None:
            return self._report(trouble, row.id, row)
        self._previous, self.last_id, self.rows = row.hash, row.id, self.rows + 1
        self._compare(row)
        return None

    def end(self, head: AuditHead) -> AuditReport:
        """Look whether that was all."""
        if self._unproven is not None:
            return self._report(Trouble.NO_KEY, self._unproven.id, self._unproven)
        if (head.rows, head.hash) != (self.rows, self._previous):
            return self._report(Trouble.CUT, self.last_id + 1)
        if head.key_id is None and self._key_id is None:
            # It may be so only until the next start. The rows fit one another, which proves nothing.
            return self._report(Trouble.NOT_KEYED if self._keys or self.rows else None)
        if self.rows and head.key_id != self._key_id:
            return self._report(Trouble.CUT, self.last_id + 1)
        key = self._keys.get(head.key_id or "")
        if key is None:
            return self._report(Trouble.NO_KEY, self.last_id + 1)
        if not key.fits(head):
            return self._report(Trouble.CUT, self.last_id + 1)
        return self._report(None if self._met or self._left_at else Trouble.OUTSIDE)

    def _compare(self, row: AuditRow) -> None:
        if self._outside is None:
            return
        if self._outside == Outside(self.rows, row.hash):
            self._met = True
        elif left_behind(row) == str(self._outside):
            self._left_at = row.at

    def _trouble(self, row: AuditRow) -> Trouble | None:
        if row.previous != self._previous or row.hash != hash_of_row(row):
            return Trouble.CHANGED
        if row.key_id is None:
            return Trouble.FORGED if self._key_id is not None else None
        key = self._keys.get(row.key_id)
        number = self.rows + 1
        if key is None:
            if self._key_id in self._keys:
                return Trouble.FORGED
            # Given up with a secret, perhaps: the first row under the next key would say so.
            self._unproven = self._unproven or row
            self._key_id = row.key_id
            return None
        if same(row.mac, key.of_row(number, row.hash, behind_a_break=True)):
            return Trouble.MARKED
        if not same(row.mac, key.of_row(number, row.hash)):
            return Trouble.FORGED
        if row.key_id != self._key_id:
            return self._begin(row)
        return None

    def _begin(self, row: AuditRow) -> Trouble | None:
        """The first row under a key: what was there before it, it has to vouch for."""
        if self.rows:
            facts = json.loads(row.facts) if row.action == KEYED else {}
            given_up = self._key_id is None or self._key_id in facts.get("given_up", ())
            if facts.get("rows") != self.rows or not given_up:
                return Trouble.FORGED
            self._before_key, self._keyed_at = self.rows, row.at
        self._unproven = None
        self._key_id = row.key_id
        return None

    def _report(
        self, trouble: Trouble | None, broken_at: int | None = None, found: AuditRow | None = None
    ) -> AuditReport:
        return AuditReport(
            self.rows,
            broken_at,
            trouble,
            found,
            self._before_key,
            self._keyed_at,
            Outside(self.rows, self._previous),
            None if self._met else self._left_at,
        )
