"""``keydesk doctor``."""

import typer

from bot.commands.screen import read_settings


def doctor() -> None:
    """Check settings, database, Telegram and the providers, and say what to mend."""
    settings = read_settings()
    from bot.doctor import run

    raise typer.Exit(run(settings))
