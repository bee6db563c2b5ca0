"""Looking players up, app by app."""

from providers.base import KnowsPlayers, Player
from providers.errors import NotFound, ProviderError
from providers.registry import Providers
from services.errors import NeedAppError, NoPlayerError, ProviderTroubleError, UnknownAppError


class Players:
    """The players of every configured app."""

    def __init__(self, providers: Providers) -> None:
        self._by_app = {
            app: provider
            for provider in providers.with_capability(KnowsPlayers)
            for app in provider.apps
        }

    @property
    def apps(self) -> tuple[str, ...]:
        """The names of the apps, in the order of the settings."""
        return tuple(self._by_app)

    def app_named(self, app: str | None) -> str:
        """The app that is meant, whatever its case; None means the only one there is.

        Raises NeedAppError where several are configured and none is named, UnknownAppError.
        """
        if app is None:
            if len(self._by_app) == 1:
                return self.apps[0]
            if self._by_app:
                raise NeedAppError(apps=list(self.apps))
            raise UnknownAppError(app="", known=[])
        if app in self._by_app:
            return app
        for known in self.apps:
            if known.casefold() == app.casefold():
                return known
        raise UnknownAppError(app=app, known=list(self.apps))

    async def look_up(self, app: str | None, user_id: str) -> Player:
        """One player. Raises NeedAppError, UnknownAppError, NoPlayerError, ProviderTroubleError."""
        named = self.app_named(app)
        provider = self._by_app[named]
        try:
            return await provider.player(named, user_id)
        except NotFound as error:
            raise NoPlayerError(app=named, player=user_id) from error
        except ProviderError as error:
            raise ProviderTroubleError(provider=provider.name, kind=error.kind) from error
