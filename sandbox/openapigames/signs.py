"""The Sign header: lower-case hex MD5 of the body's bytes and the secret behind them."""

import hashlib
import hmac

from sandbox.openapigames.errors import RefusalError


def sign_of(raw: bytes, secret: str) -> str:
    """Sign exactly these bytes."""
    # MD5 is what the provider demands; it guards nothing of ours.
    return hashlib.md5(raw + secret.encode(), usedforsecurity=False).hexdigest()


class Secrets:
    """The secret in force, and former ones, so that an outdated one is no mistake in signing."""

    def __init__(self, secret: str) -> None:
        self.current = secret
        self._former: list[str] = []

    def change(self, secret: str) -> None:
        """Accept only this one from now on."""
        self._former.append(self.current)
        self.current = secret

    def check(self, raw: bytes, sign: str | None) -> None:
        """Raise SIGN_NOT_FOUND or INVALID_SIGN; the detail, if any, is what was done wrongly."""
        if not sign:
            raise RefusalError("SIGN_NOT_FOUND", "the Sign header is missing")
        if _equal(sign, sign_of(raw, self.current)):
            return
        if any(_equal(sign, sign_of(raw, former)) for former in self._former):
            raise RefusalError("INVALID_SIGN")
        if _equal(sign.lower(), sign_of(raw, self.current)):
            raise RefusalError("INVALID_SIGN", "Sign is not in lower case")
        raise RefusalError("INVALID_SIGN", "Sign is not the MD5 of the bytes sent and the secret")


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogateescape"), other.encode())
