"""What is to be drawn. All words and numbers that are read on it come formatted for their reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

MOST_BARS = 64
"""Of one panel: a phone shows no more side by side."""
MOST_PANELS = 3
LONGEST = 120
"""Characters of a text on a chart."""


class Shape(StrEnum):
    """Which way bars stand."""

    COLUMNS = "columns"
    """Side by side along the time."""
    BARS = "bars"
    """One below another, each with its name, the first above."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar. ``label`` stands at its foot, "" at none; ``note`` at its end, where bars lie."""

    value: Decimal
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale and what stands at it."""

    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars of one unit under a title; another unit, such as another currency, is another panel."""

    title: str
    bars: Sequence[Bar]
    ticks: Sequence[Tick] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Panels one below another."""

    title: str
    shape: Shape
    panels: Sequence[Panel]


def worth_drawing(panel: Panel) -> bool:
    """Whether a picture tells more than a sentence: not where all is nothing, or all of it is one bar."""
    return sum(1 for bar in panel.bars if bar.value) > 1


def as_json(chart: Chart) -> dict[str, Any]:
    """What the program reads; amounts as texts, so that none is rounded on the way."""
    return {
        "title": chart.title[:LONGEST],
        "shape": str(chart.shape),
        "panels": [
            {
                "title": panel.title[:LONGEST],
                "bars": [
                    [format(bar.value, "f"), bar.label[:LONGEST], bar.note[:LONGEST]]
                    for bar in panel.bars[:MOST_BARS]
                ],
                "ticks": [[format(tick.value, "f"), tick.label[:LONGEST]] for tick in panel.ticks],
            }
            for panel in chart.panels[:MOST_PANELS]
        ],
    }
