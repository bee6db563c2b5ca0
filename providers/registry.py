"""The configured providers, asked for by what they can do."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, cast, overload

import structlog

from providers import plugins
from providers.base import Provider
from providers.clock import Clock, system_clock
from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.gamebase.provider import Gamebase
from providers.gamebase.settings import GamebaseSettings
from providers.hype.provider import Hype
from providers.hype.settings import HypeSettings
from providers.limiter import Limiter
from providers.openapigames.provider import OpenApiGames
from providers.openapigames.settings import OpenApiGamesSettings
from providers.paysuper.provider import PaySuper
from providers.paysuper.settings import PaySuperSettings
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret

C = TypeVar("C")
log = structlog.get_logger(__name__)


class UnknownProviderError(LookupError):
    """There is no provider of that name, or it cannot do what is asked of it."""


class Providers:
    """The providers that have settings, in a fixed order. A capability is a protocol of base.py."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        self._by_name: dict[str, Provider] = {}
        for provider in providers:
            if provider.name in self._by_name:
                raise ValueError(f"two providers are named {provider.name}")
            self._by_name[provider.name] = provider

    def __iter__(self) -> Iterator[Provider]:
        return iter(self._by_name.values())

    # A capability is typed as what it makes: mypy takes no protocol where it reads ``type[C]``.

    def with_capability(self, capability: Callable[..., C]) -> tuple[C, ...]:
        """All providers that have the capability; none is no error."""
        kind = cast("type[C]", capability)
        return tuple(provider for provider in self if isinstance(provider, kind))

    @overload
    def get(self, name: str) -> Provider: ...

    @overload
    def get(self, name: str, capability: Callable[..., C]) -> C: ...

    def get(self, name: str, capability: Callable[..., object] = Provider) -> object:
        """The provider of that name. Raises UnknownProviderError if it is off or cannot do this."""
        kind = cast("type[object]", capability)
        provider = self._by_name.get(name)
        if provider is None:
            raise UnknownProviderError(f"no provider {name!r} is configured")
        if not isinstance(provider, kind):
            raise UnknownProviderError(f"provider {name!r} is not {kind.__name__}")
        return provider

    def has(self, name: str, capability: Callable[..., object]) -> bool:
        """Whether the provider of that name is on and can do this."""
        return isinstance(self._by_name.get(name), cast("type[object]", capability))

    async def close(self) -> None:
        """Close every provider, whatever becomes of one. Safe to call twice."""
        ends = await asyncio.gather(*(each.close() for each in self), return_exceptions=True)
        for provider, end in zip(self, ends, strict=True):
            if isinstance(end, Exception):
                log.error("provider not closed", provider=provider.name, exc_info=end)


def build(
    *,
    codegames: CodeGamesSettings | None = None,
    gamebase: GamebaseSettings | None = None,
    hype: HypeSettings | None = None,
    paysuper: PaySuperSettings | None = None,
    openapigames: OpenApiGamesSettings | None = None,
    installed: Mapping[str, Mapping[str, str]] | None = None,
    on_secret: OnSecret,
    clock: Clock = system_clock,
    patience: Patience | None = None,
    proxies: Proxies = DIRECT,
    limiter: Limiter | None = None,
) -> Providers:
    """Make the providers that have settings. Connects to nothing; ``on_secret`` is told tokens.

    ``clock`` is the desk's: when a purchase was sent is held against it. ``patience`` is with
    those of ours; ``proxies`` also with those from other packages that take them. ``limiter`` is Hype's,
    in place of one by the machine's clock at the rate of its settings.

    ``installed`` are the settings of providers from other packages, by name (plugins.py). Raises
    PluginError where one of them cannot be made.
    """
    providers: list[Provider] = []
    if codegames is not None:
        providers.append(
            CodeGames(
                codegames, on_secret=on_secret, patience=patience, proxies=proxies, clock=clock
            )
        )
    if hype is not None:
        providers.append(
            Hype(
                hype,
                on_secret=on_secret,
                patience=patience,
                proxies=proxies,
                limiter=limiter,
                clock=clock,
            )
        )
    if gamebase is not None:
        providers.append(Gamebase(gamebase, patience=patience, proxies=proxies))
    if paysuper is not None:
        providers.append(PaySuper(paysuper, patience=patience, proxies=proxies))
    if openapigames is not None:
        providers.append(OpenApiGames(openapigames, patience=patience, proxies=proxies))
    for name, settings in sorted((installed or {}).items()):
        providers.append(plugins.make(name, settings, on_secret, proxies))
    return Providers(providers)
