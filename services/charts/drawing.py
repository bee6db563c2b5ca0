"""Has charts drawn by a process of its own, one at a time, and keeps the last few pictures.

A chart is a comfort: what cannot be drawn, or not soon, is left out, and its report goes without.
"""

import asyncio
import hashlib
import json
from pathlib import Path

import structlog

from services.charts.chart import Chart, as_json, worth_drawing
from services.lone_program import run_alone
from services.recent import Recent

PROGRAM = Path(__file__).with_name("program.py")
TIME_LIMIT = 60.0
"""Seconds; the first one of a machine reads matplotlib from the disk."""
MOST_WAITING = 8
"""Charts that wait for their turn at once; what comes then is not drawn."""
KEPT = 12
"""Pictures that are kept, of about 60 kB: many chats are told the same numbers at the same hour."""
_PNG = b"\x89PNG\r\n\x1a\n"
log = structlog.get_logger(__name__)


class Charts:
    """Draws. ``folder`` is where the program keeps what it found out about fonts; None: nowhere."""

    def __init__(
        self, folder: Path | None, program: Path = PROGRAM, time_limit: float = TIME_LIMIT
    ) -> None:
        self._folder = folder
        self._program = program
        self._time_limit = time_limit
        self._kept: Recent[bytes] = Recent(KEPT)
        self._drawn: dict[str, asyncio.Task[bytes | None]] = {}
        self._turn = asyncio.Semaphore(1)

    def at_hand(self, chart: Chart) -> bytes | None:
        """The picture, if it was drawn lately."""
        source = _source(chart)
        return None if source is None else self._kept.get(_key(source))

    async def draw(self, chart: Chart) -> bytes | None:
        """The picture (PNG), of those panels that are worth one; None: there is none of it."""
        source = _source(chart)
        if source is None:
            return None
        key = _key(source)
        if (kept := self._kept.get(key)) is not None:
            return kept
        task = self._drawn.get(key)
        if task is None:
            if len(self._drawn) > MOST_WAITING:
                log.warning("chart left out", waiting=len(self._drawn))
                return None
            task = asyncio.create_task(self._in_turn(key, source), name="chart")
            self._drawn[key] = task
        try:
            return await asyncio.shield(task)  # others may wait for the same
        except Exception:  # a report without its chart is better than none
            log.exception("no chart")
            return None

    async def close(self) -> None:
        """Draw nothing more."""
        tasks = list(self._drawn.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _in_turn(self, key: str, source: bytes) -> bytes | None:
        try:
            async with self._turn:
                picture = await self._run(source)
            if picture is not None:
                self._kept.put(key, picture)
            return picture
        finally:
            del self._drawn[key]

    async def _run(self, source: bytes) -> bytes | None:
        environment = {"OPENBLAS_NUM_THREADS": "1"}  # threads would only take room for themselves
        if self._folder is not None:
            environment["MPLCONFIGDIR"] = str(self._folder)
        try:
            async with asyncio.timeout(self._time_limit):
                ended = await run_alone(self._program, source, environment=environment)
        except TimeoutError:
            log.warning("no chart", problem="it took too long")
            return None
        except OSError as error:
            log.warning("no chart", problem=str(error))
            return None
        if ended.code or not ended.output.startswith(_PNG):
            log.warning("no chart", ended=ended.code, problem=ended.complaint)
            return None
        return ended.output


def _source(chart: Chart) -> bytes | None:
    """What the program reads; None: there is nothing worth drawing."""
    panels = [panel for panel in chart.panels if worth_drawing(panel)]
    if not panels:
        return None
    return json.dumps(as_json(Chart(chart.title, chart.shape, panels))).encode()


def _key(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()
