"""Whether the proxies in use are there, tried at the start: a line in the log for each."""

import asyncio
from collections.abc import Iterable

import httpx
import structlog

from providers.connection_errors import why
from providers.proxies import DEFAULT_PORTS, Proxies, Proxy

TIME = 5.0
"""Seconds that a proxy has to take a connection."""

log = structlog.get_logger(__name__)


async def try_proxies(all_ways: Iterable[Proxies]) -> None:
    """Try each that a client has asked for, all at once. The desk starts anyhow: it may come back."""
    ways = {proxy.url: proxy for proxies in all_ways for proxy in proxies.used}
    for proxy, problem in zip(
        ways.values(), await asyncio.gather(*map(_problem, ways.values())), strict=True
    ):
        if problem is None:
            log.info("the proxy is there", proxy=str(proxy))
        else:
            log.error("the proxy cannot be reached", proxy=str(proxy), problem=problem)


async def _problem(proxy: Proxy) -> str | None:
    url = httpx.URL(proxy.url)
    try:
        async with asyncio.timeout(TIME):
            _, writer = await asyncio.open_connection(
                url.host, url.port or DEFAULT_PORTS[url.scheme]
            )
    except OSError as error:  # TimeoutError is one
        return why(error)
    writer.close()
    return None
