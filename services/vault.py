"""Sealing keys, finding them again by fingerprint, and showing only a mask of them.

Keys are sealed with Fernet under the newest of the desk's secrets; older secrets still open what was
sealed under them. The fingerprint is an HMAC-SHA256 keyed from the same secrets, so a stolen database
does not let anyone test guesses.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence

from cryptography.fernet import Fernet, MultiFernet

_MASK = "•••••"


class Vault:
    """Seals and opens keys. ``on_plain`` hears of every plain key, so that logs can hide it."""

    def __init__(
        self, secret_keys: Sequence[str], on_plain: Callable[[str], None] = lambda plain: None
    ) -> None:
        """Take Fernet keys, newest first. Raises ValueError where one is not a Fernet key."""
        self._fernet = MultiFernet([Fernet(secret) for secret in secret_keys])
        self._pepper = [
            hashlib.sha256(b"keydesk fingerprint\0" + secret.encode()).digest()
            for secret in secret_keys
        ]
        self._on_plain = on_plain

    def seal(self, plain: str) -> bytes:
        """Encrypt a key under the newest secret."""
        self._on_plain(plain)
        return self._fernet.encrypt(plain.encode())

    def open(self, sealed: bytes) -> str:
        """Decrypt a key. Raises cryptography.fernet.InvalidToken where no secret fits."""
        plain = self._fernet.decrypt(sealed).decode()
        self._on_plain(plain)
        return plain

    def wrap(self, text: str) -> bytes:
        """Encrypt words in which something secret may stand; logs hear nothing of them."""
        return self._fernet.encrypt(text.encode())

    def unwrap(self, wrapped: bytes) -> str:
        """Decrypt such words. Raises cryptography.fernet.InvalidToken where no secret fits."""
        return self._fernet.decrypt(wrapped).decode()

    def fingerprint(self, plain: str) -> str:
        """The fingerprint under the newest secret: how a key is written down."""
        return _fingerprint(self._pepper[0], plain)

    def fingerprints(self, plain: str) -> tuple[str, ...]:
        """The fingerprints under every secret: how a key is looked for."""
        return tuple(_fingerprint(pepper, plain) for pepper in self._pepper)


def _fingerprint(pepper: bytes, plain: str) -> str:
    return hmac.new(pepper, plain.strip().encode(), hashlib.sha256).hexdigest()


def mask(plain: str) -> str:
    """What a group may see of a key: at most its last four characters, and never over a fifth."""
    shown = min(4, len(plain) // 5)
    return _MASK + (plain[-shown:] if shown else "")
