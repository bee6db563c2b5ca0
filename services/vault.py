"""Sealing keys, finding them again by fingerprint, and showing only a mask of them.

Keys are sealed with Fernet under the newest of the desk's secrets; older secrets still open what was
sealed under them. The fingerprint is an HMAC-SHA256 with a *pepper* that comes of the same secrets, so a
stolen database does not let anyone test guesses. A second one, of the key's bare form
(:mod:`services.key_shapes`), finds it in any dress. A secret is named by its id, which comes of it by
SHA-256 and leads nobody back to it.

The keys of the audit's chain are sealed apart, under keys that come of the same secrets by HKDF: else
whoever knows the text of some sealed key could put its seal where the chain's stands, and know that too.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.key_shapes import LONGEST, SHORTEST_ALIKE, bare, shown_of

SAMPLE = SHORTEST_ALIKE
"""Letters of a sample: as many as the shortest key has that is the same in any dress."""
LONGEST_SAMPLED = 256
LONGEST_MASKED = 4096
_MASK = "•••••"


class Vault:
    """Seals and opens keys. ``on_plain`` hears of every plain key, so that logs can hide it."""

    def __init__(
        self, secret_keys: Sequence[str], on_plain: Callable[[str], None] = lambda plain: None
    ) -> None:
        """Take Fernet keys, newest first. Raises ValueError where one is not a Fernet key."""
        fernets = [Fernet(secret) for secret in secret_keys]
        self._newest, self._fernet = fernets[0], MultiFernet(fernets)
        apart = [Fernet(_apart(secret)) for secret in secret_keys]
        self._newest_apart, self._apart = apart[0], MultiFernet(apart)
        self._peppers = {secret_id(secret): pepper_of(secret) for secret in secret_keys}
        self._earlier: tuple[bytes, ...] = ()
        self._on_plain = on_plain

    @property
    def secret_ids(self) -> tuple[str, ...]:
        """What the secrets are known by, newest first."""
        return tuple(self._peppers)

    def seal(self, plain: str) -> bytes:
        """Encrypt a key under the newest secret."""
        self._on_plain(plain)
        return self._fernet.encrypt(plain.encode())

    def open(self, sealed: bytes) -> str:
        """Decrypt a key. Raises cryptography.fernet.InvalidToken where no secret fits."""
        plain = self._fernet.decrypt(sealed).decode()
        self._on_plain(plain)
        return plain

    def opened(self, sealed: bytes) -> str | None:
        """Decrypt a key; None where no secret fits, so that one lost key hides no other."""
        try:
            return self.open(sealed)
        except (InvalidToken, UnicodeDecodeError):
            return None

    def wrap(self, text: str) -> bytes:
        """Encrypt words in which something secret may stand; logs hear nothing of them."""
        return self._fernet.encrypt(text.encode())

    def unwrap(self, wrapped: bytes) -> str:
        """Decrypt such words. Raises cryptography.fernet.InvalidToken where no secret fits."""
        return self._fernet.decrypt(wrapped).decode()

    def opens(self, sealed: bytes) -> bool:
        """Whether one of the secrets opens this."""
        return _opens(self._fernet, sealed)

    def is_under_newest(self, sealed: bytes) -> bool:
        """Whether the newest secret opens this."""
        return _opens(self._newest, sealed)

    def pepper(self, of_secret: str) -> bytes:
        """The pepper of one of the secrets by its id, sealed under the newest."""
        return self.wrap(self._peppers[of_secret].hex())

    def seal_anew(self, sealed: bytes) -> bytes:
        """The same under the newest secret. Raises cryptography.fernet.InvalidToken."""
        return self._fernet.rotate(sealed)

    def seal_apart(self, text: str) -> bytes:
        """Encrypt what must not be mistaken for anything else that is sealed."""
        return self._apart.encrypt(text.encode())

    def open_apart(self, sealed: bytes) -> str | None:
        """Decrypt it; None where no secret fits."""
        try:
            return self._apart.decrypt(sealed).decode()
        except (InvalidToken, UnicodeDecodeError):
            return None

    def is_apart_under_newest(self, sealed: bytes) -> bool:
        """Whether the newest secret opens this."""
        return _opens(self._newest_apart, sealed)

    def fingerprints_of(self, sealed: bytes) -> tuple[str, str]:
        """Both fingerprints of a sealed key; logs hear nothing of it. Raises InvalidToken."""
        plain = self.unwrap(sealed)
        return self.fingerprint(plain), self.bare_fingerprint(plain)

    def find_also(self, sealed_peppers: Iterable[bytes]) -> None:
        """Look with these besides: of secrets that have left the settings. Raises InvalidToken."""
        self._earlier = tuple(bytes.fromhex(self.unwrap(sealed)) for sealed in sealed_peppers)

    def fingerprint(self, plain: str) -> str:
        """The fingerprint under the newest secret: how a key is written down."""
        return _fingerprint(next(iter(self._peppers.values())), plain)

    def fingerprints(self, plain: str) -> tuple[str, ...]:
        """The fingerprints under every secret there is or was: how a key is looked for."""
        return tuple(_fingerprint(each, plain) for each in self._all_peppers())

    def bare_fingerprint(self, plain: str) -> str:
        """The fingerprint of a key's bare form under the newest secret: how it is written down."""
        return _bare_fingerprint(next(iter(self._peppers.values())), bare(plain))

    def bare_fingerprints(self, form: str) -> tuple[str, ...]:
        """The fingerprints of a bare form under every secret there is or was."""
        return tuple(_bare_fingerprint(each, form) for each in self._all_peppers())

    def dresses(self, plain: str) -> tuple[str, ...]:
        """The fingerprints by which a key is the same in any dress: none of one that is too short for it,
        or so long that only its beginning would be compared.
        """
        form = bare(plain)
        return self.bare_fingerprints(form) if SHORTEST_ALIKE <= len(form) < LONGEST else ()

    def samples(self, plain: str) -> frozenset[int]:
        """Fingerprints, cut short, of every eight letters in a row of a key: how it is written down, so that
        a key is found inside another. None of one in which no other fits, nor behind its first 256 letters.
        """
        form = bare(plain, LONGEST_SAMPLED)
        if len(form) <= SAMPLE:
            return frozenset()
        return frozenset(_samples(next(iter(self._peppers.values())), form))

    def samples_of(self, form: str) -> list[list[int]]:
        """Those of a bare form, in order, under every secret there is or was: how it is looked for."""
        return [_samples(each, form) for each in self._all_peppers()]

    def heard(self, text: str) -> None:
        """Tell the logs of a key as somebody has dressed it."""
        self._on_plain(text)

    def _all_peppers(self) -> tuple[bytes, ...]:
        return (*self._peppers.values(), *self._earlier)


def secret_id(secret: str) -> str:
    """What a secret is known by: 12 letters and digits."""
    return hashlib.sha256(b"keydesk secret id\0" + secret.encode()).hexdigest()[:12]


def pepper_of(secret: str) -> bytes:
    """What keys the fingerprints of a secret."""
    return hashlib.sha256(b"keydesk fingerprint\0" + secret.encode()).digest()


def _apart(secret: str) -> bytes:
    derived = HKDF(SHA256(), 32, salt=None, info=b"keydesk audit chain").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)


def _opens(fernet: Fernet | MultiFernet, sealed: bytes) -> bool:
    try:
        fernet.decrypt(sealed)
    except InvalidToken:
        return False
    return True


def _fingerprint(pepper: bytes, plain: str) -> str:
    return hmac.new(pepper, plain.strip().encode(), hashlib.sha256).hexdigest()


def _bare_fingerprint(pepper: bytes, form: str) -> str:
    return hmac.digest(pepper, b"bare\0" + form.encode(), "sha256").hex()


def _samples(pepper: bytes, form: str) -> list[int]:
    return [
        int.from_bytes(
            hmac.digest(pepper, b"sample\0" + form[at : at + SAMPLE].encode(), "sha256")[:8],
            signed=True,
        )
        for at in range(len(form) - SAMPLE + 1)
    ]


def mask(plain: str) -> str:
    """What a group may see of a key: the last of its letters and digits, the same in whatever dress it is."""
    return _MASK + shown_of(bare(plain, LONGEST_MASKED)).upper()
