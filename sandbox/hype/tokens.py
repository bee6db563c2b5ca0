"""Token pairs of PIN Hype: issued, refreshed once, presented in a header, expired."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.hype.errors import RefusalError
from sandbox.hype.moments import written

DAY = timedelta(hours=24)
"""How long the pair of the document's sample lives."""


@dataclass(frozen=True)
class Pair:
    """What a sign-in or a refresh gives."""

    access: str
    refresh: str
    created_at: datetime
    expired_at: datetime

    def body(self) -> dict[str, Any]:
        """Return the answer of FACTS 5.1 and 5.2."""
        return {
            "accessToken": self.access,
            "refreshToken": self.refresh,
            "createdAt": written(self.created_at),
            "expiredAt": written(self.expired_at),
            "isAuthenticated": True,
        }


class Tokens:
    """The pairs in force. A refresh uses up its refresh token; the access token lives on."""

    def __init__(
        self, clock: Callable[[], datetime], lifetime: timedelta, refresh_lifetime: timedelta
    ) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._refresh_lifetime = refresh_lifetime
        self._access: dict[str, Pair] = {}
        self._refresh: dict[str, Pair] = {}

    def issue(self) -> Pair:
        """Make a pair; the access token has three parts between dots, like the sample."""
        now = self._clock()
        access = ".".join(secrets.token_urlsafe(size) for size in (12, 24, 24))
        pair = Pair(access, secrets.token_hex(24), now, now + self._lifetime)
        self._access[pair.access] = self._refresh[pair.refresh] = pair
        return pair

    def renew(self, access: str, refresh: str) -> Pair:
        """Exchange a pair for a new one; an expired access token is good enough.

        RefusalError 400 for a refresh token that is unknown, used, expired or of another pair.
        """
        pair = self._refresh.get(refresh)
        if (
            pair is None
            or pair.access != access
            or self._clock() - pair.created_at >= self._refresh_lifetime
        ):
            raise RefusalError(400, "Invalid refresh token")
        del self._refresh[refresh]
        return self.issue()

    def check(self, access: str) -> None:
        """RefusalError 401 unless the access token is in force."""
        pair = self._access.get(access)
        if pair is None or self._clock() >= pair.expired_at:
            raise RefusalError(401, "Unauthorized")

    def expire(self) -> None:
        """End every access token now."""
        self._access.clear()

    def expire_refresh(self) -> None:
        """End every refresh token now."""
        self._refresh.clear()
