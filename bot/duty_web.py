"""The web side of /duty: a calendar for whoever has its link, which stands in no log.

::

    GET  /duty/<token>.ics        200 text/calendar; 404 for a link that leads nowhere
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

PREFIX, SUFFIX = "/duty/", ".ics"
_LONGEST = 200

Calendars = Callable[[str], Awaitable[str | None]]
"""Gives the calendar behind a token, or None."""


async def answer(request: web.BaseRequest, calendars: Calendars) -> web.StreamResponse:
    """The calendar behind the token in the path."""
    if request.method not in {"GET", "HEAD"}:
        return web.Response(status=405, headers={"Allow": "GET, HEAD"})
    path = request.path
    token = path.removeprefix(PREFIX).removesuffix(SUFFIX)
    if not path.endswith(SUFFIX) or not token or len(token) > _LONGEST:
        return web.Response(status=404)
    found = await calendars(token)
    if found is None:
        return web.Response(status=404)
    headers = {"Cache-Control": "private, no-store"}
    return web.Response(text=found, content_type="text/calendar", headers=headers)
