"""Which provider serves an app with a capability."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from providers.registry import Providers
from services.errors import NeedAppError, UnknownAppError


class Serving(Protocol):
    """A provider that serves apps by the names they have in the settings."""

    name: str
    apps: Sequence[str]


C = TypeVar("C", bound=Serving)


class Apps(Generic[C]):
    """The apps that are served with one capability, each with its provider."""

    def __init__(self, providers: Providers, capability: Callable[..., C]) -> None:
        self._by_app: dict[str, C] = {
            app: provider
            for provider in providers.with_capability(capability)
            for app in provider.apps
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the apps, in the order of the settings."""
        return tuple(self._by_app)

    def named(self, app: str | None) -> tuple[str, C]:
        """The app that is meant, whatever its case, and its provider; None means the only one.

        Raises NeedAppError where several are configured and none is named, UnknownAppError.
        """
        name = self._name(app)
        return name, self._by_app[name]

    def _name(self, app: str | None) -> str:
        if app is None:
            if len(self._by_app) == 1:
                return self.names[0]
            if self._by_app:
                raise NeedAppError(apps=list(self.names))
            raise UnknownAppError(app="", known=[])
        if app in self._by_app:
            return app
        for known in self.names:
            if known.casefold() == app.casefold():
                return known
        raise UnknownAppError(app=app, known=list(self.names))
