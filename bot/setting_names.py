"""The names of all settings as the environment has them, each with an example.

The examples are what a person gets to see beside a mistake, so none of them may be a real value. Those of
providers stand in their folders, at the fields of their settings.
"""

import re
from typing import get_origin

from pydantic.fields import FieldInfo
from rapidfuzz import fuzz, process

from providers import factories
from providers.settings import EMPTY_MEANS_SOMETHING

PREFIX = "KEYDESK_"

_EXAMPLES_OF_THE_DESK = {
    "KEYDESK_BOT_TOKEN": "123456789:AAE-the-token-that-BotFather-gave-you",
    "KEYDESK_OWNERS": "123456789,987654321",
    "KEYDESK_TELEGRAM_API": "http://127.0.0.1:8081",
    "KEYDESK_TELEGRAM_PROXY": "socks5://user:password@proxy.example.org:1080",
    "KEYDESK_PROXY": "http://proxy.example.org:3128",
    "KEYDESK_DATA_DIR": "./data",
    "KEYDESK_DATABASE_URL": "postgresql+asyncpg://keydesk:password@db.example.org/keydesk",
    "KEYDESK_SECRET_KEYS": "44-characters-that-end-in-an-equals-sign=",
    "KEYDESK_MODE": "polling",
    "KEYDESK_WEBHOOK_URL": "https://keydesk.example.org/telegram",
    "KEYDESK_WEBHOOK_SECRET": "letters_digits_and-dashes",
    "KEYDESK_LISTEN": "127.0.0.1:8090",
    "KEYDESK_LANGUAGE": "en",
    "KEYDESK_TIMEZONE": "Europe/Berlin",
    "KEYDESK_LOG_LEVEL": "info",
    "KEYDESK_LOG_FORMAT": "json",
    "KEYDESK_BACKUP_AT": "03:30",
    "KEYDESK_BACKUP_KEEP": "14",
    "KEYDESK_BACKUP_PASSPHRASE": "several words that nobody guesses",
    "KEYDESK_BACKUP_CHAT": "-1001234567890",
    "KEYDESK_KEEP_NOTICES": "30",
    "KEYDESK_KEEP_KEYS_DAYS": "365",
    "KEYDESK_AUDIT_HEAD": "/mnt/elsewhere/keydesk.head",
    "KEYDESK_AUDIT_CHAT": "-1001234567890",
}


def provider_prefix(provider: str) -> str:
    """What the names of a provider's settings begin with."""
    return f"{PREFIX}{provider.upper()}__"


def _example(field: FieldInfo) -> str:
    return str(field.examples[0] if field.examples else field.default)


_OF_PROVIDERS = {
    provider_prefix(provider) + name.upper(): field
    for provider, settings in factories.settings_classes().items()
    for name, field in settings.model_fields.items()
}

EXAMPLES = _EXAMPLES_OF_THE_DESK | {name: _example(each) for name, each in _OF_PROVIDERS.items()}
"""Every setting's, by its name; those of the providers of packages are theirs to know."""

MAY_BE_EMPTY = frozenset(
    name for name, each in _OF_PROVIDERS.items() if EMPTY_MEANS_SOMETHING in each.metadata
)
"""Names whose empty value means something; elsewhere empty is the same as not set."""

JSON_NAMES = frozenset(
    name for name, each in _OF_PROVIDERS.items() if get_origin(each.annotation) is dict
)
"""Names whose value is JSON."""

# A cluster that runs a service called "keydesk" puts names like KEYDESK_SERVICE_HOST and
# KEYDESK_PORT_8090_TCP_ADDR into the environment by itself: no typo of anybody.
_SERVICE_LINK = re.compile(
    r"KEYDESK_(\w+_)?(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)"
)


def is_service_link(name: str) -> bool:
    """Whether a cluster made this name, and not a person."""
    return _SERVICE_LINK.fullmatch(name) is not None


def nearest(name: str) -> str | None:
    """The known name that a mistyped one most likely means; None if nothing is like it."""
    best = process.extractOne(name, list(EXAMPLES), scorer=fuzz.ratio, score_cutoff=70)
    return None if best is None else best[0]
