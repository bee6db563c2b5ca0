"""The stage: the made-up business around a real Keydesk, started and stopped together."""

import secrets
import shutil
import tempfile
import time
from collections.abc import Collection
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App
from bot.redact import Redactor
from bot.settings import Settings
from bot.telegram.rates import Rates
from handlers.frame.incoming.taps import TAP_PATIENCE
from providers.timeouts import Patience
from sandbox.demo_world import DemoWorld
from sandbox.telegram import Rates as TelegramRates
from services.actor import Actor
from services.clock import Clock


class StageClock:
    """The machine's clock, which a play may put forward."""

    def __init__(self) -> None:
        self._passed = timedelta()
        self._set = timedelta()
        self.counted_from = secrets.token_hex(8)

    def __call__(self) -> datetime:
        """Give the moment on the stage."""
        return datetime.now(UTC) + self._passed + self._set

    def steady(self) -> float:
        """Give seconds that only the passing of time moves."""
        return time.monotonic() + self._passed.total_seconds()

    def forward_to(self, moment: datetime) -> None:
        """Let time pass until a later moment."""
        self._passed += max(timedelta(), moment - self())

    def jump(self, by: timedelta) -> None:
        """Set the clock of the desk's machine forward or back, in no time."""
        self._set += by

    def begin_at(self, moment: datetime) -> None:
        """Go on from a moment that a play has been at before."""
        self._passed = moment - self._set - datetime.now(UTC)

    def set_right(self) -> None:
        """Let it show the right time."""
        self._set = timedelta()

    def right(self) -> datetime:
        """Give the right time, by which the rest of the world goes."""
        return self() - self._set


class Stage:
    """Keydesk among its people and providers. ``town`` is the made-up world, ``app`` the bot.

    ``town`` and ``data`` are a world and a data directory, of which a copy is made, to go on with.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        town: DemoWorld | None = None,
        data: Path | None = None,
        rates: Rates | None = None,
        telegram_rates: TelegramRates | None = None,
        redactor: Redactor | None = None,
        patience: Patience | None = None,
        tap_patience: float = TAP_PATIENCE,
    ) -> None:
        self.clock = clock or StageClock()
        world = self.clock.right if isinstance(self.clock, StageClock) else self.clock
        self.town = town or DemoWorld(rates=telegram_rates, clock=world)
        self.redactor = redactor or Redactor()
        self._rates = rates
        self._patience = patience
        self._tap_patience = tap_patience
        self._data = data
        self._running = AsyncExitStack()
        self.app: App
        self.data_dir: Path

    async def start(self, web_port: int | None = None, **settings: str) -> str:
        """Raise the curtain and give the web chat's address ("" if ``web_port`` is None).

        ``settings`` are further KEYDESK_* settings.
        """
        async with AsyncExitStack() as started:
            folder = tempfile.TemporaryDirectory(prefix="keydesk-demo-")
            started.callback(folder.cleanup)
            self.data_dir = Path(folder.name)
            if self._data is not None:
                shutil.copytree(self._data, self.data_dir, dirs_exist_ok=True)
            address = await self.town.start(web_port)
            started.push_async_callback(self.town.stop)
            places = {"KEYDESK_DATA_DIR": folder.name, "KEYDESK_LISTEN": "127.0.0.1:0"}
            env = {**self.town.settings(), **places, **settings}
            loaded = Settings.load(env, self.data_dir / "no.env")
            self.app = App(
                loaded,
                self.redactor,
                clock=self.clock,
                rates=self._rates,
                patience=self._patience,
                tap_patience=self._tap_patience,
                rested=self._data is not None,
            )
            await self.app.start()
            started.push_async_callback(self.app.stop)
            self._running = started.pop_all()
        return address

    async def stop(self) -> None:
        """Drop the curtain."""
        await self._running.aclose()

    async def quiet(self) -> None:
        """Wait until everything that was said is answered, all work done and everything due is sent."""
        calls = -1
        world = self.town.world
        while calls != len(world.calls):
            await world.settled()
            await self.app.poller.idle()
            await self.app.house.worker.idle()
            calls = len(world.calls)
            await self.app.sender.idle()

    async def furnish(self, sellers: Collection[str] | None = None) -> None:
        """Bring people in, set the chats up, hand out roles, fill the catalog, wish for alerts.

        ``sellers``: the catalog has the offers of these providers only.
        """
        town, desk = self.town, self.app.house.services
        for person in (town.olga, town.max, town.sam, town.cara, town.carl):
            person.starts()
        await self.quiet()
        for chat in (town.support_desk, town.managers):
            olga = Actor(town.olga.id, chat.id, town.olga.name)
            await desk.access.set_up(olga, chat.kind, chat.title)
            await desk.access.grant(olga, town.max.id, "manager")
        here = Actor(town.olga.id, town.support_desk.id, town.olga.name)
        await desk.access.grant(here, town.sam.id, "support")
        for entry in town.catalog:
            if sellers is not None and entry.provider not in sellers:
                continue
            await desk.catalog.add(
                here, entry.name, entry.provider, entry.external_id, entry.currency
            )
        managers = Actor(town.max.id, town.managers.id, town.max.name)
        await desk.schedules.add(managers, "maintenance", None, "UTC")
        await desk.schedules.add(managers, "digest", None, "UTC")
        for chat in (town.support_desk, town.managers):
            await self.app.frame.lists.publish_chat(self.app.bot, chat.id)
        await self.quiet()
