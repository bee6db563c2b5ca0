"""What a look at an app's maintenances finds, held against what was told of it: no rows, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from providers.games import Maintenance
from services.schedules.maintenance_cards import Facts

BEGAN, CHANGED, ENDED = "began", "changed", "ended"
"""What a look may find: it is on now, is otherwise than was told, is over."""
AHEAD, ENDING, CALLED_OFF = "ahead", "ending", "called-off"
"""It begins soon, it is to end soon, it does not come."""
HEARD = frozenset({AHEAD, BEGAN, ENDED, ENDING, CALLED_OFF})
"""Events that are told by a message of their own where there is a card already."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at an app found, against what was told of it: ``told`` is what is to be kept as that."""

    event: str | None
    told: Facts
    before: list[dict[str, Any]]

    @property
    def facts(self) -> Facts:
        """What a card shows of it."""
        shown = {name: self.told[name] for name in ("maintenances", "planned")}
        return {**shown, "end_was": _other_end(self.before, self.told["maintenances"])}


def facts_of(maintenances: Sequence[Maintenance]) -> list[dict[str, Any]]:
    """Maintenances as plain facts, in an order of their own: the provider promises none."""
    facts = [
        {
            "scope": each.scope,
            "begins_at": _text(each.begins_at),
            "ends_at": _text(each.ends_at),
            "message": each.message,
            "url": each.url,
            "stores": sorted(each.stores),
        }
        for each in maintenances
    ]
    return sorted(facts, key=lambda each: [str(value) for value in each.values()])


def parted(
    listed: list[dict[str, Any]], now: datetime
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those that are on, and those whose beginning lies ahead."""
    planned = [each for each in listed if (_moment(each["begins_at"]) or now) > now]
    return [each for each in listed if each not in planned], planned


def look_at(listed: list[dict[str, Any]], was: Facts, now: datetime, soon: timedelta) -> Look:
    """One that begins later is planned; it is nobody's business until it is near, or was told of.

    One that had begun and is to come now has not ended: the clock was ahead, and is set back.
    """
    before, was_planned = was["maintenances"], was.get("planned", [])
    on, planned = parted(listed, now)
    begin, end = _nearing(on, planned, now, soon)
    known = set(was.get("near", []))
    to_come = [each for each in planned if each in before]
    if not was_planned and not begin and not to_come:
        planned = []
    event = None
    if on != before:
        event = BEGAN if not before else CHANGED if on or to_come else ENDED
    elif begin - known:
        event = AHEAD
    elif end - known:
        event = ENDING
    elif was_planned and not planned and not on:
        event = CALLED_OFF
    elif planned != was_planned:
        event = CHANGED
    told = {"maintenances": on, "planned": planned, "near": sorted(begin | end)}
    return Look(event, told, before)


def _nearing(
    on: list[dict[str, Any]], planned: list[dict[str, Any]], now: datetime, soon: timedelta
) -> tuple[set[str], set[str]]:
    """What begins and what ends within so long, as it is kept of what was told ahead."""
    begin = {
        f"begins {each['begins_at']}" for each in planned if _near(each["begins_at"], now, soon)
    }
    end = {f"ends {each['ends_at']}" for each in on if _near(each["ends_at"], now, soon)}
    return begin, end


def known_near(
    was: Facts, listed: list[dict[str, Any]], now: datetime, soon: timedelta
) -> list[str]:
    """What another watch told ahead, as far as it is near for one that tells so long ahead."""
    begin, end = _nearing(*parted(listed, now), now, soon)
    return sorted((begin | end) & set(was.get("near", [])))


def _near(moment: str | None, now: datetime, soon: timedelta) -> bool:
    at = _moment(moment)
    return at is not None and now < at <= now + soon


def _other_end(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> str | None:
    """The end that was told before, where it is clear which maintenance it belongs to."""
    if len(before) == len(now) == 1 and before[0]["ends_at"] != now[0]["ends_at"]:
        end: str | None = before[0]["ends_at"]
        return end
    return None


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
