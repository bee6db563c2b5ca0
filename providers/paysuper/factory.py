"""Makes PaySuper from its settings."""

from providers.base import Provider
from providers.paysuper.settings import PaySuperSettings
from providers.proxies import Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret


def factory(
    settings: PaySuperSettings,
    on_secret: OnSecret,
    *,
    patience: Patience | None,
    proxies: Proxies,
) -> Provider:
    """Make it; see :data:`providers.factories.Factory`."""
    from providers.paysuper.provider import PaySuper  # a desk without it loads none of it

    return PaySuper(settings, patience=patience, proxies=proxies)
