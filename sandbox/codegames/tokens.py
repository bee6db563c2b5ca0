"""Sign-in tokens of CodeGames: issued, presented in a header, expired."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.codegames.errors import RefusalError


class Tokens:
    """The tokens in force; ``lifetime`` None means until ``expire``, as the document is silent."""

    def __init__(self, clock: Callable[[], datetime], lifetime: timedelta | None) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._issued: dict[str, datetime] = {}

    def issue(self) -> str:
        """Make a token of three parts between dots, like the document's sample."""
        token = ".".join(secrets.token_urlsafe(size) for size in (12, 24, 24))
        self._issued[token] = self._clock()
        return token

    def expire(self) -> None:
        """Make every token issued so far worthless."""
        self._issued.clear()

    def check(self, token: str) -> None:
        """Raise UNAUTHORIZED unless the token is in force."""
        issued = self._issued.get(token)
        if issued is None:
            raise RefusalError("UNAUTHORIZED")
        if self._lifetime is not None and self._clock() - issued >= self._lifetime:
            raise RefusalError("UNAUTHORIZED")
