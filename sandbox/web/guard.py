"""What every answer of the web chat carries, and which requests it refuses unheard.

The page acts for any person of the world, so other pages open in the same browser must not
reach it: foreign origins are refused, names that only point here (DNS rebinding) as well.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import hdrs, web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
"""No inline script, no style sheet and no picture from elsewhere, and no HTML made of strings."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def refusal(status: int, error: str) -> web.Response:
    """An answer that tells the page, in a sentence, why not."""
    return web.json_response({"error": error}, status=status)


def _foreign(request: web.Request) -> bool:
    origin = request.headers.get(hdrs.ORIGIN)
    return origin is not None and urlsplit(origin).netloc != request.host


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign origins and host names; 403 with the reason."""
    if urlsplit(f"//{request.host}").hostname not in LOCAL_NAMES:
        return refusal(403, "The web chat answers only to this machine's own names")
    if _foreign(request):
        return refusal(403, "The web chat answers only to its own page")
    return await handler(request)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Put the protective headers on every answer, files and errors included."""
    response.headers.update(HEADERS)
