"""Stages in their working day: furnished once in a run of tests, and copied for each test."""

import fcntl
import pickle
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.demo.stage import Stage, StageClock
from bot.redact import Redactor
from bot.telegram.rates import Rates
from providers.timeouts import Patience
from sandbox.demo_world import DemoWorld
from sandbox.telegram import Rates as TelegramRates
from services.actor import Actor

CODEGAMES = frozenset({"codegames"})
UNHURRIED = 20.0
"""Seconds until a tap is answered without words: on a busy machine too a step's own answer comes first."""


@dataclass(frozen=True)
class _Left:
    """What a stage leaves that was furnished and has stopped."""

    world: bytes
    """Its town and its clock, pickled: that is thrice as quick to make anew as a deep copy."""
    moment: datetime
    data: Path


class Furnished:
    """Gives stages that go on where one that was furnished ended, as Keydesk does that is started again."""

    def __init__(self, folder: Path) -> None:
        """``folder`` keeps what was furnished; all processes of a run have the same."""
        self._folder = folder
        self._left: dict[tuple[frozenset[str], bool], _Left] = {}

    async def stage(
        self,
        sellers: frozenset[str] = CODEGAMES,
        *,
        redactor: Redactor | None = None,
        patience: Patience | None = None,
        settings: Mapping[str, str] | None = None,
        watched: bool = True,
        prepared: Callable[[DemoWorld], Mapping[str, str] | None] | None = None,
    ) -> Stage:
        """A stage of its own for a test, started; the catalog has what these providers sell.

        ``settings`` are further KEYDESK_* settings; ``prepared`` does something to the town
        before the start, and gives more of them that hang on it.
        ``watched``: the managers have their alerts, by which
        Gamebase is asked each minute.
        """
        kind = sellers, watched
        if kind not in self._left:
            self._left[kind] = await self._furnished(sellers, redactor, watched=watched)
        left = self._left[kind]
        town, clock = pickle.loads(left.world)  # noqa: S301 - our own, made a moment ago
        clock.begin_at(left.moment)
        more = prepared(town) if prepared is not None else None
        stage = Stage(
            clock=clock,
            town=town,
            data=left.data,
            rates=Rates.unlimited(),
            redactor=redactor,
            patience=patience,
            tap_patience=UNHURRIED,
        )
        await stage.start(None, **(settings or {}), **(more or {}))
        await stage.quiet()
        return stage

    async def _furnished(
        self, sellers: frozenset[str], redactor: Redactor | None, *, watched: bool
    ) -> _Left:
        name = "-".join(sorted(sellers)) or "none"
        data = self._folder / (name if watched else f"{name}-unwatched")
        kept = data.with_suffix(".pickle")
        with _one_at_a_time(data.with_suffix(".lock")):
            if not kept.exists():
                left = await self._furnish(data, sellers, redactor, watched=watched)
                kept.write_bytes(pickle.dumps(left))
            made: _Left = pickle.loads(kept.read_bytes())  # noqa: S301 - our own, of this run
        return made

    async def _furnish(
        self, data: Path, sellers: frozenset[str], redactor: Redactor | None, *, watched: bool
    ) -> _Left:
        stage = Stage(
            rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited(), redactor=redactor
        )
        await stage.start()
        try:
            await stage.furnish(sellers)
            if not watched:
                await _without_alerts(stage)
            await stage.app.stop()
            shutil.copytree(stage.data_dir, data)
        finally:
            await stage.stop()
        assert isinstance(stage.clock, StageClock)
        return _Left(pickle.dumps((stage.town, stage.clock)), stage.clock(), data)


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    """Wait for another process of this run that furnishes the same."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


async def _without_alerts(stage: Stage) -> None:
    max_, managers = stage.town.max, stage.town.managers
    schedules = stage.app.house.services.schedules
    for each in await schedules.of_chat(managers.id):
        await schedules.remove(Actor(max_.id, managers.id, max_.name), each.id)
