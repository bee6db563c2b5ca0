"""``keydesk audit``: whether anybody changed the record of who did what, and its end to be kept elsewhere."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.screen import Screen, counted, finish, read_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from services.audit import AuditReport, Outside

app = typer.Typer(no_args_is_help=True)
WORDS = {
    "changed": "It was changed, or one before it was taken out, put in or moved.",
    "forged": "It was written by somebody who does not have the desk's secrets.",
    "misplaced": "It says what it said, but was put under another kind or chat, where nobody looks for it.",
    "marked": "When the desk wrote it, the end before it was not the one that it had written:\n"
    "rows were missing there, or somebody had put some in.",
    "cut": "That row, and any behind it, is missing at the end.",
}
"""What is wrong where the chain breaks."""


@app.callback()
def audit() -> None:
    """Look after the record of who did what."""


@app.command()
def verify(
    head: Annotated[
        str | None,
        typer.Option(
            help="Its end at an earlier moment, which was kept elsewhere: the text itself, a file that holds"
            " it, or a backup. Without this the file in KEYDESK_AUDIT_HEAD, where it is set.",
        ),
    ] = None,
) -> None:
    """Say whether the chain of the audit is whole, or where it breaks."""
    settings = read_settings()
    screen = Screen(settings)
    finish(_verify(settings, screen, head), screen)


@app.command()
def head() -> None:
    """Print the end of the chain as it can be kept elsewhere; it gives nothing away."""
    settings = read_settings()
    screen = Screen(settings)
    finish(_head(settings, screen), screen)


async def _head(settings: "Settings", screen: Screen) -> None:
    from bot.existing_database import opened
    from services.audit import Outside

    async with opened(settings, screen) as db, db.read() as tx:
        screen.say(str(Outside.of(await tx.audit.end())))


async def _verify(settings: "Settings", screen: Screen, head: str | None) -> None:
    from bot.existing_database import opened, vault_of
    from services.audit import Audit
    from services.clock import system_clock

    outside = _outside(settings, screen, head)
    async with opened(settings, screen) as db:
        audit = Audit(db, system_clock, vault_of(settings, screen))
        report = await audit.verify(lambda rows: screen.progress(f"  {rows:,} rows read"), outside)
    if report.trouble is not None:
        screen.give_up("\n".join(_broken(report, outside)))
    rows = counted(report.rows, "row", "rows")
    screen.say(
        f"The audit is whole: {rows}, none changed, put in, moved or missing, by the desk's secrets."
    )
    if report.keyed_at is not None:
        screen.say(
            f"The first {counted(report.before_key, 'row is', 'rows are')} from before "
            f"{report.keyed_at:%Y-%m-%d %H:%M} UTC, when it got its key: as they were then."
        )
    if outside is None:
        screen.say(
            "This does not show whether an older copy of the whole database was put in its place: verify\n"
            "it with an end that was kept elsewhere (--head). Its end now:"
        )
    elif report.left_at is not None:
        screen.say(
            f"The end kept elsewhere is of a desk that a restore put away, "
            f"{report.left_at:%Y-%m-%d %H:%M} UTC. The end now:"
        )
    else:
        kept = counted(outside.rows, "row", "rows")
        screen.say(f"The end kept elsewhere, behind {kept}, is in it. The end now:")
    screen.say(str(report.end))


def _outside(settings: "Settings", screen: Screen, given: str | None) -> "Outside | None":
    import zipfile
    from pathlib import Path

    from services.audit import Outside
    from services.audit_head import read
    from services.backups.archive import manifest_in

    if given is None:
        return read(settings.audit_head) if settings.audit_head is not None else None
    path = Path(given)
    if not path.is_file():
        found = Outside.read(given)
    elif zipfile.is_zipfile(path):
        found = Outside.read(manifest_in(path).audit)
    else:
        found = read(path)
    if found is None:
        screen.give_up(
            f"No end of an audit is in {given}: a number of rows, a dash, and 64 digits."
        )
    return found


def _broken(report: "AuditReport", outside: "Outside | None") -> list[str]:
    from services.audit import Trouble

    rows = counted(report.rows, "row", "rows")
    if report.trouble is Trouble.NOT_KEYED:
        return [
            f"The audit has no key. Its {rows} fit one another, which anybody can make so.",
            "If this is an upgrade, start the desk once (keydesk run), then run this again. If not,",
            "somebody has taken the key out. Compare with a backup.",
        ]
    if report.trouble is Trouble.NO_KEY:
        return [
            f"No secret in the settings opens the key of the audit. Its {rows} fit one another, which",
            "anybody can make so. Put the secrets back that it was written with, and run this again.",
        ]
    if report.trouble is Trouble.OUTSIDE and outside is not None:
        kept = counted(outside.rows, "row", "rows")
        return [
            f"The audit is not the one whose end was kept elsewhere, behind {kept}. Its {rows} fit.",
            "An older copy of it was put in its place, or another desk's. Compare with a backup.",
        ]
    fit = counted(report.rows, "row that fits", "rows that fit")
    said = [f"The audit breaks at row {report.broken_at:,}, after {fit}."]
    if (row := report.found) is not None:
        said.append(f"That row says: {row.at:%Y-%m-%d %H:%M:%S} UTC, {row.action}, {row.subject}.")
    said.append(WORDS[report.trouble or Trouble.CHANGED])
    return [*said, "Compare with a backup."]
