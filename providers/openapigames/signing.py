"""The ``Sign`` header: lower-case hex MD5 of the bytes sent, the secret behind them (FACTS 3, "Auth").

It has no time in it, so a signed request can be sent again by whoever sees it.
"""

import hashlib
import hmac

from pydantic import SecretStr

HEADER = "Sign"


class Signer:
    """Signs with the secret, and checks what others have signed with it."""

    def __init__(self, secret: SecretStr) -> None:
        self._secret = secret

    def sign(self, body: bytes) -> str:
        """The signature of exactly these bytes."""
        signed = body + self._secret.get_secret_value().encode("ascii")
        # MD5 is what the provider demands.
        return hashlib.md5(signed, usedforsecurity=False).hexdigest()

    def headers(self, body: bytes) -> dict[str, str]:
        """The header that goes with these bytes."""
        return {HEADER: self.sign(body)}

    def verify(self, body: bytes, sign: str) -> bool:
        """Whether ``sign`` is the signature of these bytes; takes as long for a near miss."""
        return hmac.compare_digest(self.sign(body).encode(), sign.encode("utf-8", "replace"))
