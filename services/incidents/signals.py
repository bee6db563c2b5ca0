"""Signals: what a watch, a hook or the desk itself sees, before it is anybody's incident."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Severity = Literal["info", "warning", "urgent"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "urgent")
"""From the least to the worst."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that is so, and worth telling.

    ``kind`` names its texts, ``signal-<kind>`` and, if there is one, ``signal-<kind>-detail``, which get
    ``facts``: JSON without secrets, in which a name ending in ``_at`` is a moment in ISO format, and a
    mapping of ``amount`` and ``currency`` is money. ``key`` says which thing it is, the same for as long as
    it lasts; what is of one ``group`` shares a card. ``lasts``: somebody tells when it is over
    (``Incidents.clear``); else it is over as soon as a person says so. ``event``: it is said because
    something has happened, and not with each look at what is so; said again, that is news of its own, but
    where it says since when it is so (``began``): then the same is said again whatever changes beside it.
    """

    kind: str
    key: str
    severity: Severity
    facts: Mapping[str, Any]
    group: str = ""
    lasts: bool = True
    event: bool = False

    @property
    def began(self) -> str:
        """Since when it is so, where its sender says that; a fact, so that it is known the next time."""
        return str(self.facts.get("began", ""))

    def began_after(self, facts: Mapping[str, Any]) -> bool:
        """Whether it began later than what had these facts: that has ended, though nobody has told so."""
        then = str(facts.get("began", ""))
        try:
            return datetime.fromisoformat(self.began) > datetime.fromisoformat(then)
        except (ValueError, TypeError):  # no moment, or one of them without a zone
            return self.began != then


def in_order(signals: Iterable[Signal]) -> dict[str, Signal]:
    """Signals by key, what shares a card together and the worst of it first, so that the rest only joins it.

    It is ever the same order, so that two processes that raise the same do not wait for each other.
    """
    by_key = {each.key: each for each in signals}
    return dict(
        sorted(
            by_key.items(), key=lambda item: (of_card(item[1]), -_rank(item[1].severity), item[0])
        )
    )


def of_card(signal: Signal) -> str:
    """What shares a card has the same."""
    return signal.group or signal.key


def is_worse(severity: str, than: str) -> bool:
    """Whether a severity is above another one."""
    return _rank(severity) > _rank(than)


def worst(severities: "list[str]") -> str:
    """The worst of some severities."""
    return max(severities, key=_rank, default=SEVERITIES[0])


def badness(severity: str) -> int:
    """What is worse has more."""
    return _rank(severity)


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else 0
