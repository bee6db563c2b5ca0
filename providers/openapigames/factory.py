"""Makes open-api-games from its settings."""

from providers.base import Provider
from providers.openapigames.settings import OpenApiGamesSettings
from providers.proxies import Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret


def factory(
    settings: OpenApiGamesSettings,
    on_secret: OnSecret,
    *,
    patience: Patience | None,
    proxies: Proxies,
) -> Provider:
    """Make it; see :data:`providers.factories.Factory`."""
    from providers.openapigames.provider import OpenApiGames  # a desk without it loads none of it

    return OpenApiGames(settings, patience=patience, proxies=proxies)
