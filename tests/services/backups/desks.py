"""Desks that backups are restored over: how it is done, and what is in them then."""

from pathlib import Path

from sqlalchemy import select

from services.backups.restoring import Restored, Restorer
from services.seals import Seals
from services.vault import Vault
from storage.database import Database
from storage.tables.chats import users
from storage.tables.keys import keys
from tests.clock import ManualClock
from tests.services.backups.conftest import PASSPHRASE
from tests.services.sealed import NEW, OLD


async def restored(
    url: str,
    clock: ManualClock,
    backup: Path,
    *secrets: str,
    replace: bool = False,
    passphrase: str = PASSPHRASE,
) -> Restored:
    """Do it as the command does."""
    db = Database(url)
    db.occupy()
    try:
        restorer = Restorer(db, clock, Vault(secrets or (NEW, OLD)))
        return await restorer.restore(backup, lambda: passphrase, replace=replace)
    finally:
        await db.close()


async def plain_keys(url: str) -> list[str]:
    """Every key of a desk in plain."""
    db = Database(url)
    await db.open()
    vault = Vault([NEW, OLD])
    try:
        async with db.read() as tx:
            found = await tx.connection.scalars(select(keys.c.sealed).order_by(keys.c.id))
            return [vault.open(sealed) for sealed in found]
    finally:
        await db.close()


async def people(url: str) -> list[int]:
    """Whom a desk knows."""
    db = Database(url)
    await db.open()
    try:
        async with db.read() as tx:
            return list(await tx.connection.scalars(select(users.c.id).order_by(users.c.id)))
    finally:
        await db.close()


async def another_desk(url: str, clock: ManualClock) -> None:
    """A desk that only knows person 77."""
    db = Database(url)
    await db.open()
    await Seals(db, clock, Vault([NEW, OLD])).note_start()
    async with db.write() as tx:
        await tx.users.note(77, "Zoe", None, clock())
    await db.close()
