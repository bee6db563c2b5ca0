"""What httpx itself makes of proxy variables: asked of it in a way that touches no process's environment."""

import ssl
from collections.abc import Mapping
from unittest import mock

import httpx

_TLS = ssl.create_default_context()


def proxied_by_httpx(env: Mapping[str, str], address: str) -> str | None:
    """The host of the proxy that httpx would ask for this address; None: none."""
    with (
        mock.patch.dict("os.environ", dict(env), clear=True),
        httpx.Client(verify=_TLS) as client,
    ):
        transport = client._transport_for_url(httpx.URL(address))
        pool = getattr(transport, "_pool", None)
        url = getattr(pool, "_proxy_url", None)
        return None if url is None else url.host.decode()
