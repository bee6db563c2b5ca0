"""``keydesk doctor``: is everything in place to run? One line a check, and what to do about it."""

import asyncio
import logging
import os
import stat
import sys
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor_backups import how_backups_stand
from bot.doctor_files import where_the_audit_ends, whose_the_data_are
from bot.doctor_listening import can_be_listened_on
from bot.doctor_own_stock import how_own_stock_stands
from bot.doctor_secrets import what_secrets_open
from bot.error_sentences import database_trouble, sentence
from bot.proxies import provider_proxies, telegram_proxies
from bot.redact import Redactor
from bot.secrets import FILE_NAME, SecretsError, load, not_lost_beside_a_file
from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.errors import NotConnected
from providers.base import Provider
from providers.connection_errors import why
from providers.errors import NotAllowed, ProviderError
from providers.factories import Dependencies, FactoryError
from providers.registry import build
from storage.database import Database
from storage.errors import NotWritableError, TroubleError
from storage.writability import LEAST_ROOM

TELEGRAM_TIME = 15
"""Seconds that Telegram has to answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. ``remedy`` says what to do where it is not ``good``."""

    name: str
    good: bool
    said: str
    remedy: str = ""

    def __str__(self) -> str:
        """The finding as a line."""
        mark = "ok  " if self.good else "BAD "
        return f"{mark} {self.name}: {self.said}" + (f" → {self.remedy}" if self.remedy else "")


def run(settings: Settings) -> int:
    """Print a line a check. Gives 1 if something is wrong, else 0."""
    redactor = Redactor()
    for secret in settings.secrets():
        redactor.add(secret)
    logging.getLogger().handlers = [logging.NullHandler()]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    return asyncio.run(_run(settings, redactor))


async def _run(settings: Settings, redactor: Redactor) -> int:
    bad = 0
    async for finding in findings(settings, redactor.add):
        sys.stdout.write(redactor.redact(f"{finding}\n"))
        sys.stdout.flush()
        bad += not finding.good
    sys.stdout.write("\nAll is well.\n" if not bad else f"\n{bad} to mend.\n")
    return 1 if bad else 0


async def findings(settings: Settings, on_secret: Callable[[str], None]) -> AsyncIterator[Finding]:
    """Check everything the process needs, one after the other. Changes nothing of the desk's."""
    yield Finding("settings", good=True, said=f"read; {len(settings.owners)} owner(s)")
    for warning in settings.warnings():
        yield Finding("settings", good=True, said=warning)
    files = whose_the_data_are(settings.data_dir)
    if files is not None:
        yield Finding("data directory", *files)
    yield _secrets(settings)
    yield await _database(settings)
    stored = await what_secrets_open(settings)
    if stored is not None:
        yield Finding("what is stored", *stored)
    own = await how_own_stock_stands(settings)
    if own is not None:
        yield Finding("own stock", *own)
    backups = await how_backups_stand(settings)
    if backups is not None:
        yield Finding("backups", *backups)
    head = where_the_audit_ends(settings.audit_head)
    if head is not None:
        yield Finding("audit's end", *head)
    yield Finding("web side", *await can_be_listened_on(settings.listen))
    yield await _telegram(settings)
    try:
        proxies = provider_proxies(settings, os.environ)
        providers = build(settings.for_factories(), on_secret, Dependencies(proxies=proxies))
    except FactoryError as error:
        yield Finding("providers", good=False, said=str(error), remedy="see docs/providers.md")
        return
    try:
        for provider in providers:
            yield await _provider(provider, proxies.origins)
        if not tuple(providers):
            yield Finding("providers", good=True, said="none is set up: there is nothing to sell")
    finally:
        await providers.close()


def _secrets(settings: Settings) -> Finding:
    if settings.secret_keys:
        return Finding("secrets", good=True, said="from KEYDESK_SECRET_KEYS")
    path = settings.data_dir / FILE_NAME
    try:
        not_lost_beside_a_file(settings)
        if not path.exists():
            return _made_at_the_start("secrets", path)
        load(path)
    except (SecretsError, OSError) as error:
        said = sentence(error) or str(error)
        return Finding("secrets", good=False, said=said.replace("\n", " "))
    mode = stat.S_IMODE(path.stat().st_mode)
    return Finding("secrets", good=True, said=f"{path}, mode {mode:04o}")


def _made_at_the_start(name: str, path: Path) -> Finding:
    refused = _no_room(name, f"{path} cannot be made", path)
    return refused or Finding(name, good=True, said=f"{path} is made at the first start")


def _no_room(name: str, what: str, path: Path) -> Finding | None:
    """What is bad where nothing can be written beside ``path``, or so little that a start would fail.

    Tries it with a file that has no name and is gone at once.
    """
    place = path.absolute().parent
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        with TemporaryFile(dir=place) as trial:
            trial.write(bytes(LEAST_ROOM))
    except OSError as error:
        return Finding(
            name,
            good=False,
            said=f"{what}: {place}: {error.strerror or 'no reason given'}",
            remedy="see that Keydesk may write there and that there is room, or set another place",
        )
    return None


async def _database(settings: Settings) -> Finding:
    name = "database"
    try:
        db = Database(settings.database_url.get_secret_value())
        if db.is_sqlite and not db.exists():
            return _made_at_the_start(name, Path(db.url.database or ""))
        current, head = await db.revision()
        lossy = await db.lossy_settings()
        if current == head:
            await db.try_write()
    except TroubleError as error:
        return _in_trouble(error)
    except (SQLAlchemyError, OSError, ValueError) as error:
        return Finding(
            name,
            good=False,
            said=f"cannot be opened: {sentence(error) or error}",
            remedy="check KEYDESK_DATABASE_URL, and that its server runs and lets us in",
        )
    if lossy:
        return Finding(
            name,
            good=False,
            said=f"a power cut may lose what was committed: {' and '.join(lossy)} off",
            remedy="switch on in PostgreSQL, for its server, this database and our role",
        )
    if current == head:
        return Finding(name, good=True, said=f"reached and written to, schema {head}")
    if (current or "") > head:
        return Finding(
            name,
            good=False,
            said=f"was written by a newer Keydesk (schema {current}, this one knows {head})",
            remedy="run the newer version, or restore a backup made with this one",
        )
    said = f"reached, schema {current or 'empty'}; {head} is applied at the next start"
    file = Path(db.url.database or "")
    refused = _no_room(name, "its schema cannot be brought on", file) if db.is_sqlite else None
    return refused or Finding(name, good=True, said=said)


def _in_trouble(error: TroubleError) -> Finding:
    said, remedy = database_trouble(error.cause)
    what = "written to" if isinstance(error, NotWritableError) else "read"
    return Finding("database", good=False, said=f"cannot be {what}: {said}", remedy=remedy)


async def _telegram(settings: Settings) -> Finding:
    name = "telegram"
    connection = Connection(settings.telegram_api, proxies=telegram_proxies(settings, os.environ))
    bot = Bot(settings.bot_token.get_secret_value(), session=connection)
    try:
        me = await bot.get_me(request_timeout=TELEGRAM_TIME)
    except TelegramUnauthorizedError:
        return Finding(
            name,
            good=False,
            said="does not accept the token",
            remedy="set KEYDESK_BOT_TOKEN to the one @BotFather shows for your bot",
        )
    except (AiogramError, OSError) as error:
        said = error.message if isinstance(error, NotConnected) else why(error)
        said = said.removeprefix(f"by {connection.way}: ")
        way = "" if connection.way is None else f" by the proxy {connection.way}"
        mend = "" if connection.way is None else f", or {connection.way.origin}"
        return Finding(
            name,
            good=False,
            said=f"cannot be reached{way} ({said})",
            remedy=f"check the network, or KEYDESK_TELEGRAM_API{mend}",
        )
    finally:
        await bot.session.close()
    return Finding(name, good=True, said=f"the bot is @{me.username}{_by(connection)}")


def _by(connection: Connection) -> str:
    return "" if connection.way is None else f", by the proxy {connection.way}"


async def _provider(provider: Provider, proxies: Collection[str]) -> Finding:
    try:
        await provider.check()
    except NotAllowed as error:
        remedy = f"check the KEYDESK_{provider.name.upper()}__… credentials"
        return Finding(provider.name, good=False, said=error.detail, remedy=remedy)
    except ProviderError as error:
        way = f" and the proxy of {', '.join(proxies)}" if proxies else " and the network"
        remedy = f"check KEYDESK_{provider.name.upper()}__BASE_URL{way}"
        return Finding(provider.name, good=False, said=error.detail, remedy=remedy)
    except Exception as error:  # noqa: BLE001 - a package of others may fail in any way
        said, remedy = f"is broken ({type(error).__name__})", "tell whoever wrote its package"
        return Finding(provider.name, good=False, said=said, remedy=remedy)
    return Finding(provider.name, good=True, said="answers")
