"""Launches of games: a platform asks us for the address at which a player's game is opened.

Only accounts with LaunchMethod.API have it so. The request is signed, has no time in it and changes
nothing: to answer it twice does no harm.
"""

from collections.abc import Mapping
from decimal import Decimal

import structlog

from providers.administration import GameAccount, KeepsGameAccounts
from providers.errors import Rejected
from providers.jsontext import NotJsonError, decode
from providers.registry import Providers
from services.administration.known_accounts import KnownAccounts, NotKnownError
from services.clock import Clock
from services.provider_reads import TIME_LIMIT

ACCOUNT = "ACCOUNT_ID"

log = structlog.get_logger(__name__)


class LaunchError(Exception):
    """A launch gets no address. ``code`` is the platform's own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Launches:
    """Answers requests for launches. ``time_limit`` for reading accounts is in seconds."""

    def __init__(
        self, providers: Providers, clock: Clock, *, time_limit: float = TIME_LIMIT
    ) -> None:
        self._known = tuple(
            KnownAccounts(keeper, clock, time_limit)
            for keeper in providers.with_capability(KeepsGameAccounts)
        )

    @property
    def wanted(self) -> bool:
        """Whether anybody may ask."""
        return bool(self._known)

    async def link(self, body: bytes, sign: str | None) -> str:
        """The address for a request with this signature (FACTS 3.2; the form of it is assumed).

        Raises LaunchError: SIGN_NOT_FOUND, INVALID_SIGN, INVALID_BODY, UNKNOWN_ACCOUNT, and
        INTERNAL_ERROR where it is not known and the accounts cannot be read.
        """
        known = self._signed_by(body, sign)
        values = _values(body)
        account = await self._account(known, values[ACCOUNT])
        try:
            return known.keeper.launch_link(account, values)
        except Rejected as error:
            log.warning("launch not answered", account=account.id, problem=error.detail)
            raise LaunchError("INVALID_BODY") from None

    async def close(self) -> None:
        """End what is being read."""
        for known in self._known:
            await known.close()

    def _signed_by(self, body: bytes, sign: str | None) -> KnownAccounts:
        if not sign:
            raise LaunchError("SIGN_NOT_FOUND")
        for known in self._known:
            if known.keeper.verify_launch(body, sign):
                return known
        raise LaunchError("INVALID_SIGN")

    async def _account(self, known: KnownAccounts, account_id: str) -> GameAccount:
        try:
            account = await known.get(account_id)
        except NotKnownError:
            raise LaunchError("INTERNAL_ERROR") from None
        if account is None:
            raise LaunchError("UNKNOWN_ACCOUNT")
        return account


def _values(body: bytes) -> dict[str, str]:
    """The texts and numbers of a JSON object, as texts; ACCOUNT_ID is among them."""
    try:
        read = decode(body)
    except NotJsonError:
        raise LaunchError("INVALID_BODY") from None
    if not isinstance(read, Mapping):
        raise LaunchError("INVALID_BODY")
    values = {
        name: str(value)
        for name, value in read.items()
        if isinstance(value, str | int | Decimal) and not isinstance(value, bool)
    }
    if not values.get(ACCOUNT):
        raise LaunchError("INVALID_BODY")
    return values
