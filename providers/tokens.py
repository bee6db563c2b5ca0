"""The token of a provider where one signs in: got once, shared, and got anew when refused."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from providers.errors import NotAllowed, ProviderError

T = TypeVar("T")

OnSecret = Callable[[str], None]
"""Told every token the moment it is obtained, so that logs can hide it."""

USED_UP = 0.9
"""The part of its life after which a token is renewed."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token and for how many seconds it holds; None where the provider does not say."""

    text: str = field(repr=False)
    lifetime: float | None = None


class Tokens:
    """Holds the token of one provider. However many calls need one, one sign-in runs at a time."""

    def __init__(
        self,
        sign_in: Callable[[], Awaitable[str | Token]],
        on_secret: OnSecret,
        *,
        refresh: Callable[[], Awaitable[Token]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``refresh`` renews a token that is near its end; where it fails one signs in instead.

        ``clock`` gives seconds that do not care what the wall's clock is set to.
        """
        self._sign_in = sign_in
        self._refresh = refresh
        self._on_secret = on_secret
        self._clock = clock
        self._token: str | None = None
        self._ends_at: float | None = None
        self._one_at_a_time = asyncio.Lock()

    async def use(self, call: Callable[[str], Awaitable[T]]) -> T:
        """Make a call with the token. If it is refused, get another and make the call once more.

        The second call is safe also for a purchase: refused credentials mean it was not acted on.
        Raises what sign-in and call raise; NotAllowed if the new token is refused as well.
        """
        token = await self._other_than(None)
        try:
            return await call(token)
        except NotAllowed:
            pass
        return await call(await self._other_than(token))

    async def renew(self) -> None:
        """Sign in now, whatever token there is: the proof that the credentials still hold."""
        await self._other_than(self._token)

    async def _other_than(self, refused: str | None) -> str:
        async with self._one_at_a_time:
            # Whoever waited here meanwhile finds the token another call has just obtained.
            if self._token is None or self._token == refused:
                self._token = None
                return self._keep(await self._sign_in())
            if self._ends_at is not None and self._clock() >= self._ends_at:
                await self._try_to_renew()
            return self._token

    async def _try_to_renew(self) -> None:
        """Put another in the place of a token that still holds, for a little while, if need be."""
        for way in (self._refresh, self._sign_in):
            if way is not None:
                with suppress(ProviderError):
                    self._keep(await way())
                    return

    def _keep(self, obtained: str | Token) -> str:
        token = obtained if isinstance(obtained, Token) else Token(obtained)
        self._on_secret(token.text)
        self._token = token.text
        # A life that is over before it begins is a slip: the token is used until it is refused.
        lives = token.lifetime is not None and token.lifetime > 0
        self._ends_at = self._clock() + (token.lifetime or 0.0) * USED_UP if lives else None
        return token.text
