"""The database of a desk that is there already, opened for a command of the shell."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.commands.screen import Screen
from bot.secrets import secret_keys
from bot.settings import Settings
from services.vault import Vault
from storage.database import Database
from storage.schema_revision import refuse_newer


def found(settings: Settings, screen: Screen) -> Database:
    """The desk's database, not opened. Ends the command where there is none."""
    db = Database(settings.database_url.get_secret_value())
    if not db.exists():
        screen.give_up(f"There is no desk yet: {db.url.database} is made by keydesk run.")
    return db


@asynccontextmanager
async def opened(settings: Settings, screen: Screen) -> AsyncIterator[Database]:
    """The desk's database, of which nothing is made or migrated here: that is for ``run`` to do.

    Raises NewerSchemaError.
    """
    db = found(settings, screen)
    current, newest = await db.revision()
    refuse_newer(current)
    if current != newest:
        screen.give_up(
            f"The database has schema {current or 'none'}, and this Keydesk works with {newest}.\n"
            "Start the desk once with this version (keydesk run), then try again."
        )
    await db.open()
    try:
        yield db
    finally:
        await db.close()


def vault_of(settings: Settings, screen: Screen) -> Vault:
    """The vault with the desk's secrets, none of which is shown. Raises SecretsError, OSError."""
    secrets = [secret.get_secret_value() for secret in secret_keys(settings)]
    for secret in secrets:
        screen.hide(secret)
    return Vault(secrets)
