"""HTTP clients of the stand-ins, none of which speaks TLS."""

import ssl

import httpx

# Loading the usual certificates takes longer than most tests.
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def plain_http(base_url: str = "") -> httpx.AsyncClient:
    """A client of the stand-in that listens there; to be closed by who made it. Busy machines are slow."""
    return httpx.AsyncClient(base_url=base_url, verify=_NO_TLS, timeout=60)
