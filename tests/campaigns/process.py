"""Keydesk as a process of its own, on a data directory that outlives it."""

import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

HOUSE = Path(__file__).parents[2]
CHILDREN = 5
"""Seconds in which what a dead process had started may still hold its output."""


class Keydesk:
    """``keydesk run`` with these settings and nothing else of this process's environment."""

    def __init__(
        self,
        folder: Path,
        settings: Mapping[str, str],
        *,
        under: Sequence[str] = (),
        program: Sequence[str] = ("-m", "bot", "run"),
    ) -> None:
        """``under`` is a command that runs Python and stays out of its way, such as strace -D."""
        self._under = under
        self._program = program
        self.data_dir = folder / "data"
        self._folder = folder
        self._log = folder / "log"
        self.settings = {
            **settings,
            "KEYDESK_DATA_DIR": str(self.data_dir),
            "KEYDESK_LOG_LEVEL": "debug",
            "KEYDESK_LISTEN": "127.0.0.1:0",
        }
        self._process: asyncio.subprocess.Process | None = None
        self._logging: asyncio.Task[None] | None = None

    @property
    def log(self) -> str:
        """All that was written by every process so far."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    @property
    def running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        """The number of the process that was started last."""
        assert self._process is not None
        return self._process.pid

    async def start(self, arguments: Sequence[str] | None = None) -> None:
        """Begin, what ``arguments`` say or else the program; the world shows when it is ready."""
        self._process = await asyncio.create_subprocess_exec(
            *self._under,
            sys.executable,
            *(arguments or self._program),
            cwd=self._folder,
            env={**self.settings, "PYTHONPATH": str(HOUSE)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert self._process.stdout is not None
        self._logging = asyncio.create_task(self._keep(self._process.stdout))

    async def _keep(self, said: asyncio.StreamReader) -> None:
        """Write down what it says: not by itself, for what it may write can be the trouble."""
        while part := await said.read(65536):
            with self._log.open("ab") as log:
                log.write(part)

    async def kill(self) -> None:
        """SIGKILL: nothing is tidied up, nobody is told."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        assert await self.ended() == -signal.SIGKILL

    def terminate(self) -> None:
        """SIGTERM: asked to stop."""
        assert self._process is not None
        self._process.terminate()

    async def ended(self) -> int:
        """The exit status, waited for, and all that was said until then."""
        assert self._process is not None
        assert self._logging is not None
        status = await self._process.wait()
        await asyncio.wait({self._logging}, timeout=CHILDREN)
        return status

    async def clear(self) -> None:
        """Leave nothing running behind a test."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self.ended()
