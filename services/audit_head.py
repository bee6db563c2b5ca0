"""The end of the audit's chain kept in a file elsewhere, so that an older copy of it is noticed.

Whoever can write the database can put all of it back as it once was, with every key and mac in its
place. Only something that he cannot put back as well tells the two apart.
"""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

import structlog

from services.access import Access
from services.audit import Outside
from services.audit.chain import RESTORED, left_behind
from services.outbox import Outbox
from storage import durable
from storage.database import Database
from storage.transaction import Tx

LONGEST = 18 + 1 + 64
"""Characters of an end."""

log = structlog.get_logger(__name__)


class HeadFile:
    """Keeps the file up to date, and says so when what it holds is none of this chain's."""

    def __init__(self, db: Database, path: Path | None, outbox: Outbox, access: Access) -> None:
        self._db = db
        self._path = path
        self._outbox = outbox
        self._access = access
        self._written: Outside | None = None
        self._trouble = ""

    async def keep(self) -> None:
        """Write the end down if it is another than before; leave alone what does not fit.

        A round that finds nothing new costs one statement.
        """
        if self._path is None:
            return
        try:
            # Before the chain is read: another process may put a newer one there meanwhile.
            if await asyncio.to_thread(holds_something_else, self._path):
                self._say("the head of the audit cannot be kept: the file holds something else")
                return
            kept = await asyncio.to_thread(read, self._path)
            async with self._db.read() as tx:
                end = Outside.of(await tx.audit.end())
                if end == self._written:
                    return
                fits = kept is None or await _fits(tx, kept)
            if kept is not None and not fits:
                self._say("the head of the audit kept outside is not in it")
                await self._tell(kept)
                return
            await asyncio.to_thread(_write, self._path, end)
        except OSError as error:
            self._say(f"the head of the audit cannot be kept: {error.strerror}")
            return
        self._written, self._trouble = end, ""

    async def _tell(self, kept: Outside) -> None:
        facts = {"rows": kept.rows, "file": str(self._path)}
        async with self._db.write() as tx:
            for owner in self._access.owners:
                key = f"audit-strange:{kept}:{owner}"
                await self._outbox.post(tx, "audit-strange", owner, facts, once_key=key)
        self._outbox.kick()

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            log.error(trouble, file=str(self._path))
        self._trouble = trouble


def read(path: Path) -> Outside | None:
    """The head that a file holds; None where it is not there, or holds none. OSError."""
    try:
        return Outside.read(path.read_text(encoding="ascii", errors="replace")[:1000])
    except FileNotFoundError:
        return None


def holds_something_else(path: Path) -> bool:
    """Whether somebody else's file is there, which must not be written over. OSError.

    A part of an end, or anything as short, is what is left of ours. A pipe or a device is never ours.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        return True
    try:
        with path.open("rb") as stream:
            start = stream.read(1000)
    except FileNotFoundError:
        return False
    return len(start.strip()) > LONGEST and Outside.read(start.decode("ascii", "replace")) is None


async def _fits(tx: Tx, kept: Outside) -> bool:
    """Whether the chain once ended so, or the desk that did was left behind by a restore."""
    if kept.rows == 0 or await tx.audit.has(kept.hash):
        return True
    return any(left_behind(row) == str(kept) for row in await tx.audit.of_action(RESTORED))


def _write(path: Path, end: Outside) -> None:
    """Put it there as a whole, on the disk."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="ascii") as stream:
            stream.write(f"{end}\n")
            stream.flush()
            durable.sync_file(stream.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    durable.sync_directory(path.parent)
