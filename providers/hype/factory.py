"""Makes PIN Hype from its settings."""

from providers.base import Provider
from providers.clock import Clock
from providers.hype.settings import HypeSettings
from providers.limiter import Limiter
from providers.proxies import Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret


def factory(
    settings: HypeSettings,
    on_secret: OnSecret,
    *,
    clock: Clock,
    patience: Patience | None,
    proxies: Proxies,
    limiter: Limiter | None,
) -> Provider:
    """Make it; see :data:`providers.factories.Factory`."""
    from providers.hype.provider import Hype  # a desk without it loads none of it

    return Hype(
        settings,
        on_secret=on_secret,
        clock=clock,
        patience=patience,
        proxies=proxies,
        limiter=limiter,
    )
