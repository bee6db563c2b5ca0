"""``keydesk audit``: what was done, and whether anybody changed the record of it."""

from typing import TYPE_CHECKING

import typer

from bot.commands.screen import Screen, counted, finish, read_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from services.audit import AuditReport

app = typer.Typer(no_args_is_help=True)
WORDS = {
    "changed": "It was changed, or one before it was taken out, put in or moved.",
    "forged": "It was written by somebody who does not have the desk's secrets.",
    "marked": "When the desk wrote it, the end before it was not the one that it had written:\n"
    "rows were missing there, or somebody had put some in.",
    "cut": "That row, and any behind it, is missing at the end.",
}
"""What is wrong where the chain breaks."""


@app.callback()
def audit() -> None:
    """Look after the record of who did what."""


@app.command()
def verify() -> None:
    """Say whether the chain of the audit is whole, or where it breaks."""
    settings = read_settings()
    screen = Screen(settings)
    finish(_verify(settings, screen), screen)


async def _verify(settings: "Settings", screen: Screen) -> None:
    from bot.standing import opened, vault_of
    from services.audit import Audit
    from services.clock import system_clock

    async with opened(settings, screen) as db:
        audit = Audit(db, system_clock, vault_of(settings, screen))
        report = await audit.verify(lambda rows: screen.progress(f"  {rows:,} rows read"))
    if report.trouble is not None:
        screen.give_up("\n".join(_broken(report)))
    rows = counted(report.rows, "row", "rows")
    screen.say(
        f"The audit is whole: {rows}, none changed, put in, moved or missing, by the desk's secrets."
    )
    if report.keyed_at is not None:
        screen.say(
            f"The first {counted(report.before_key, 'row is', 'rows are')} from before "
            f"{report.keyed_at:%Y-%m-%d %H:%M} UTC, when it got its key: as they were then."
        )


def _broken(report: "AuditReport") -> list[str]:
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
    fit = counted(report.rows, "row that fits", "rows that fit")
    said = [f"The audit breaks at row {report.broken_at:,}, after {fit}."]
    if (row := report.found) is not None:
        said.append(f"That row says: {row.at:%Y-%m-%d %H:%M:%S} UTC, {row.action}, {row.subject}.")
    said.append(WORDS[report.trouble or Trouble.CHANGED])
    return [*said, "Compare with a backup."]
