"""Charts: drawn by a process of its own that ends, and never at the cost of what they belong to."""

import asyncio
import itertools
import os
import struct
import subprocess
import sys
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.charts import Bar, Chart, Charts, Panel, Shape, Tick, can_draw, scale, worth_drawing

UNHURRIED = 250.0
BROKEN = {
    "it ends with an error": "raise SystemExit(3)",
    "it gives no picture": "print('hello')",
    "it never ends": "import time; time.sleep(600)",
    "it reads nothing": "import os; os.close(0); raise SystemExit(1)",
}


def chart(shape: Shape = Shape.COLUMNS, *, title: str = "Sales, $5 – $10") -> Chart:
    """Two panels of bars, one of which a sentence says as well."""
    bars = [Bar(Decimal("12.5"), "Mon", "€12.50"), Bar(Decimal(0)), Bar(Decimal(3), "We$d$", "€3")]
    ticks = [Tick(Decimal(0), "€0"), Tick(Decimal(20), "€20")]
    return Chart(title, shape, [Panel("Spent", bars, ticks), Panel("One", [Bar(Decimal(5))])])


def size(png: bytes | None) -> tuple[int, int]:
    """Width and height of a picture."""
    assert png is not None and png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


async def test_both_shapes_are_drawn_for_a_phone_and_kept(tmp_path: Path) -> None:
    """A thousand dots wide; who asks for the same, at once or later, has the same picture."""
    charts = Charts(tmp_path, time_limit=UNHURRIED)
    first, twin = await asyncio.gather(charts.draw(chart()), charts.draw(chart()))
    assert first is twin and size(first)[0] >= 1000
    assert size(await charts.draw(chart(Shape.BARS))) != size(first)
    assert await charts.draw(chart()) is first
    assert "matplotlib" not in sys.modules, "the desk's own process has matplotlib"
    await charts.close()


async def test_a_program_in_trouble_is_a_chart_less(tmp_path: Path) -> None:
    """Whatever goes wrong there: no picture, no error, and no process that goes on."""
    for what, code in BROKEN.items():
        program = tmp_path / "program.py"
        pid = tmp_path / "pid"
        program.write_text(f"import os; open({str(pid)!r}, 'w').write(str(os.getpid()))\n{code}")
        charts = Charts(None, program, time_limit=1.5)
        assert await charts.draw(chart()) is None, what
        if pid.exists():
            with pytest.raises(ProcessLookupError):
                os.kill(int(pid.read_text()), 0)


async def test_the_program_has_nothing_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No token and no password of ours in its surroundings."""
    monkeypatch.setenv("KEYDESK_BOT_TOKEN", "7:secret")
    seen = tmp_path / "seen"
    program = tmp_path / "program.py"
    program.write_text(f"import os; open({str(seen)!r}, 'w').write(str(dict(os.environ)))")
    await Charts(None, program, time_limit=UNHURRIED).draw(chart())
    assert "OPENBLAS" in seen.read_text() and "KEYDESK" not in seen.read_text()


async def test_too_many_at_once_are_left_out_and_a_stop_ends_them(tmp_path: Path) -> None:
    """Nobody waits behind hundreds of drawings."""
    program = tmp_path / "program.py"
    program.write_text(BROKEN["it never ends"])
    charts = Charts(None, program, time_limit=60)
    waiting = [asyncio.ensure_future(charts.draw(chart(title=f"{n}"))) for n in range(30)]
    while sum(each.done() for each in waiting) < 20:  # noqa: ASYNC110 - those that are left out
        await asyncio.sleep(0)
    await charts.close()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(each is None or isinstance(each, asyncio.CancelledError) for each in ended)


def test_no_chart_where_a_sentence_says_it() -> None:
    """All zero, or one bar."""
    some, none = Bar(Decimal(1)), Bar(Decimal(0))
    for bars, worth in (([], 0), ([none, none], 0), ([none, some], 0), ([some, none, some], 1)):
        assert worth_drawing(Panel("", bars)) is bool(worth), bars


@given(st.lists(st.decimals(0, 10**12, places=4), min_size=1), st.booleans())
def test_a_scale_holds_every_bar_by_a_few_round_numbers(values: list[Decimal], whole: bool) -> None:
    """From nothing to at least the most, five lines at most, one step apart."""
    lines = scale(values, whole=whole)
    if max(values) == 0:
        assert lines == ()
        return
    assert lines[0] == 0 and lines[-1] >= max(values) and 2 <= len(lines) <= 5
    steps = {later - line for line, later in itertools.pairwise(lines)}
    assert len(steps) == 1 and f"{steps.pop().normalize():E}"[0] in "125"
    assert not whole or all(line == int(line) for line in lines)


def test_what_counts_as_drawn_the_font_has() -> None:
    """Every sign that is assigned; asked of the font in a process of its own, as charts are drawn."""
    code = (
        "from matplotlib import font_manager as f, ft2font;"
        "print(*ft2font.FT2Font(f.findfont('DejaVu Sans')).get_charmap())"
    )
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    there = {int(each) for each in said.stdout.split()}
    drawn = {each for each in range(0x20, 0x30000) if can_draw(chr(each))}
    boxes = {each for each in drawn - there if unicodedata.category(chr(each)) not in ("Cn", "Co")}
    assert {hex(each) for each in boxes} == set()
    assert can_draw("GTA V – Édition “Ωmega” Жизнь №1 €5") and not any(map(can_draw, "龍가ไع"))
