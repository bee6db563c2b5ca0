"""The kinds of alerts a chat can have, and what can be set of each.

Which of them are offered is for their runners to say (runner.py): a kind that nothing runs is none yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from services.schedules.errors import BadNumberError, BadOptionError

DIGEST = "digest"
MAINTENANCE = "maintenance"
STOCK = "stock"
PRICE = "price"
PROVIDERS = "providers"
ORDERS = "orders"
CASES = "cases"
BANS = "bans"
DESK = "desk"

Value = int | str
REPORTED = ("0 9 * * *", "0 9 * * mon-fri", "0 9 * * mon", "0 9 1 * *", "0 * * * *")
WATCHED = ("* * * * *", "*/5 * * * *", "*/15 * * * *", "*/30 * * * *", "0 * * * *", "0 9 * * *")
"""Times of what is a report, and of what is looked at and told when it changes."""
_NONE: Mapping[str, "Option"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Option:
    """What can be set: a whole number within bounds, or, where ``most`` is 0, one of a few words.

    ``usual`` holds where nothing is set; ``offered`` are the values that have a button. ``needs``: what
    somebody must be allowed to see to set anything else.
    """

    usual: Value
    offered: tuple[Value, ...]
    least: int = 0
    most: int = 0
    needs: str | None = None

    def read(self, text: str) -> Value | None:
        """The value that was written, or None."""
        if not self.most:
            return text if text in self.offered else None
        if not (text.isascii() and text.isdecimal() and len(text) < 7):
            return None
        return int(text) if self.least <= int(text) <= self.most else None


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind is scheduled: its usual times, and how late a missed run is still worth making.

    ``tells``: what somebody must be allowed to see to have a chat told of it. ``presets``: the times that
    have a button. ``urgent_comes``: what it tells is more or less grave, and quiet hours do not hold what is
    urgent.
    """

    cron: str
    grace: timedelta
    tells: str
    options: Mapping[str, Option] = field(default_factory=lambda: _NONE)
    presets: tuple[str, ...] = WATCHED
    urgent_comes: bool = True


_SHORT = timedelta(minutes=2)
_MINUTES = (5, 15, 30, 60, 120)

KINDS = {
    MAINTENANCE: Kind(
        "* * * * *",
        _SHORT,
        "status.view",
        {"ahead": Option(30, (0, 15, 30, 60, 120), 0, 1440)},  # 0: not told ahead
        urgent_comes=False,
    ),
    DIGEST: Kind(
        "0 9 * * *",
        timedelta(hours=12),
        "sales.view",
        {
            "period": Option("day", ("day", "week", "month", "since")),
            "cost": Option("no", ("no", "yes"), needs="sales.cost"),
        },
        REPORTED,
        urgent_comes=False,
    ),
    STOCK: Kind(
        "*/15 * * * *",
        timedelta(minutes=15),
        "stock.view",
        {
            "below": Option(5, (1, 5, 10, 20, 50), 1, 100_000),
            "days": Option(3, (0, 1, 2, 3, 7), 0, 60),  # 0: nothing is said of how long it lasts
        },
    ),
    PRICE: Kind(
        "*/30 * * * *",
        timedelta(minutes=30),
        "stock.view",
        {"percent": Option(10, (2, 5, 10, 20), 1, 1000)},
    ),
    PROVIDERS: Kind("* * * * *", _SHORT, "system.view"),
    ORDERS: Kind(
        "* * * * *", _SHORT, "orders.view", {"minutes": Option(15, _MINUTES, 1, 7 * 1440)}
    ),
    CASES: Kind(
        "* * * * *", _SHORT, "cases.answer", {"minutes": Option(60, _MINUTES, 1, 7 * 1440)}
    ),
    BANS: Kind(
        "0 * * * *",
        timedelta(hours=1),
        "players.bans",
        {
            "count": Option(20, (5, 10, 20, 50, 100), 1, 100_000),
            "period": Option(24, (1, 6, 12, 24), 1, 168),  # hours
        },
    ),
    # So long messages, or orders under way, may be late.
    DESK: Kind("* * * * *", _SHORT, "system.view", {"minutes": Option(15, _MINUTES, 1, 1440)}),
}


def options_of(kind: str, said: Mapping[str, Any]) -> dict[str, Value]:
    """All options of a kind: as set, else as usual.

    What it has not, or cannot be read, counts for nothing; a kind that is not known has none.
    """
    if kind not in KINDS:
        return {}
    values: dict[str, Value] = {}
    for name, option in KINDS[kind].options.items():
        value = option.read(str(said.get(name, "")))
        values[name] = option.usual if value is None else value
    return values


def read_option(kind: str, name: str, text: str) -> Value:
    """The value that is meant. Raises BadOptionError, BadNumberError."""
    option = KINDS[kind].options.get(name)
    value = None if option is None else option.read(text.strip().lower())
    if value is not None:
        return value
    if option is not None and option.most:
        bounds = {
            "least": str(option.least),
            "most": str(option.most),
            "example": str(option.usual),
        }
        raise BadNumberError(text=text, **bounds)
    raise BadOptionError(
        text=text, offered=[str(each) for each in option.offered] if option else []
    )
