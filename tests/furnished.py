"""Stages in their working day: furnished once, and copied for each test."""

import pickle
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.demo.stage import Stage, StageClock
from bot.redact import Redactor
from bot.telegram.rates import Rates
from providers.timeouts import Patience
from sandbox.telegram import Rates as TelegramRates

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
        """``folder`` keeps the data directories."""
        self._folder = folder
        self._left: dict[frozenset[str], _Left] = {}

    async def stage(
        self,
        sellers: frozenset[str] = CODEGAMES,
        *,
        redactor: Redactor | None = None,
        patience: Patience | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Stage:
        """A stage of its own for a test, started; the catalog has what these providers sell.

        ``settings`` are further KEYDESK_* settings.
        """
        if sellers not in self._left:
            self._left[sellers] = await self._furnish(sellers, redactor)
        left = self._left[sellers]
        town, clock = pickle.loads(left.world)  # noqa: S301 - our own, made a moment ago
        clock.begin_at(left.moment)
        stage = Stage(
            clock=clock,
            town=town,
            data=left.data,
            rates=Rates.unlimited(),
            redactor=redactor,
            patience=patience,
            tap_patience=UNHURRIED,
        )
        await stage.start(None, **(settings or {}))
        await stage.quiet()
        return stage

    async def _furnish(self, sellers: frozenset[str], redactor: Redactor | None) -> _Left:
        data = self._folder / ("-".join(sorted(sellers)) or "none")
        stage = Stage(
            rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited(), redactor=redactor
        )
        await stage.start()
        try:
            await stage.furnish(sellers)
            await stage.app.stop()
            shutil.copytree(stage.data_dir, data)
        finally:
            await stage.stop()
        assert isinstance(stage.clock, StageClock)
        return _Left(pickle.dumps((stage.town, stage.clock)), stage.clock(), data)
