"""Stages in their working day: furnished once in a run of tests, and copied for each test.

So is a scene that many tests begin with: it is played once on such a stage.
"""

import fcntl
import pickle
import shutil
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo.stage import Stage, StageClock
from bot.redact import Redactor
from bot.telegram.rates import Rates
from providers.timeouts import Patience
from sandbox.demo_world import DemoWorld
from sandbox.telegram import Rates as TelegramRates
from services.actor import Actor

Scene = Callable[[Stage], Awaitable[Any]]
"""Plays something, and gives what has to be known of it to go on from there."""

CODEGAMES = frozenset({"codegames"})
UNHURRIED = 20.0
"""Seconds until a tap is answered without words: on a busy machine too a step's own answer comes first."""


@dataclass(frozen=True)
class _Left:
    """What a stage leaves that was furnished and has stopped."""

    world: bytes
    """Its town, its clock and what its scene gave, pickled: thrice as quick to make anew as a deep copy."""
    moment: datetime
    data: Path


class Furnished:
    """Gives stages that go on where one that was furnished ended, as Keydesk does that is started again."""

    def __init__(self, folder: Path) -> None:
        """``folder`` keeps what was furnished; all processes of a run have the same."""
        self._folder = folder
        self._left: dict[str, _Left] = {}

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
        stage, _ = await self._go_on(
            await self._left_of(sellers, redactor, watched=watched),
            redactor=redactor,
            patience=patience,
            settings=settings,
            prepared=prepared,
        )
        return stage

    async def after(
        self,
        scene: Scene,
        sellers: frozenset[str] = CODEGAMES,
        *,
        redactor: Redactor | None = None,
        patience: Patience | None = None,
    ) -> tuple[Stage, Any]:
        """A stage where this scene was played, and what the scene gave."""
        left = await self._left_of(sellers, redactor, watched=True, scene=scene)
        return await self._go_on(left, redactor=redactor, patience=patience)

    async def _go_on(
        self,
        left: _Left,
        *,
        redactor: Redactor | None,
        patience: Patience | None = None,
        settings: Mapping[str, str] | None = None,
        prepared: Callable[[DemoWorld], Mapping[str, str] | None] | None = None,
    ) -> tuple[Stage, Any]:
        town, clock, given = pickle.loads(left.world)  # noqa: S301 - our own, made a moment ago
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
        return stage, given

    async def _left_of(
        self,
        sellers: frozenset[str],
        redactor: Redactor | None,
        *,
        watched: bool,
        scene: Scene | None = None,
    ) -> _Left:
        name = "-".join(sorted(sellers)) or "none"
        if not watched:
            name += "-unwatched"
        if scene is not None:
            name += f"-{scene.__module__}.{scene.__qualname__}"
        if name not in self._left:
            self._left[name] = await self._made(name, sellers, redactor, watched, scene)
        return self._left[name]

    async def _made(
        self,
        name: str,
        sellers: frozenset[str],
        redactor: Redactor | None,
        watched: bool,
        scene: Scene | None,
    ) -> _Left:
        data = self._folder / name
        kept = self._folder / f"{name}.pickle"
        before = await self._left_of(sellers, redactor, watched=watched) if scene else None
        with _one_at_a_time(self._folder / f"{name}.lock"):
            if not kept.exists():
                if scene is not None and before is not None:
                    stage, _ = await self._go_on(before, redactor=redactor)
                    left = await _leave(stage, data, scene)
                else:
                    left = await _furnish(data, sellers, redactor, watched=watched)
                kept.write_bytes(pickle.dumps(left))
            made: _Left = pickle.loads(kept.read_bytes())  # noqa: S301 - our own, of this run
        return made


async def _furnish(
    data: Path, sellers: frozenset[str], redactor: Redactor | None, *, watched: bool
) -> _Left:
    stage = Stage(
        rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited(), redactor=redactor
    )
    await stage.start()

    async def furnish(stage: Stage) -> None:
        await stage.furnish(sellers)
        if not watched:
            await _without_alerts(stage)

    return await _leave(stage, data, furnish)


async def _leave(stage: Stage, data: Path, scene: Scene) -> _Left:
    """Play a scene, stop, and keep what is left."""
    try:
        given = await scene(stage)
        await stage.app.stop()
        shutil.copytree(stage.data_dir, data)
    finally:
        await stage.stop()
    assert isinstance(stage.clock, StageClock)
    return _Left(pickle.dumps((stage.town, stage.clock, given)), stage.clock(), data)


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
