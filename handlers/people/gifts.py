"""A gift: a role on its way to a person, as far as it is known what is meant; buttons carry it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from handlers.frame.values import Values
from handlers.people.role_marks import role_at, role_mark


@dataclass(frozen=True, slots=True)
class Gift:
    """A role, here or everywhere, before a moment or for good (None). ``user_id`` None: still to be asked."""

    role: str
    user_id: int | None = None
    everywhere: bool = False
    until: datetime | None = None

    def values(self) -> tuple[str | int, ...]:
        """As a button carries it, and as :func:`gift_of` reads it."""
        until = "" if self.until is None else int(self.until.timestamp())
        return role_mark(self.role), self.user_id or "", int(self.everywhere), until

    def facts(self) -> dict[str, Any]:
        """As a question carries it, and as :func:`gift_asked` reads it."""
        _, user_id, everywhere, until = self.values()
        return {"role": self.role, "user": user_id, "everywhere": everywhere, "until": until}


def gift_of(values: Values, known: Collection[str]) -> Gift:
    """Read it from a button; ``known`` are the roles there are. Raises StaleButtonError.

    A button of an earlier version has no end.
    """
    user_id = values.number(1, 1) if values.text(1) else None
    until = values.number(3, 1) if len(values) > 3 and values.text(3) else None
    return Gift(role_at(values, 0, known), user_id, values.flag(2), _moment(until))


def gift_asked(facts: Mapping[str, Any]) -> Gift:
    """Read it from the facts of a question, which an earlier version may have asked."""
    user_id, until = facts.get("user") or None, facts.get("until") or None
    return Gift(str(facts["role"]), user_id, bool(facts["everywhere"]), _moment(until))


def _moment(seconds: int | None) -> datetime | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(min(seconds, _LAST), UTC)


_LAST = int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())
"""What a forged button may carry is no moment of the calendar."""
