"""Charts: what is to be drawn (``chart``), and the drawing of it in a process of its own (``drawing``)."""

from services.charts.chart import Bar, Chart, Panel, Shape, Tick, worth_drawing
from services.charts.drawing import Charts
from services.charts.glyphs import can_draw
from services.charts.scale import scale

__all__ = [
    "Bar",
    "Chart",
    "Charts",
    "Panel",
    "Shape",
    "Tick",
    "can_draw",
    "scale",
    "worth_drawing",
]
