"""Kinds of settings and how each is read from text. Messages never repeat a value."""

import re
from datetime import time
from typing import Annotated, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from cryptography.fernet import Fernet
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from providers.proxies import ProxyError, checked
from providers.settings import BaseUrl

SHORTEST_PASSPHRASE = 12
DATABASES = ("sqlite+aiosqlite", "postgresql+asyncpg")
OPTIONS = (
    "ssl",
    "host",
    "port",
    "passfile",
    "target_session_attrs",
    "krbsrvname",
    "gsslib",
    "prepared_statement_cache_size",
)
"""What may stand behind the ``?`` of a PostgreSQL URL: what its driver takes as text."""
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


def _proxy(address: SecretStr) -> SecretStr:
    try:
        checked("", address.get_secret_value())
    except ProxyError as error:
        raise ValueError(str(error).removeprefix(": ")) from None
    return address


ProxyAddress = Annotated[SecretStr, AfterValidator(_proxy)]
"""May hold a user and a password."""


class Listening(NamedTuple):
    """Where the web side listens; the host may be a name, an IPv4 or an IPv6 address."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The same as an address of the web."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def _parts(value: Any) -> Any:
    """Split text at commas; whatever code hands over stays as it is."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _bot_token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]{20,}", token.get_secret_value()):
        raise ValueError("is not a bot token: digits, a colon, then the part that BotFather gave")
    return token


def _owner(number: int) -> int:
    if number <= 0:
        raise ValueError("must be ids of users, which are positive (negative ones are groups)")
    return number


def _owners(value: Any) -> Any:
    parts = _parts(value)
    if isinstance(value, str) and not all(re.fullmatch(r"-?\d{1,19}", part) for part in parts):
        raise ValueError("must be numbers separated by commas, not names")
    return parts


def _database_url(url: SecretStr) -> SecretStr:
    scheme, found, rest = url.get_secret_value().partition("://")
    if scheme not in DATABASES or not found or not rest:
        raise ValueError(f"must begin with {' or '.join(f'{name}://' for name in DATABASES)}")
    try:
        parts = urlsplit(url.get_secret_value())
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        raise ValueError(
            "has a port that is not a number, or a password whose / ? # are not written %2F %3F %23"
        ) from None
    if scheme.startswith("sqlite"):
        if parts.netloc or parts.query or rest.strip("/") in {"", ":memory:"}:
            raise ValueError(f"must be {scheme}:///FILE, with nothing behind a ?")
        return url
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not options.keys() <= set(OPTIONS):  # not named: they may be the rest of a password
        raise ValueError(
            f"may have behind the ? only {', '.join(OPTIONS)} (sslmode is called ssl here)"
        )
    if options.get("ssl", "prefer") not in SSL_MODES:
        raise ValueError(f"has an ssl that is none of {', '.join(SSL_MODES)}")
    return url


def _fernet_key(key: SecretStr) -> SecretStr:
    try:
        Fernet(key.get_secret_value())
    except ValueError:
        raise ValueError(
            "must be Fernet keys: 32 bytes in URL-safe base64, 44 characters"
        ) from None
    return key


def _mode(value: Any) -> Any:
    mode = value.strip().lower() if isinstance(value, str) else value
    if mode == "webhook":
        raise ValueError("webhook is not in this version: use polling")
    if mode != "polling":
        raise ValueError("must be polling")
    return mode


def _listen(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\[\]:\s]+)):(\d{1,5})", value.strip())
    if match is None or int(match[3]) > 65535:
        raise ValueError("must be HOST:PORT, an IPv6 address in brackets")
    return Listening(match[1] or match[2], int(match[3]))


def _language(code: str) -> str:
    try:
        Locale.parse(code, sep="-" if "-" in code else "_")
    except (ValueError, UnknownLocaleError):
        raise ValueError("is not a language code") from None
    return code


def _time_zone(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return ZoneInfo(value)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise ValueError("is not a time zone of the tz database") from None


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _time_of_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", value.strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError("must be a time of the day, HH:MM")
    return time(int(match[1]), int(match[2]))


def _passphrase(passphrase: SecretStr) -> SecretStr:
    if len(passphrase.get_secret_value()) < SHORTEST_PASSPHRASE:
        raise ValueError(f"must have at least {SHORTEST_PASSPHRASE} characters")
    return passphrase


BotToken = Annotated[SecretStr, AfterValidator(_bot_token)]
Owners = Annotated[
    tuple[Annotated[int, AfterValidator(_owner)], ...],
    NoDecode,
    BeforeValidator(_owners),
    Field(min_length=1),
]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database_url)]
FernetKeys = Annotated[
    tuple[Annotated[SecretStr, AfterValidator(_fernet_key)], ...],
    NoDecode,
    BeforeValidator(_parts),
]
Mode = Annotated[str, BeforeValidator(_mode)]
Listen = Annotated[Listening, NoDecode, BeforeValidator(_listen)]
Language = Annotated[str, AfterValidator(_language)]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
Passphrase = Annotated[SecretStr, AfterValidator(_passphrase)]
TimeZone = Annotated[ZoneInfo, BeforeValidator(_time_zone)]
WebAddress = BaseUrl
WebhookSecret = Annotated[SecretStr, Field(min_length=1, max_length=256)]
Word = BeforeValidator(_lower)
"""For choices: ``INFO`` means ``info``."""
