"""The token of a provider where one signs in: got once, shared, and got anew when refused."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from providers.errors import NotAllowed

T = TypeVar("T")

OnSecret = Callable[[str], None]
"""Told every token the moment it is obtained, so that logs can hide it."""


class Tokens:
    """Holds the token of one provider. However many calls need one, one sign-in runs at a time."""

    def __init__(self, sign_in: Callable[[], Awaitable[str]], on_secret: OnSecret) -> None:
        self._sign_in = sign_in
        self._on_secret = on_secret
        self._token: str | None = None
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
                token = await self._sign_in()
                self._on_secret(token)
                self._token = token
            return self._token
