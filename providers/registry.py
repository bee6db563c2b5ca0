"""The configured providers, asked for by what they can do."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, cast, overload

import structlog

from providers import factories
from providers.base import Provider
from providers.factories import Dependencies
from providers.tokens import OnSecret

C = TypeVar("C")
log = structlog.get_logger(__name__)


class UnknownProviderError(LookupError):
    """There is no provider of that name, or it cannot do what is asked of it."""


class Providers:
    """The providers that have settings, in a fixed order. A capability is a protocol of base.py."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        self._by_name: dict[str, Provider] = {}
        self._can: dict[tuple[str, object], bool] = {}
        for provider in providers:
            if provider.name in self._by_name:
                raise ValueError(f"two providers are named {provider.name}")
            self._by_name[provider.name] = provider

    def __iter__(self) -> Iterator[Provider]:
        return iter(self._by_name.values())

    # A capability is typed as what it makes: mypy takes no protocol where it reads ``type[C]``.

    def with_capability(self, capability: Callable[..., C]) -> tuple[C, ...]:
        """All providers that have the capability; none is no error."""
        able = (provider for provider in self if self.has(provider.name, capability))
        return tuple(cast("C", provider) for provider in able)

    @overload
    def get(self, name: str) -> Provider: ...

    @overload
    def get(self, name: str, capability: Callable[..., C]) -> C: ...

    def get(self, name: str, capability: Callable[..., object] = Provider) -> object:
        """The provider of that name. Raises UnknownProviderError if it is off or cannot do this."""
        provider = self._by_name.get(name)
        if provider is None:
            raise UnknownProviderError(f"no provider {name!r} is configured")
        if not self.has(name, capability):
            raise UnknownProviderError(f"provider {name!r} is not {capability.__name__}")
        return provider

    def has(self, name: str, capability: Callable[..., object]) -> bool:
        """Whether the provider of that name is on and can do this."""
        provider = self._by_name.get(name)
        if provider is None:
            return False
        asked = name, capability
        if asked not in self._can:
            # Kept: to look for a protocol in an object costs as much as a statement.
            self._can[asked] = isinstance(provider, cast("type[object]", capability))
        return self._can[asked]

    async def close(self) -> None:
        """Close every provider, whatever becomes of one. Safe to call twice."""
        ends = await asyncio.gather(*(each.close() for each in self), return_exceptions=True)
        for provider, end in zip(self, ends, strict=True):
            if isinstance(end, Exception):
                log.error("provider not closed", provider=provider.name, exc_info=end)


def build(
    configured: Mapping[str, object],
    on_secret: OnSecret,
    dependencies: Dependencies | None = None,
    besides: Iterable[Provider] = (),
) -> Providers:
    """Make the providers that have settings, each from its own, by name; ``on_secret`` is told tokens.

    Connects to nothing. Ours come first, in their order, those of packages behind them by their names, at
    last those that need no settings and are made already (``besides``). Raises FactoryError where one of a
    package cannot be made.
    """
    ours = [name for name in factories.OURS if name in configured]
    others = sorted(configured.keys() - set(ours))
    made = (
        factories.make(name, configured[name], on_secret, dependencies) for name in [*ours, *others]
    )
    return Providers([*made, *besides])
