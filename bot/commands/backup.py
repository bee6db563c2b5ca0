"""``keydesk backup``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.screen import Screen, counted, finish, read_settings

if TYPE_CHECKING:
    from bot.settings import Settings


def backup(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; <data dir>/backups if not named.")
    ] = None,
    with_secrets: Annotated[
        bool,
        typer.Option(
            "--with-secrets", help="Write the secrets beside it too. Keep the two files apart."
        ),
    ] = False,
) -> None:
    """Make a backup of the desk, which may run meanwhile, and look it through."""
    settings = read_settings()
    screen = Screen(settings)
    finish(_backup(settings, screen, folder, with_secrets=with_secrets), screen)


async def _backup(
    settings: "Settings", screen: Screen, folder: Path | None, *, with_secrets: bool
) -> None:
    from bot.existing_database import found, vault_of
    from bot.secrets import FILE_NAME, secret_keys
    from bot.wiring_backups import build_maker
    from services.backups.making import copy_secrets
    from services.clock import system_clock
    from storage.schema_revision import refuse_newer

    db = found(settings, screen)
    maker = build_maker(settings, db, vault_of(settings, screen), system_clock)
    current, newest = await db.revision()
    refuse_newer(current)
    screen.say("Copying …")

    def progress(left: int, total: int) -> None:
        screen.progress(f"  {(total - left) * 100 // max(total, 1)} %")

    if current == newest:
        await db.open()
        try:
            made = await maker.make(folder, progress)
        finally:
            await db.close()
    else:  # before an upgrade: what is there is copied as it is, and not written to
        made = await maker.make_unrecorded(folder, progress)
    manifest = made.manifest
    rows = ", ".join(
        counted(manifest.counts.get(table, 0), one, several)
        for table, one, several in (
            ("orders", "order", "orders"),
            ("keys", "key", "keys"),
            ("audit", "audit row", "audit rows"),
        )
    )
    screen.say(f"{made.path} ({made.size:,} bytes)")
    screen.say(f"Made {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC, looked through, whole: {rows}.")
    screen.say(f"The audit's end in it: {manifest.audit}")
    if made.sealed is not None:
        screen.say(f"Sealed with the passphrase: {made.sealed}")
    if with_secrets:
        secrets = [each.get_secret_value() for each in secret_keys(settings)]
        kept = copy_secrets(secrets, made.path)
        screen.say(f"The secrets: {kept}. Together the two are every key in plain: part them.")
        return
    where = "KEYDESK_SECRET_KEYS" if settings.secret_keys else settings.data_dir / FILE_NAME
    screen.say(f"Without the secrets ({where}) no key in it can be read: keep a copy elsewhere.")
