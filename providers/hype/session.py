"""How PIN Hype is called: the token pair (FACTS 5.1, 5.2), the rate, and answers read by status."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from providers.calls import Answer, Call, Kind, UnreadableError
from providers.clock import Clock, system_clock
from providers.errors import UNREADABLE, NotAllowed, Rejected, Unavailable
from providers.http import ApiClient
from providers.hype.errors import PROVIDER, refusal, refused
from providers.hype.models import SignedIn
from providers.hype.settings import HypeSettings, split_route
from providers.limiter import Limiter
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret, Token, Tokens

T = TypeVar("T")

AFTER_503 = 1.0
"""A request above the limit may be made again "after the period of 1 second" (FACTS 5)."""


class Session:
    """Signs in by itself, renews its token in time, and keeps to the rate."""

    def __init__(
        self,
        settings: HypeSettings,
        on_secret: OnSecret,
        patience: Patience | None = None,
        limiter: Limiter | None = None,
        clock: Clock = system_clock,
        proxies: Proxies = DIRECT,
    ) -> None:
        """``clock``: a token is renewed when nine tenths of its life have passed in steady seconds."""
        patience = patience or Patience()
        if patience.after_503 is None:
            patience = replace(patience, after_503=AFTER_503)
        self._settings = settings
        self._on_secret = on_secret
        self._api = ApiClient(
            PROVIDER,
            settings.base_url,
            patience=patience,
            proxies=proxies,
            limiter=limiter or Limiter(settings.rate),
            clock=clock,
            connections=max(10, settings.parallel),
        )
        self._pair: SignedIn | None = None
        self._tokens = Tokens(self._sign_in, on_secret, refresh=self._refresh, clock=clock.steady)

    async def sign_in(self) -> None:
        """Sign in anew (FACTS 5.1). Raises NotAllowed where identifier or secret are not accepted."""
        await self._tokens.renew()

    async def send(self, call: Call, read: Callable[[Answer], T]) -> T:
        """Make a call with the token; ``read`` sees every body, None in place of what is no JSON."""

        def with_token(token: str) -> Call:
            headers = {"Authorization": f"Bearer {token}"}
            return Call(
                call.endpoint,
                call.method,
                call.path,
                call.kind,
                call.body,
                call.query,
                headers,
                any_body=True,
            )

        return await self._tokens.use(lambda token: self._api.send(with_token(token), read))

    async def echo(self) -> None:
        """Ask whether it is online (FACTS 5.15): any 2xx is a yes.

        It is not known whether it wants a token; it gets one where it does.
        """
        method, path = split_route(self._settings.echo_path, "GET")
        call = Call("echo", method, path, Kind.READ, any_body=True)
        try:
            await self._api.send(call, _read_online)
        except NotAllowed:
            await self.send(call, _read_online)

    async def close(self) -> None:
        """Give the connections back."""
        await self._api.close()

    async def _sign_in(self) -> Token:
        body = {
            "identifier": self._settings.identifier,
            "secret": self._settings.secret.get_secret_value(),
        }
        return await self._obtain(Call("auth", "POST", "/auth", Kind.READ, body, any_body=True))

    async def _refresh(self) -> Token:
        """Renew the pair (FACTS 5.2). Raises NotAllowed, Unavailable where there is none to renew."""
        if self._pair is None or not (self._pair.access_token and self._pair.refresh_token):
            raise Unavailable(PROVIDER, "refresh: nothing to refresh with")
        body = {
            "accessToken": self._pair.access_token.get_secret_value(),
            "refreshToken": self._pair.refresh_token.get_secret_value(),
        }
        method, path = split_route(self._settings.refresh_path, "POST")
        return await self._obtain(Call("refresh", method, path, Kind.READ, body, any_body=True))

    async def _obtain(self, call: Call) -> Token:
        def read(answer: Answer) -> SignedIn:
            if refused(answer):
                raise NotAllowed(PROVIDER, f"{call.endpoint}: status {answer.status}")
            signed_in = SignedIn.model_validate(must_succeed(answer))
            if signed_in.is_authenticated is False:
                raise NotAllowed(PROVIDER, f"{call.endpoint}: not authenticated")
            return signed_in

        pair = await self._api.send(call, read)
        token = pair.access_token.get_secret_value() if pair.access_token else ""
        if not re.fullmatch(r"[!-~]{1,8192}", token):
            detail = f"{call.endpoint}: the answer makes no sense"
            raise Unavailable(PROVIDER, detail, reason=UNREADABLE)
        if pair.refresh_token:
            self._on_secret(pair.refresh_token.get_secret_value())
        self._pair = pair
        # Both times are the provider's: the difference holds whatever our clock shows.
        lasts = pair.expired_at and pair.created_at and pair.expired_at - pair.created_at
        return Token(token, lasts.total_seconds() if lasts else None)


def must_succeed(answer: Answer) -> object:
    """The body of a success. Raises UnreadableError for any other status."""
    if not answer.success:
        raise UnreadableError("neither a success nor a refusal")
    return answer.body


def _read_online(answer: Answer) -> None:
    if error := refusal("echo", answer):
        raise Rejected(PROVIDER, error.detail)
    must_succeed(answer)
