"""``keydesk run``."""

import sys

import typer

from bot.commands.screen import CANNOT, read_settings


def run() -> None:
    """Run the bot with the settings of the environment and of .env."""
    settings = read_settings()
    from bot import app as process
    from bot.secrets import SecretsError
    from bot.telegram.errors import PollingError
    from bot.web import ListenError
    from providers.factories import FactoryError
    from services.seals import WrongSecretsError
    from storage.process_lock import OccupiedError
    from storage.schema_revision import NewerSchemaError

    try:
        process.run(settings)
    except (
        SecretsError,
        WrongSecretsError,
        PollingError,
        NewerSchemaError,
        OccupiedError,
        FactoryError,
        ListenError,
    ) as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(CANNOT) from None
