"""Makes the corner shop from its settings."""

from providers.base import Provider
from providers.proxies import Proxies
from providers.tokens import OnSecret

from .settings import CornerSettings


def factory(settings: CornerSettings, on_secret: OnSecret, *, proxies: Proxies) -> Provider:
    """Make it; see :data:`providers.factories.Factory`."""
    from .provider import Corner  # a desk without it loads none of it

    return Corner(settings, proxies)
