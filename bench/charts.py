"""What charts leave behind in the desk: its memory after twenty of them, in times of what it was before."""

import sys
from decimal import Decimal
from pathlib import Path

from bench.house import house
from bench.result import Ratio
from services.charts import Bar, Chart, Panel, Shape

CHARTS = 20
PANELS = 2
DAYS = 31


async def run() -> list[Ratio]:
    """Draw twenty different ones, of a month each, as /sales month has them."""
    async with house() as app:
        charts = app.house.services.charts
        before = _resident()
        drawn = [await charts.draw(_chart(number)) for number in range(CHARTS)]
        after = _resident()
    assert all(drawn), "a chart was not drawn"
    assert "matplotlib" not in sys.modules, "the desk itself has matplotlib"
    return [
        Ratio(f"memory of the desk after {CHARTS} charts, in times of before", after / before, 1.05)
    ]


def _chart(number: int) -> Chart:
    bars = [Bar(Decimal(day * number + 1), str(day)) for day in range(1, DAYS + 1)]
    panels = [Panel(f"Spent a day {at}", bars) for at in range(PANELS)]
    return Chart(f"Sales {number}", Shape.COLUMNS, panels)


def _resident() -> int:
    """Bytes of this process in memory."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096
