"""Looking through a copy of the desk before it is called a backup, and before it becomes the desk."""

import asyncio
from pathlib import Path

from cryptography.fernet import InvalidToken

from services.audit import Audit, Outside
from services.backups.errors import BackupError
from services.backups.manifest import Manifest
from services.clock import Clock
from services.seals import Seals, WrongSecretsError
from services.vault import Vault
from storage.copying import postgres, sqlite
from storage.database import Database
from storage.errors import TroubleError
from storage.schema_revision import HEAD, current


def database_in(path: Path) -> Database:
    """The database that a file is."""
    return Database(f"sqlite+aiosqlite:///{path}")


async def look_through(
    path: Path, clock: Clock, vault: Vault
) -> tuple[str, dict[str, int], Outside]:
    """The revision of a copy, its rows by table, and the end of its audit.

    Raises BackupError where it is damaged, where a sample of its keys does not open, or where its
    audit has lost its end.
    """
    try:
        counts = await asyncio.to_thread(sqlite.look_through, path)
        copy = database_in(path)
        async with copy.peek() as tx:
            revision = await current(tx.connection)
            end = Outside.of(await tx.audit.end()) if revision is not None else None
            whole = revision is not None and await Audit.end_fits(tx, clock, vault)
        await Seals(copy, clock, vault).check()
    except (sqlite.DamagedError, TroubleError) as error:
        raise BackupError(f"The copy is damaged: {error}") from error
    except (WrongSecretsError, InvalidToken) as error:
        raise BackupError(str(error)) from error
    if revision is None or end is None:
        raise BackupError("The copy has none of Keydesk's tables.")
    if not whole:
        raise BackupError("The end of the audit is missing in it: keydesk audit verify")
    return revision, counts, end


async def check_manifest(manifest: Manifest, payload: Path, vault: Vault) -> None:
    """Whether this Keydesk, with these secrets, can take a backup over. Raises BackupError."""
    if manifest.revision > HEAD:
        raise BackupError(
            f"This backup is of a newer Keydesk (schema {manifest.revision}, this one knows {HEAD}).\n"
            "Restore it with that version, or a newer one."
        )
    missing = [each for each in manifest.secrets if each not in vault.secret_ids]
    if missing:
        raise BackupError(
            f"This backup is sealed under secrets that are not here: {', '.join(missing)}.\n"
            f"The settings have: {', '.join(vault.secret_ids)}. (A secret is named by an id that gives\n"
            "nothing of it away.) Put the secret.keys of that desk here, or name a copy of it with\n"
            "--secrets. Nothing was changed."
        )
    if manifest.kind == "postgres":
        try:
            await postgres.list_dump(payload)
        except postgres.ToolError as error:
            raise BackupError(str(error)) from error
