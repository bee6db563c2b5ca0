"""The names of all settings as the environment has them, each with an example.

The examples are what a person gets to see beside a mistake, so none of them may be a real value.
"""

import re

from rapidfuzz import fuzz, process

PREFIX = "KEYDESK_"

EXAMPLES = {
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
    "KEYDESK_AUDIT_HEAD": "/mnt/elsewhere/keydesk.head",
    "KEYDESK_AUDIT_CHAT": "-1001234567890",
    "KEYDESK_CODEGAMES__BASE_URL": "https://api.codegames.example",
    "KEYDESK_CODEGAMES__LOGIN": "partner@example.org",
    "KEYDESK_CODEGAMES__PASSWORD": "the-password",
    "KEYDESK_CODEGAMES__AUTH_SCHEME": "Bearer",
    "KEYDESK_HYPE__BASE_URL": "https://stock.hype.games/api",
    "KEYDESK_HYPE__IDENTIFIER": "the-identifier",
    "KEYDESK_HYPE__SECRET": "the-secret",
    "KEYDESK_HYPE__COUNTRY": "BR",
    "KEYDESK_HYPE__CURRENCY": "BRL",
    "KEYDESK_HYPE__LANGUAGE": "pt-BR",
    "KEYDESK_HYPE__PRICE": "sales",
    "KEYDESK_HYPE__RATE": "50",
    "KEYDESK_HYPE__PARALLEL": "25",
    "KEYDESK_HYPE__GRACE": "120",
    "KEYDESK_HYPE__CATALOG_AGE": "600",
    "KEYDESK_HYPE__PRICE_AGE": "5",
    "KEYDESK_HYPE__REFRESH_PATH": "/auth/refresh",
    "KEYDESK_HYPE__REVERSAL_PATH": "/reversal",
    "KEYDESK_HYPE__REVERSAL_BY_REFERENCE_PATH": "/reversal/{reference}",
    "KEYDESK_HYPE__REPORT_BY_TRANSACTION_PATH": "/report/transaction/{transaction_id}",
    "KEYDESK_HYPE__REPORT_BY_REFERENCE_PATH": "/report/partner-reference/{reference}",
    "KEYDESK_HYPE__REPORT_BY_DOCUMENT_PATH": "/report/document/{document}",
    "KEYDESK_HYPE__ECHO_PATH": "/echo",
    "KEYDESK_PAYSUPER__BASE_URL": "https://api.paysuper.example",
    "KEYDESK_PAYSUPER__TOKEN": "the-token",
    "KEYDESK_PAYSUPER__PROJECT_ID": "5dbac7bb120a810001a8fe80",
    "KEYDESK_PAYSUPER__DIALECT": "document",
    "KEYDESK_OPENAPIGAMES__BASE_URL": "https://api.openapigames.example",
    "KEYDESK_OPENAPIGAMES__SECRET": "the-secret",
    "KEYDESK_OPENAPIGAMES__CONTENT_PROVIDER_ID": "12",
    "KEYDESK_OPENAPIGAMES__CLIENT_ID": "34",
    "KEYDESK_GAMEBASE__BASE_URL": "https://api-gamebase.nhncloudservice.com",
    "KEYDESK_GAMEBASE__APPS": '{"mygame": {"app_id": "AbCdEfGh", "secret_key": "the-secret"}}',
    "KEYDESK_GAMEBASE__STORES": '{"GG": "Play"}',
}

MAY_BE_EMPTY = frozenset({"KEYDESK_CODEGAMES__AUTH_SCHEME"})
"""Names whose empty value means something; elsewhere empty is the same as not set."""

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
