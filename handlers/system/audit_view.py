"""What a card of the audit shows, and how its buttons carry that."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.frame.callback import StaleButtonError, fits_button
from handlers.frame.confirmation.pending import hold, look
from handlers.frame.lists import turned
from handlers.frame.turn import Turn
from handlers.frame.values import Values
from handlers.taps import AUDIT_PERSON
from handlers.words.periods import Wanted, period, wanted_period
from services.audit import AuditKind
from services.audit_reading import AuditFilter
from services.orders.numbers import read_number

_HELD = "h"
_LONGEST_MARK = "b99999999"


@dataclass(frozen=True, slots=True)
class AuditView:
    """What is asked for; what is empty makes no difference. ``order`` is a whole number of an order."""

    kind: AuditKind | None = None
    who: int = 0
    order: str = ""
    wanted: Wanted = ""


def packed(turn: Turn, view: AuditView) -> tuple[str, ...]:
    """The view as a button's arguments; where they have no room for it, it is held."""
    args = (view.kind or "", str(view.who or ""), view.order, str(view.wanted))
    if fits_button(AUDIT_PERSON, *args, _LONGEST_MARK):
        return args
    return _HELD, hold(turn, view)


async def view_of(turn: Turn, values: Values) -> AuditView:
    """The view that a button means. Raises StaleButtonError if that cannot be told any more."""
    if values and values.text(0) == _HELD:
        return await look(turn, values.text(1), AuditView, gone="old-menu")
    kind, who, order, said = values.texts(4)
    wanted = wanted_period(turn.t, said) if said else ""
    if wanted is None or (order and read_number(order) != order):
        raise StaleButtonError
    return AuditView(
        AuditKind(values.one_of(0, tuple(AuditKind))) if kind else None,
        values.number(1, 1) if who else 0,
        order,
        wanted,
    )


def mark_of_page(values: Values) -> tuple[int | None, int | None]:
    """Behind which row a page goes on, and before which it ends; the last of a button's arguments."""
    behind, before = turned(values, len(values) - 1)
    return _row(behind), _row(before)


def filter_of(turn: Turn, view: AuditView) -> AuditFilter:
    """The same as the service asks for it, by the days of the chat's zone."""
    asked = None
    if view.wanted:
        asked = period(view.wanted, turn.services.clock(), ZoneInfo(turn.t.zone))
    return AuditFilter(view.kind, view.who or None, view.order or None, asked)


def _row(mark: str | None) -> int | None:
    return None if mark is None else Values((mark,)).number(0, 1)
