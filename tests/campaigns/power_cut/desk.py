"""A desk with both kinds of seller, whose process is recorded while people work."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from bot.settings import Settings
from sandbox.hype import Hype
from sandbox.telegram import Chat
from services.actor import Actor
from tests.campaigns.desk import KilledDesk
from tests.campaigns.power_cut import recording
from tests.campaigns.power_cut.disk import Image, put
from tests.campaigns.power_cut.recording import Recording
from tests.campaigns.process import Keydesk

RUN = ("-m", "bot", "run")
VOUCHER = "Razer Gold"


class RecordedDesk(KilledDesk):
    """The desk of the kill campaign, under strace, and with PIN Hype besides CodeGames.

    ``image`` is what its folder has at first: None for a furnished desk, empty for one just installed.
    """

    def __init__(self, folder: Path, image: Image | None = None) -> None:
        super().__init__(folder, None)
        self.folder = folder
        self.trace = folder / "trace"
        self.base: Image = image or {}
        """What the process finds when it starts."""
        self.groups: list[Chat] = []
        self._furnished = image is None
        self.hype = Hype()
        self.hype.collection(1, "Vouchers")
        self.hype.product(2303, VOUCHER, "66.49", collection=1)
        self._others = AsyncExitStack()

    @property
    def data_dir(self) -> Path:
        """The folder that the cut is about."""
        return self.folder / "data"

    async def open(self) -> None:
        """As ever; the recording begins when the process starts."""
        await self.hype.start()
        self._others.push_async_callback(self.hype.stop)
        await super().open()

    async def move_in(self) -> None:
        """As ever; ``groups`` keeps them all."""
        await super().move_in()
        self.groups.append(self.group)

    async def close(self) -> None:
        """End it all."""
        await super().close()
        await self._others.aclose()

    async def cut(self) -> Recording:
        """Kill the process, and give what it did."""
        await self.bot.kill()
        return await self.recording()

    async def recording(self) -> Recording:
        """What the process did, which has ended."""
        await asyncio.to_thread(recording.wait_for_end, self.trace, self.bot.pid)
        return await asyncio.to_thread(recording.read, self.trace, self.data_dir)

    def settings(self) -> Settings:
        """Those of the process."""
        return Settings.load(self.bot.settings, self.folder / "no.env")

    def _keydesk(self) -> Keydesk:
        return Keydesk(
            self.folder, self._settings(), under=recording.strace(self.trace), program=RUN
        )

    async def _furnish(self) -> None:
        if not self._furnished:
            put(self.base, self.data_dir)
            return
        await super()._furnish()
        async with self._services() as house:
            olga = Actor(self.olga.id, self.olga.id, self.olga.name)
            await house.services.catalog.add(olga, VOUCHER, "hype", "2303", "BRL")
        self.base = {path.name: path.read_bytes() for path in self.data_dir.iterdir()}

    def _settings(self) -> dict[str, str]:
        return {
            **super()._settings(),
            "KEYDESK_HYPE__BASE_URL": self.hype.base_url,
            "KEYDESK_HYPE__IDENTIFIER": self.hype.identifier,
            "KEYDESK_HYPE__SECRET": self.hype.secret,
            "KEYDESK_HYPE__GRACE": "0",
        }
