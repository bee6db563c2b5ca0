"""What digests of "since the last one" have told, whatever the clock showed meanwhile.

While the clock goes on, that is a moment: up to there all is told. But it may be set back behind that moment,
and nobody has to see it: the schedule may be paused, its chat be away, or nothing run. Orders are confirmed
then at times that were told of. So it is kept besides which purchases there were when a digest was counted:
what has a later number was not told by it, whatever its moment. An order is told in exactly one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.sales import Counted

TOLD_TO = "told_to"
"""Up to when the last digest told, among what is kept of a schedule; nobody sets it."""
_PURCHASE = "told_purchase"
"""The newest purchase that there was when it was counted."""
_COUNTED = "counted"
"""Of the digests before it those that told of times after its own."""


@dataclass(frozen=True, slots=True)
class ToldSoFar:
    """Up to which moment of the clock the last digest told, and what is told of times after it."""

    to: datetime | None
    purchase: int | None = None
    counted: tuple[Counted, ...] = ()

    def told(self, to: datetime, purchase: int) -> "ToldSoFar":
        """A digest has told up to that moment; ``purchase`` was the newest when it was counted."""
        return ToldSoFar(to, purchase, self.after(to))

    def after(self, moment: datetime) -> tuple[Counted, ...]:
        """What was told of times after that moment."""
        told = self.counted
        if self.to is not None and self.purchase is not None:
            told = (*told, Counted(self.to, self.purchase))
        return tuple(each for each in told if each.before > moment)

    def kept_in(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The options of a schedule with this among them."""
        kept = {
            each: options[each] for each in options if each not in (TOLD_TO, _PURCHASE, _COUNTED)
        }
        if self.to is not None:
            kept[TOLD_TO] = self.to.isoformat()
        if self.purchase is not None:
            kept[_PURCHASE] = self.purchase
        return kept | ({_COUNTED: counted_facts(self.counted)} if self.counted else {})


def told_so_far(options: Mapping[str, Any]) -> ToldSoFar:
    """What is kept of it in the options of a schedule."""
    to, purchase = options.get(TOLD_TO), options.get(_PURCHASE)
    return ToldSoFar(
        datetime.fromisoformat(to) if isinstance(to, str) else None,
        purchase if isinstance(purchase, int) else None,
        counted_of(options.get(_COUNTED, ())),
    )


def counted_facts(counted: Sequence[Counted]) -> list[list[Any]]:
    """This as facts."""
    return [[each.before.isoformat(), each.purchase] for each in counted]


def counted_of(facts: Sequence[Sequence[Any]]) -> tuple[Counted, ...]:
    """The same back."""
    return tuple(Counted(datetime.fromisoformat(at), int(purchase)) for at, purchase in facts)
