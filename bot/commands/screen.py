"""What the commands share: settings read, secrets hidden, a sentence and an exit status at the end."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

T = TypeVar("T")
CANNOT = 1
"""The exit status where a command cannot do what it is for."""
WRONG_SETTINGS = 2


class Screen:
    """The terminal of whoever gave the command. No secret of the settings gets onto it."""

    def __init__(self, settings: "Settings") -> None:
        from bot.redact import Redactor

        self._redactor = Redactor()
        self._rewriting = False
        for secret in settings.secrets():
            self._redactor.add(secret)

    def hide(self, secret: str) -> None:
        """Show this secret nowhere."""
        self._redactor.add(secret)

    def say(self, text: str = "") -> None:
        """Print a line, or several."""
        self._end_progress()
        sys.stdout.write(self._redactor.redact(f"{text}\n"))
        sys.stdout.flush()

    def progress(self, text: str) -> None:
        """Say how far it is, over what was said of that before; nothing where nobody looks on."""
        if sys.stdout.isatty():
            self._rewriting = True
            sys.stdout.write(f"\r\x1b[2K{text}")
            sys.stdout.flush()

    def give_up(self, text: str) -> NoReturn:
        """Say why it cannot be done, and end."""
        self._end_progress()
        sys.stderr.write(self._redactor.redact(f"{text}\n"))
        raise typer.Exit(CANNOT)

    def _end_progress(self) -> None:
        if self._rewriting:
            self._rewriting = False
            sys.stdout.write("\n")


def counted(count: int, one: str, several: str) -> str:
    """A number with what it counts."""
    return f"{count:,} {one if count == 1 else several}"


def read_settings() -> "Settings":
    """The settings of the environment and of .env; exit status 2 where they are wrong."""
    import os

    from bot.settings import Settings, SettingsError
    from bot.start_checks import StartCheckError, check

    try:
        settings = Settings.load()
        check(settings, os.environ)
    except (SettingsError, StartCheckError) as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(WRONG_SETTINGS) from None
    return settings


def finish(work: Coroutine[Any, Any, T], screen: Screen) -> T:
    """Do the work of a command to its end. What it is known to stumble over ends in a sentence."""
    import logging

    import structlog

    from bot.error_sentences import sentence
    from bot.secrets import SecretsError
    from providers.factories import FactoryError
    from services.backups.errors import BackupError
    from services.rotation import LostSecretsError, NotStartedYetError
    from services.seals import WrongSecretsError
    from storage.errors import TroubleError
    from storage.process_lock import OccupiedError
    from storage.schema_revision import NewerSchemaError

    logging.getLogger().handlers = [logging.NullHandler()]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        screen.give_up("Stopped. What was done so far stays; run the same command to go on.")
    except (
        BackupError,
        LostSecretsError,
        NewerSchemaError,
        NotStartedYetError,
        OccupiedError,
        FactoryError,
        SecretsError,
        WrongSecretsError,
    ) as error:
        screen.give_up(str(error))
    except (TroubleError, OSError) as error:
        screen.give_up(sentence(error) or f"That did not work ({type(error).__name__}).")
