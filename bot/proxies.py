"""The proxies of this process: the ways to Telegram and to the providers, by settings and environment."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from bot.settings import Settings
from providers.proxies import VARIABLES, Proxies


def telegram_proxies(settings: Settings, env: Mapping[str, str]) -> Proxies:
    """The way to Telegram. Raises ProxyError."""
    own = settings.telegram_proxy
    return Proxies(env, None if own is None else own.get_secret_value(), "KEYDESK_TELEGRAM_PROXY")


def provider_proxies(settings: Settings, env: Mapping[str, str]) -> Proxies:
    """The way to the providers. Raises ProxyError."""
    own = settings.proxy
    return Proxies(env, None if own is None else own.get_secret_value(), "KEYDESK_PROXY")


def passwords(env: Mapping[str, str]) -> Iterator[str]:
    """Passwords of proxies that stand in the environment, for the redactor of the logs."""
    for name in VARIABLES:
        for written in (name, name.lower()):
            value = env.get(written, "")
            try:
                password = urlsplit(value if "://" in value else f"http://{value}").password
            except ValueError:
                continue
            if password:
                yield from {password, unquote(password)}
