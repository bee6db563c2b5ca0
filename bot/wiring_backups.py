"""Backups put together: who makes them, and what the settings say of them."""

from bot.settings import Settings
from services.backups.making import BackupMaker
from services.backups.nightly import Backups, Rules
from services.clock import Clock
from services.outbox import Outbox
from services.vault import Vault
from storage.database import Database


def build_backups(
    settings: Settings, db: Database, vault: Vault, clock: Clock, outbox: Outbox
) -> Backups:
    """What makes a backup each night, if the settings say so."""
    maker = build_maker(settings, db, vault, clock)
    return Backups(db, clock, outbox, maker, backup_rules(settings))


def build_maker(settings: Settings, db: Database, vault: Vault, clock: Clock) -> BackupMaker:
    """Who makes backups. A sealed copy beside each is made only where a chat is to get it."""
    passphrase = settings.backup_passphrase if settings.backup_chat is not None else None
    return BackupMaker(db, clock, vault, settings.data_dir / "backups", passphrase)


def backup_rules(settings: Settings) -> Rules:
    """What the settings say of backups."""
    return Rules(
        settings.backup_at,
        settings.timezone,
        settings.backup_keep,
        settings.backup_chat,
        settings.owners,
    )
