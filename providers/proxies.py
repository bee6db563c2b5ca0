"""Which proxy a request goes through: the desk's own setting, else the environment's.

The rules are httpx's, for every client alike: HTTP_PROXY, HTTPS_PROXY and ALL_PROXY in either case (the
lower one goes first), an address without a scheme is an http one, and NO_PROXY names what is asked
directly: ``*``, hosts (with all below them), ``.hosts`` (only what is below), addresses, ``host:port``.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

SCHEMES = ("http", "https", "socks5", "socks5h")
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class ProxyError(ValueError):
    """A proxy that cannot be used. ``str`` names the variable, and shows no credentials."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy, and the name of the setting or variable it comes from."""

    url: str
    origin: str

    def __str__(self) -> str:
        """For people and logs: without credentials."""
        url = httpx.URL(self.url)
        return f"{url.scheme}://{url.host}:{url.port or DEFAULT_PORTS[url.scheme]} ({self.origin})"


class Proxies:
    """The proxies of one kind of client. ``own`` is the address in the setting ``setting``, if any."""

    def __init__(self, env: Mapping[str, str], own: str | None = None, setting: str = "") -> None:
        """Raises ProxyError."""
        self._by_scheme: dict[str, Proxy] = {}
        self._used: dict[str, Proxy] = {}
        for scheme in ("http", "https", "all"):
            name, value = _variable(env, f"{scheme}_proxy")
            if value:
                address = value if "://" in value else f"http://{value}"
                self._by_scheme[scheme] = Proxy(checked(name, address), name)
        if own:
            proxy = Proxy(checked(setting, own), setting)
            self._by_scheme = {"http": proxy, "https": proxy}
        _, exempt = _variable(env, "no_proxy")
        self._exempt = [word.strip() for word in exempt.split(",") if word.strip()]

    @property
    def origins(self) -> tuple[str, ...]:
        """The settings and variables that name proxies, each once."""
        return tuple(dict.fromkeys(proxy.origin for proxy in self._by_scheme.values()))

    @property
    def used(self) -> tuple[Proxy, ...]:
        """The proxies by which clients go that have asked for their way so far."""
        return tuple(self._used.values())

    def to(self, address: str) -> Proxy | None:
        """The proxy to ask for this address; None: none."""
        url = httpx.URL(address)
        if any(_names(word, url) for word in self._exempt):
            return None
        found = self._by_scheme.get(url.scheme) or self._by_scheme.get("all")
        if found is not None:
            self._used[found.url] = found
        return found


def checked(name: str, address: str) -> str:
    """The address of a proxy that can be used. Raises ProxyError, which names ``name``."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        raise ProxyError(f"{name}: is not the address of a proxy.") from None
    if url.scheme not in SCHEMES:
        shown = url.scheme or "nothing"
        raise ProxyError(
            f"{name}: begins with {shown}, and a proxy has to be one of "
            f"{', '.join(f'{scheme}://' for scheme in SCHEMES)}."
        )
    if not url.host:
        raise ProxyError(f"{name}: names no host.")
    if url.port is not None and not 0 < url.port < 65536:
        raise ProxyError(f"{name}: names port {url.port}, and ports end at 65535.")
    return address


DEFAULT_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


def _variable(env: Mapping[str, str], name: str) -> tuple[str, str]:
    """The variable as it is written, and its value; an empty one in lower case hides the upper."""
    for written in (name, name.upper()):
        if written in env:
            return written, env[written].strip()
    return name.upper(), ""


def _names(word: str, url: httpx.URL) -> bool:
    if word == "*":
        return True
    scheme, found, rest = word.partition("://")
    if found and scheme not in {"all", url.scheme}:
        return False
    host, port = _host_and_port(rest if found else word)
    if port is not None and port != (url.port or {"http": 80, "https": 443}.get(url.scheme)):
        return False
    if host.startswith("."):
        return url.host.endswith(host)
    below = not found and host != "localhost" and not _is_address(host)
    return url.host == host or (below and url.host.endswith(f".{host}"))


def _host_and_port(text: str) -> tuple[str, int | None]:
    bare = text.strip("[]").lower()
    if _is_address(bare):
        return bare, None
    host, found, port = text.lower().rpartition(":")
    if found and port.isdigit():
        return host.strip("[]"), int(port)
    return text.lower(), None


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


DIRECT = Proxies({})
"""No proxy for anything."""
