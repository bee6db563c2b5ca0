"""The factories that make providers: one in each of our folders, and those that packages offer.

Ours are named in OURS. A package offers one by an entry point in the group ``keydesk.providers``, named
as the provider is. From there on both are made alike. See docs/providers.md.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from providers.base import Provider
from providers.clock import Clock, system_clock
from providers.limiter import Limiter
from providers.proxies import DIRECT, Proxies
from providers.settings import ProviderSettings
from providers.timeouts import Patience
from providers.tokens import OnSecret

OURS = (
    "codegames",
    "hype",
    "gamebase",
    "paysuper",
    "openapigames",
)
"""The folders of providers, in the order in which people see them. Each has a ``factory.py``."""
TAKEN = ("own",)
"""Names that no package's provider may have: the desk's own stock is sold under this one."""
GROUP = "keydesk.providers"
_NAME = re.compile(r"[a-z][a-z0-9]{0,31}")

Factory = Callable[..., Provider]
"""Takes settings, what to tell secrets to, and by name whatever of Dependencies it has an argument for.

Ours says by the type of its argument ``settings`` how these are read and checked; that of a package gets
``KEYDESK_<NAME>__<SETTING>`` by ``<setting>`` in lower case, as text. It connects to nothing. Raises
ValueError, whose text names the setting that is missing or wrong and never shows its value.
"""


class FactoryError(ValueError):
    """A provider of a package cannot be made. The text is for whoever starts Keydesk."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the desk has for its providers besides their settings."""

    clock: Clock = system_clock
    """Against which it is held when a purchase was sent."""
    patience: Patience | None = None
    """How long a provider may take; None: as long as it says itself."""
    proxies: Proxies = DIRECT
    """The way to the provider."""
    limiter: Limiter | None = None
    """In place of a rate limit of its own; None: by the machine's clock, at the rate of its settings."""


def installed() -> Mapping[str, EntryPoint]:
    """The providers of packages by name; loads none of them. A name of our own is never another's."""
    found = entry_points(group=GROUP)
    return {
        point.name: point
        for point in sorted(found, key=lambda point: point.value)
        if _NAME.fullmatch(point.name) and point.name not in (*OURS, *TAKEN)
    }


def settings_classes() -> Mapping[str, type[ProviderSettings]]:
    """How the settings of each of our providers are read and checked, by name."""
    return {name: _settings_class(_ours(name).load()) for name in OURS}


def make(
    name: str, settings: object, on_secret: OnSecret, dependencies: Dependencies | None = None
) -> Provider:
    """Make a provider. Raises FactoryError where a package cannot or will not."""
    if name in OURS:
        return _call(_ours(name).load(), settings, on_secret, dependencies or Dependencies())
    point = installed().get(name)
    if point is None:
        raise FactoryError(f"{name}: no such provider is installed")
    try:
        provider = _call(point.load(), settings, on_secret, dependencies or Dependencies())
    except ValueError as error:
        # Only the text: what is behind the error may hold the settings themselves.
        raise FactoryError(f"{name}: {error}") from None
    except Exception as error:  # noqa: BLE001 - a package of others may fail in any way
        raise FactoryError(f"{name}: cannot be loaded ({type(error).__name__})") from None
    if not isinstance(provider, Provider) or provider.name != name:
        raise FactoryError(f"{name}: its package does not make a provider of that name")
    return provider


def _ours(name: str) -> EntryPoint:
    return EntryPoint(name, f"providers.{name}.factory:factory", GROUP)


def _call(
    factory: Factory, settings: object, on_secret: OnSecret, dependencies: Dependencies
) -> Provider:
    wanted = inspect.signature(factory).parameters.keys() & Dependencies.__slots__
    return factory(
        settings, on_secret, **{name: getattr(dependencies, name) for name in sorted(wanted)}
    )


def _settings_class(factory: Factory) -> type[ProviderSettings]:
    found: type[ProviderSettings] = inspect.signature(factory).parameters["settings"].annotation
    return found
