"""Providers that are installed beside Keydesk, as packages of their own.

A package offers one by an entry point in the group ``keydesk.providers``, named as the provider is. It
points at a factory that takes its settings and what to tell secrets to, and gives a provider of
:mod:`providers.base`. See docs/providers.md.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points

from providers.base import Provider
from providers.proxies import DIRECT, Proxies
from providers.tokens import OnSecret

GROUP = "keydesk.providers"
OUR_OWN = frozenset({"codegames", "gamebase", "hype", "paysuper", "openapigames"})
_NAME = re.compile(r"[a-z][a-z0-9]{0,31}")

Factory = Callable[..., Provider]
"""Takes ``KEYDESK_<NAME>__<SETTING>`` by ``<setting>`` in lower case, and what to tell secrets to; as
``proxies``, where it has such an argument, the way to providers (proxies.py). Connects to nothing.

Raises ValueError, whose text names the setting that is missing or wrong and never shows its value.
"""


class PluginError(ValueError):
    """An installed provider cannot be made. The text is for whoever starts Keydesk."""


def installed() -> Mapping[str, EntryPoint]:
    """The installed providers by name; loads none of them. A name of our own is never another's."""
    found = entry_points(group=GROUP)
    return {
        point.name: point
        for point in sorted(found, key=lambda point: point.value)
        if _NAME.fullmatch(point.name) and point.name not in OUR_OWN
    }


def make(
    name: str, settings: Mapping[str, str], on_secret: OnSecret, proxies: Proxies = DIRECT
) -> Provider:
    """Make an installed provider. Raises PluginError where its package cannot or will not."""
    point = installed().get(name)
    if point is None:
        raise PluginError(f"{name}: no such provider is installed")
    try:
        factory: Factory = point.load()
        if "proxies" in inspect.signature(factory).parameters:
            provider = factory(settings, on_secret, proxies=proxies)
        else:
            provider = factory(settings, on_secret)
    except ValueError as error:
        # Only the text: what is behind the error may hold the settings themselves.
        raise PluginError(f"{name}: {error}") from None
    except Exception as error:  # noqa: BLE001 - a package of others may fail in any way
        raise PluginError(f"{name}: cannot be loaded ({type(error).__name__})") from None
    if not isinstance(provider, Provider) or provider.name != name:
        raise PluginError(f"{name}: its package does not make a provider of that name")
    return provider
