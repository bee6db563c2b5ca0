"""The command line. Each command imports what it needs, so that ``--help`` answers at once."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

CANNOT_RUN = 1
WRONG_SETTINGS = 2

app = typer.Typer(
    name="keydesk",
    help="A Telegram bot that a game-key business lives in all day.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command that the process was started with."""
    app()


@app.command()
def run() -> None:
    """Run the bot with the settings of the environment and of .env."""
    settings = _settings()
    from bot import app as process
    from bot.secrets import SecretsError
    from bot.telegram.errors import PollingError
    from bot.web import ListenError
    from providers.plugins import PluginError
    from storage.revision import NewerSchemaError

    try:
        process.run(settings)
    except (SecretsError, PollingError, NewerSchemaError, PluginError, ListenError) as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(CANNOT_RUN) from None


@app.command()
def doctor() -> None:
    """Check settings, database, Telegram and the providers, and say what to mend."""
    settings = _settings()
    from bot.doctor import run as check

    raise typer.Exit(check(settings))


@app.command()
def demo(
    tour: Annotated[
        bool, typer.Option("--tour", help="Play the main job as a transcript and exit.")
    ] = False,
    port: Annotated[
        int, typer.Option(help="Port of the web chat on 127.0.0.1.", min=0, max=65535)
    ] = 8080,
) -> None:
    """Try the whole desk in a web chat: no settings and no network needed."""
    from bot.demo import run as play

    play(tour=tour, port=port)


def _settings() -> "Settings":
    from bot.settings import Settings, SettingsError

    try:
        return Settings.load()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(WRONG_SETTINGS) from None
