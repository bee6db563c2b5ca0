"""The lines of a scale: from nothing up to above the most, at round numbers."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def scale(values: Iterable[Decimal], lines: int = 4, *, whole: bool = False) -> tuple[Decimal, ...]:
    """At most so many lines above nothing. ``whole``: of things that are counted, so none between two."""
    most = max(values, default=Decimal(0))
    if most <= 0:
        return ()
    rough = most / lines
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(unit * each for each in _STEPS if unit * each >= rough)
    if whole:
        step = max(step, Decimal(1))
    count = int((most / step).to_integral_value(ROUND_CEILING))
    return tuple(step * number for number in range(count + 1))
