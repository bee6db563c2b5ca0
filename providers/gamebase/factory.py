"""Makes Gamebase from its settings."""

from providers.base import Provider
from providers.gamebase.settings import GamebaseSettings
from providers.proxies import Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret


def factory(
    settings: GamebaseSettings,
    on_secret: OnSecret,
    *,
    patience: Patience | None,
    proxies: Proxies,
) -> Provider:
    """Make it; see :data:`providers.factories.Factory`."""
    from providers.gamebase.provider import Gamebase  # a desk without it loads none of it

    return Gamebase(settings, patience=patience, proxies=proxies)
