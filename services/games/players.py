"""Looking players up, app by app."""

from providers.errors import ProviderError
from providers.games import KnowsPlayers, Player
from providers.registry import Providers
from services.games.apps import Apps
from services.games.errors import trouble_about


class Players:
    """The players of every configured app."""

    def __init__(self, providers: Providers) -> None:
        self._apps: Apps[KnowsPlayers] = Apps(providers, KnowsPlayers)

    @property
    def apps(self) -> tuple[str, ...]:
        """The names of the apps, in the order of the settings."""
        return self._apps.names

    def app_named(self, app: str | None) -> str:
        """The app that is meant, whatever its case; None means the only one there is.

        Raises NeedAppError where several are configured and none is named, UnknownAppError.
        """
        return self._apps.named(app)[0]

    async def look_up(self, app: str | None, user_id: str) -> Player:
        """One player. Raises NeedAppError, UnknownAppError, NoPlayerError, ProviderTroubleError."""
        named, provider = self._apps.named(app)
        try:
            return await provider.player(named, user_id)
        except ProviderError as error:
            raise trouble_about(error, named, user_id) from error
