"""What may keep a database from being written to, done to the real process, and a desk to do it to."""

import errno
import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sandbox.hype import Hype
from services.actor import Actor
from tests.campaigns.desk import KilledDesk
from tests.databases import PostgresServer

ROOM = "6m"
"""How large the disk of a desk is that is to be filled."""
PIN_PRICE = "66.49"


class UnwritableDesk(KilledDesk):
    """A desk that sells pins of PIN Hype besides, 25 of which are bought at a time."""

    def __init__(self, folder: Path, database_url: str | None) -> None:
        super().__init__(folder, database_url)
        self.hype = Hype()
        self.hype.collection(1, "Games")
        self.hype.product(101, "Pin card", PIN_PRICE, collection=1)

    async def open(self) -> None:
        """Start PIN Hype as well."""
        await self.hype.start()
        self._running.push_async_callback(self.hype.stop)
        await super().open()

    def charged(self) -> dict[str, str]:
        """What was charged in the stand-ins' books: our transaction id, and the provider's reference."""
        shop = {sold.txn_id: str(sold.order_id) for sold in self.shop.orders}
        return shop | {pin.reference: str(pin.transaction_id) for pin in self.hype.pins}

    async def _furnish(self) -> None:
        await super()._furnish()
        olga = Actor(self.olga.id, self.olga.id, self.olga.name)
        async with self._services() as house:
            await house.services.catalog.add(olga, "Pin card", "hype", "101", "BRL")

    def _settings(self) -> dict[str, str]:
        return super()._settings() | {
            "KEYDESK_HYPE__BASE_URL": self.hype.base_url,
            "KEYDESK_HYPE__IDENTIFIER": self.hype.identifier,
            "KEYDESK_HYPE__SECRET": self.hype.secret,
            "KEYDESK_HYPE__GRACE": "0",
        }


class Trouble(Protocol):
    """Keeps the database from being written to, from ``begin`` to ``end``."""

    words: str
    """What people are told is the matter."""

    def begin(self) -> None:
        """Now."""

    def end(self) -> None:
        """No more. May be called twice."""


class Locked:
    """Another program has begun to write and does not come to an end."""

    words = "another program holds the desk's database"

    def __init__(self, desk: KilledDesk) -> None:
        self._path = desk.bot.data_dir / "keydesk.db"
        self._other: sqlite3.Connection | None = None

    def begin(self) -> None:
        """Take the lock, waiting for the desk's own writes."""
        assert self._path.exists()
        self._other = sqlite3.connect(
            self._path, isolation_level=None, timeout=10, check_same_thread=False
        )
        self._other.execute("BEGIN IMMEDIATE")

    def end(self) -> None:
        """Let go."""
        if self._other is not None:
            self._other.close()
            self._other = None


class Full:
    """Somebody else's file takes all the room there is on the disk."""

    words = "the disk is full"

    def __init__(self, desk: KilledDesk) -> None:
        self._ballast = desk.bot.data_dir / "somebody-elses-file"

    def begin(self) -> None:
        """Fill the disk to its last byte."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError as error:
                    assert error.errno == errno.ENOSPC

    def end(self) -> None:
        """Take the file away."""
        self._ballast.unlink(missing_ok=True)


class Failing:
    """The kernel refuses every write of the process behind the first blocks of a file."""

    words = "the disk is full"
    """It may write no further: SQLite calls it an I/O error, a try beside the file tells."""

    def __init__(self, desk: KilledDesk) -> None:
        self._desk = desk

    def begin(self) -> None:
        """Lower what the process may write (RLIMIT_FSIZE), which needs no rights."""
        self._limit(4096)

    def end(self) -> None:
        """As before."""
        if self._desk.bot.running:
            self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        resource.prlimit(self._desk.bot.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


class Gone:
    """The server of the database is stopped."""

    words = "the desk's database does not answer"

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._halted = False

    def begin(self) -> None:
        """Stop it, as for an upgrade."""
        self._server.halt()
        self._halted = True

    def end(self) -> None:
        """Start it."""
        if self._halted:
            self._server.go_on()
            self._halted = False


class Standby:
    """The server takes no writes: it was made a standby, or its owner has set it so."""

    words = "the desk's database takes no writes"

    def __init__(self, server: PostgresServer) -> None:
        self._server = server

    def begin(self) -> None:
        """From the next transaction on."""
        self._server.set_read_only("on")

    def end(self) -> None:
        """As before."""
        self._server.set_read_only("off")


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Make the folder a disk of ROOM in memory. False: this user may not."""
    folder.mkdir(mode=0o700)
    options = f"size={ROOM},mode=0700"
    if os.geteuid() != 0 or _mount("-t", "tmpfs", "-o", options, "keydesk-test", str(folder)):
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)  # noqa: S603, S607


def _mount(*words: str) -> int:
    done = subprocess.run(["mount", *words], check=False, capture_output=True)  # noqa: S603, S607
    return done.returncode
