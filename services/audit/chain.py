"""What holds the rows of the audit together: the hash of a row and of all before it, and its mac.

The hash is one that anybody can work out, so it shows order and can be kept anywhere. The mac takes the
chain's key. It says one of three things of a hash, which cannot be taken for one another: that this
row was written here, that the chain ends here, or that the end did not fit when this row was written.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from storage.audit import AuditHead, AuditRow

BEGINNING = "0" * 64
"""What the first row has before it."""
KEYED = "audit.keyed"
"""The first row under a key: it binds what stood there before."""

RESTORED = "desk.restored"
"""The row by which a restored desk says which other it has taken the place of."""


@dataclass(frozen=True, slots=True)
class ChainKey:
    """A key of the chain, known by its id."""

    id: str
    secret: bytes = field(repr=False)

    def of_row(self, number: int, hash_: str, *, behind_a_break: bool = False) -> str:
        """What the row with this number in the chain bears."""
        return self._mac("row behind a break" if behind_a_break else "row", number, hash_)

    def end(self, rows: int, hash_: str) -> AuditHead:
        """The end of a chain of so many rows, as the head's row bears it."""
        return AuditHead(rows, hash_, self.id, self._mac("end", rows, hash_))

    def fits(self, head: AuditHead) -> bool:
        """Whether a desk that has this key wrote this end."""
        return head.mac is not None and same(head.mac, self.end(head.rows, head.hash).mac)

    def _mac(self, label: str, number: int, hash_: str) -> str:
        said = f"keydesk audit {label}\0{number}\0{hash_}"
        return hmac.new(self.secret, said.encode(), hashlib.sha256).hexdigest()


def same(one: str | None, other: str | None) -> bool:
    """Whether both are the same mac."""
    return hmac.compare_digest((one or "").encode(), (other or "").encode())


def hash_of(
    previous: str,
    at: datetime,
    actor_id: int | None,
    chat_id: int | None,
    action: str,
    subject: str,
    facts: str,
) -> str:
    """Give the SHA-256 of a row and of all before it. Its id is not in it: only the order counts."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [previous, moment, actor_id, chat_id, action, subject, facts]
    text = json.dumps(row, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def left_behind(row: AuditRow) -> str | None:
    """The end of the chain that a restore has put away, as it is kept outside; None for other rows."""
    return json.loads(row.facts).get("left") if row.action == RESTORED else None


def hash_of_row(row: AuditRow) -> str:
    """The same of a row that stands there, which should be the hash that it bears."""
    return hash_of(
        row.previous, row.at, row.actor_id, row.chat_id, row.action, row.subject, row.facts
    )
