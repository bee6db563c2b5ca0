"""A ratio with what it is of and what it should be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """``value`` is measured, ``budget`` is DESIGN's; the two sides are told in ``what``."""

    what: str
    value: float
    budget: float
    at_least: bool = False

    def __str__(self) -> str:
        """The line that is printed."""
        kept = self.value >= self.budget if self.at_least else self.value <= self.budget
        sign = "≥" if self.at_least else "≤"
        verdict = "kept" if kept else "MISSED"
        return f"{self.what}: {self.value:.3g} (budget {sign} {self.budget:g}, {verdict})"
