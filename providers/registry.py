"""The configured providers, asked for by what they can do."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, cast, overload

from providers.base import Provider
from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.gamebase.provider import Gamebase
from providers.gamebase.settings import GamebaseSettings
from providers.tokens import OnSecret

C = TypeVar("C")


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

    async def close(self) -> None:
        """Close every provider. Safe to call twice."""
        await asyncio.gather(*(provider.close() for provider in self))


def build(
    *,
    codegames: CodeGamesSettings | None = None,
    gamebase: GamebaseSettings | None = None,
    on_secret: OnSecret,
) -> Providers:
    """Make the providers that have settings. Connects to nothing; ``on_secret`` is told tokens."""
    providers: list[Provider] = []
    if codegames is not None:
        providers.append(CodeGames(codegames, on_secret=on_secret))
    if gamebase is not None:
        providers.append(Gamebase(gamebase))
    return Providers(providers)
