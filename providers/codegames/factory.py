"""Makes CodeGames from its settings."""

from providers.base import Provider
from providers.clock import Clock
from providers.codegames.settings import CodeGamesSettings
from providers.proxies import Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret


def factory(
    settings: CodeGamesSettings,
    on_secret: OnSecret,
    *,
    clock: Clock,
    patience: Patience | None,
    proxies: Proxies,
) -> Provider:
    """Make it; see :data:`providers.factories.Factory`."""
    from providers.codegames.provider import CodeGames  # a desk without it loads none of it

    return CodeGames(settings, on_secret=on_secret, clock=clock, patience=patience, proxies=proxies)
