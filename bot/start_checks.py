"""Checks of the environment and the disk before a start: certificates, proxies, the data directory.

Whatever is wrong there ends in a sentence that names it and says what to do, never in a traceback.
"""

import ssl
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import make_url

from bot.proxies import provider_proxies, telegram_proxies
from bot.settings import Settings
from providers.proxies import ProxyError


class StartCheckError(Exception):
    """Something there cannot be used. ``str`` is the whole message for the person who starts it."""


def check(settings: Settings, env: Mapping[str, str]) -> None:
    """Look at certificates, proxies and the data directory. Raises StartCheckError."""
    check_certificates(env)
    try:
        telegram_proxies(settings, env)
        provider_proxies(settings, env)
    except ProxyError as error:
        raise StartCheckError(f"{error} Mend it, or take it away.") from None
    _check_data_dir(settings.data_dir)
    url = make_url(settings.database_url.get_secret_value())
    if url.drivername.startswith("sqlite") and Path(url.database or "").is_dir():
        raise StartCheckError(
            f"The database file {url.database} is a folder. Move it out of the way, or set another "
            "KEYDESK_DATA_DIR."
        )


def check_certificates(env: Mapping[str, str]) -> None:
    """See that SSL_CERT_FILE and SSL_CERT_DIR can be used. Raises StartCheckError."""
    file, folder = env.get("SSL_CERT_FILE"), env.get("SSL_CERT_DIR")
    if file:
        why = _why_no_certificates(Path(file))
        if why is not None:
            raise StartCheckError(
                f"SSL_CERT_FILE: {file} {why}. Name a file with certificates in PEM, or take the "
                "variable away."
            )
    elif folder and not Path(folder).is_dir():
        raise StartCheckError(
            f"SSL_CERT_DIR: {folder} is no directory. Name one with certificates, or take the "
            "variable away."
        )


def _why_no_certificates(file: Path) -> str | None:
    try:
        ssl.create_default_context(cafile=str(file))
    except FileNotFoundError:
        return "is not there"
    except ssl.SSLError:
        return "holds no certificates that can be read"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None


def _check_data_dir(folder: Path) -> None:
    """It is there and is a directory, or there is one in which it can be made."""
    place = folder.absolute()
    while not place.exists() and not place.is_symlink() and place != place.parent:
        place = place.parent
    if place.is_dir():
        return
    made = "cannot be made: " if place != folder.absolute() else ""
    raise StartCheckError(
        f"KEYDESK_DATA_DIR: {folder} {made}{place if made else ''}{' ' if made else ''}"
        "is no directory. Move it out of the way, or set another place."
    )
