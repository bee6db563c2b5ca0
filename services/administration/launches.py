"""Launches of games: a platform asks us for the address at which a player's game is opened.

Only accounts with LaunchMethod.API have it so. The request is signed, has no time in it and changes
nothing: to answer it twice does no harm.
"""

import asyncio
from collections.abc import Mapping
from decimal import Decimal

import structlog

from providers.administration import GameAccount, KeepsGameAccounts
from providers.errors import ProviderError, Rejected
from providers.jsontext import NotJsonError, decode
from providers.registry import Providers
from services.clock import Clock
from services.reading import TIME_LIMIT

ACCOUNT = "ACCOUNT_ID"
KNOWN_FOR = 300.0
"""For so many seconds accounts are not read again, while the one asked for is among them."""
NOT_AGAIN_FOR = 5.0
"""So many seconds after a reading an account that is not there is not looked for again."""

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
        self._keepers = providers.with_capability(KeepsGameAccounts)
        self._clock = clock
        self._time_limit = time_limit
        self._known: dict[str, tuple[float, Mapping[str, GameAccount]]] = {}
        self._reading = asyncio.Lock()

    @property
    def wanted(self) -> bool:
        """Whether anybody may ask."""
        return bool(self._keepers)

    async def link(self, body: bytes, sign: str | None) -> str:
        """The address for a request with this signature (FACTS 3.2; the form of it is assumed).

        Raises LaunchError: SIGN_NOT_FOUND, INVALID_SIGN, INVALID_BODY, UNKNOWN_ACCOUNT, and
        INTERNAL_ERROR where the accounts cannot be read.
        """
        keeper = self._signed_by(body, sign)
        values = _values(body)
        account = await self._account(keeper, values[ACCOUNT])
        try:
            return keeper.launch_link(account, values)
        except Rejected as error:
            log.warning("launch not answered", account=account.id, problem=error.detail)
            raise LaunchError("INVALID_BODY") from None

    def _signed_by(self, body: bytes, sign: str | None) -> KeepsGameAccounts:
        if not sign:
            raise LaunchError("SIGN_NOT_FOUND")
        for keeper in self._keepers:
            if keeper.verify_launch(body, sign):
                return keeper
        raise LaunchError("INVALID_SIGN")

    async def _account(self, keeper: KeepsGameAccounts, account_id: str) -> GameAccount:
        # A player waits, and there may be many: one of them reads, the others take what it found.
        async with self._reading:
            read_at, known = self._known.get(keeper.name, (None, {}))
            age = None if read_at is None else self._clock.steady() - read_at
            enough = KNOWN_FOR if account_id in known else NOT_AGAIN_FOR
            if age is None or age >= enough:
                known = await self._read(keeper, known)
        account = known.get(account_id)
        if account is None:
            raise LaunchError("UNKNOWN_ACCOUNT")
        return account

    async def _read(
        self, keeper: KeepsGameAccounts, old: Mapping[str, GameAccount]
    ) -> Mapping[str, GameAccount]:
        try:
            async with asyncio.timeout(self._time_limit):
                accounts = await keeper.game_accounts()
        except (ProviderError, TimeoutError) as error:
            log.warning("accounts not read", provider=keeper.name, problem=type(error).__name__)
            if not old:
                raise LaunchError("INTERNAL_ERROR") from None
            return old
        known = {account.id: account for account in accounts}
        self._known[keeper.name] = (self._clock.steady(), known)
        return known


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
