"""What a client of a game is told at its start."""

from providers.errors import ProviderError
from providers.games import KnowsLaunching, Launching
from providers.registry import Providers
from services.errors import ProviderTroubleError
from services.games import inputs
from services.games.apps import Apps

_LONGEST_VERSION = 50


class Launchings:
    """Asks for one OS, store and version of an app."""

    def __init__(self, providers: Providers) -> None:
        self._apps: Apps[KnowsLaunching] = Apps(providers, KnowsLaunching)

    async def look_up(self, app: str | None, os_code: str, store: str, version: str) -> Launching:
        """What such a client is told.

        Raises NeedAppError, UnknownAppError, BadValueError, ProviderTroubleError (reason "no-client"
        for a version that is not known).
        """
        named, provider = self._apps.named(app)
        system = inputs.one_of("os", os_code, provider.os_codes)
        market = inputs.one_of("store", store, provider.store_codes)
        said = inputs.word("version", version, _LONGEST_VERSION)
        try:
            return await provider.launching(named, system, market, said)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error
