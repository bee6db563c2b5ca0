"""Keydesk as a process of its own, on a data directory that outlives it."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.program import ROOT, begun, pipe

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
        program: Sequence[str] = (),
    ) -> None:
        """``under`` is a command that runs Python and stays out of its way, such as strace -D; ``program``
        is what Python then runs in place of ours. With either a new interpreter is started."""
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
        self._process: ForkServerProcess | subprocess.Popen[bytes] | None = None
        self._logging: asyncio.Task[None] | None = None

    @property
    def log(self) -> str:
        """All that was written by every process so far."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    @property
    def running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and _status(self._process) is None

    @property
    def pid(self) -> int:
        """The number of the process that was started last."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    async def start(self, command: str = "run") -> None:
        """Begin; the world shows when it is ready."""
        output, end = pipe()
        with end:
            if self._under or self._program:
                self._process = self._anew(end, command)
            else:
                self._process = await asyncio.to_thread(
                    begun, (command,), self._folder, self.settings, end
                )
        self._logging = asyncio.create_task(asyncio.to_thread(self._keep, output))

    def _anew(self, output: Connection, command: str) -> "subprocess.Popen[bytes]":
        program = self._program or ("-m", "bot", command)
        return subprocess.Popen(  # noqa: S603 - our own program
            [*self._under, sys.executable, *program],
            cwd=self._folder,
            env={**self.settings, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=output.fileno(),
            stderr=subprocess.STDOUT,
        )

    def _keep(self, output: Connection) -> None:
        """Write down what it says: not by itself, for what it may write can be the trouble."""
        with output, self._log.open("ab", buffering=0) as log:
            while part := os.read(output.fileno(), 65536):
                log.write(part)

    async def kill(self) -> None:
        """SIGKILL: nothing is tidied up, nobody is told."""
        assert self._process is not None
        if self.running:
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
        while (status := _status(self._process)) is None:  # noqa: ASYNC110 - one way for both kinds
            await asyncio.sleep(0.01)
        await asyncio.wait({self._logging}, timeout=CHILDREN)
        return status

    async def clear(self) -> None:
        """Leave nothing running behind a test."""
        if self._process is not None and self.running:
            self._process.kill()
            await self.ended()


def _status(process: "ForkServerProcess | subprocess.Popen[bytes]") -> int | None:
    return process.exitcode if isinstance(process, ForkServerProcess) else process.poll()
