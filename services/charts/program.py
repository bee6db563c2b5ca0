"""Draws one chart and ends: reads it as JSON from its input, and writes a PNG.

It runs alone, by its path, and imports nothing of the desk: matplotlib takes a hundred megabytes and half a
second, which a desk shall have no part in. What it takes of the machine is bounded here, how long it may
take by who starts it (:mod:`services.charts.drawing`).
"""

import io
import json
import os
import sys
from typing import Any

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

MOST_INPUT = 256 * 1024
MOST_SECONDS = 20
"""Of the processor's time."""
MOST_MEMORY = 1 << 30
"""Bytes of addresses, of which it uses a part."""
WIDTH, DPI = 4.2, 256
"""Inches, and dots an inch: as wide as a phone's screen in the hand, three dots to one of its points."""
GROUND, INK, SOFT, LINE = "#1b2330", "#f2f5fb", "#a9b6cc", "#364152"
COLOURS = ("#5aa9ff", "#ffb454", "#6fd6a3")
"""Bright on dark: read in a chat of either colour, at night too; told apart by the colour-blind."""


def main() -> None:
    """Draw what stands in the input."""
    bound()
    source = sys.stdin.buffer.read(MOST_INPUT + 1)
    if len(source) > MOST_INPUT:
        raise SystemExit("more than a chart can be")
    sys.stdout.buffer.write(drawn(json.loads(source)))


def bound() -> None:
    """Take no more of the machine than this; give way to whatever else there is to do."""
    if resource is None:
        return
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(chart: dict[str, Any]) -> bytes:
    """The picture of a chart."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update(
        {
            "text.parse_math": False,  # two dollars in a line are no formula
            "font.family": "DejaVu Sans",
            "font.size": 9,
            "text.color": INK,
            "axes.facecolor": GROUND,
            "axes.edgecolor": LINE,
            "xtick.color": SOFT,
            "ytick.color": SOFT,
        }
    )
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    panels = chart["panels"]
    columns = chart["shape"] == "columns"
    heights = [1.55 if columns else 0.34 * len(panel["bars"]) + 0.4 for panel in panels]
    figure = Figure(figsize=(WIDTH, sum(heights) + 0.55), dpi=DPI, facecolor=GROUND)
    figure.set_layout_engine("constrained", w_pad=0.09, h_pad=0.08, hspace=0.02)
    figure.suptitle(chart["title"], fontsize=11, fontweight="bold", x=0.03, ha="left")
    grid = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)
    for number, (axes, panel) in enumerate(zip(grid[:, 0], panels, strict=True)):
        draw = _columns if columns else _bars
        draw(axes, panel, COLOURS[number % len(COLOURS)])
        axes.set_title(panel["title"], loc="left", fontsize=9, color=SOFT)
        for side in ("top", "right", "left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        axes.set_axisbelow(True)
    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def _columns(axes: Any, panel: dict[str, Any], colour: str) -> None:
    values = [float(value) for value, _, _ in panel["bars"]]
    axes.bar(range(len(values)), values, color=colour, width=0.72)
    labelled = [(at, label) for at, (_, label, _) in enumerate(panel["bars"]) if label]
    axes.set_xticks([at for at, _ in labelled], [label for _, label in labelled], fontsize=8)
    ticks = [(float(value), label) for value, label in panel["ticks"]]
    axes.set_yticks([value for value, _ in ticks], [label for _, label in ticks], fontsize=8)
    axes.set_xlim(-0.6, len(values) - 0.4)
    axes.set_ylim(0, max([*(value for value, _ in ticks), *values]) * 1.02)
    axes.grid(axis="y", color=LINE, linewidth=0.7)


def _bars(axes: Any, panel: dict[str, Any], colour: str) -> None:
    values = [float(value) for value, _, _ in panel["bars"]]
    places = range(len(values))
    drawn = axes.barh(places, values, color=colour, height=0.62)
    axes.bar_label(drawn, [note for _, _, note in panel["bars"]], padding=4, fontsize=9)
    axes.set_yticks(places, [label for _, label, _ in panel["bars"]], fontsize=9, color=INK)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.set_xlim(0, max(values) * 1.18)


if __name__ == "__main__":
    main()
