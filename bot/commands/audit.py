"""``keydesk audit``: what was done, and whether anybody changed the record of it."""

from typing import TYPE_CHECKING

import typer

from bot.commands.screen import Screen, counted, finish, read_settings

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(no_args_is_help=True)


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
    from bot.standing import opened
    from services.audit import Audit
    from services.clock import system_clock

    async with opened(settings, screen) as db:
        report = await Audit(db, system_clock).verify(
            lambda rows: screen.progress(f"  {rows:,} rows read")
        )
    if report.broken_at is None:
        screen.say(
            f"The audit is whole: {counted(report.rows, 'row', 'rows')}, none changed, moved or missing."
        )
        return
    fit = counted(report.rows, "row that fits", "rows that fit")
    found = f"The audit breaks at row {report.broken_at:,}, after {fit}."
    if report.found is None:
        screen.give_up(f"{found}\nThat row, and any behind it, is missing at the end.")
    row = report.found
    screen.give_up(
        f"{found}\nThat row says: {row.at:%Y-%m-%d %H:%M:%S} UTC, {row.action}, {row.subject}.\n"
        "It was changed, or one before it was taken out or moved. Compare with a backup."
    )
