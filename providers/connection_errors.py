"""Why no connection came about, or was lost, in words: no class names, and nothing that was sent."""

import os
import socket
import ssl
from collections.abc import Iterator

import httpx


def why(error: BaseException) -> str:
    """The first thing in the error and what it came from that says something: "connection refused"."""
    if isinstance(error, httpx.PoolTimeout):  # what it came from is a time-out like any other
        return "too many calls at once"
    for each in _chain(error):
        words = _words(each)
        if words:
            return words
    return "the connection failed"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came from, the innermost first."""
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _chain(each)
    inner = error.__cause__ or error.__context__
    if inner is not None:
        yield from _chain(inner)
    yield error


def _words(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS as we do"
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return "no answer in time"
    if isinstance(error, ConnectionError):
        refused = isinstance(error, ConnectionRefusedError)
        return "connection refused" if refused else "the connection was cut off"
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno).lower()
    if isinstance(error, httpx.ProxyError):
        status = str(error)[:3]
        return f"the proxy says {status}" if status.isdigit() else "the proxy lets nobody through"
    if isinstance(error, httpx.RemoteProtocolError):
        return "the connection was cut off, or what came is no HTTP"
    return ""
