"""The refusals of PIN Hype and the bodies in which they may come.

The document shows no error but the bare 503 of the rate limit (FACTS 5), so the body is a setting:
a client can be tried against every plausible form.
"""

from enum import Enum

from aiohttp import web


class RefusalError(Exception):
    """A definite no, with its HTTP status: nothing was booked or cancelled."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class ErrorForm(Enum):
    """What the body of a refusal is."""

    MESSAGE = "an object with a message"
    PROBLEM = "problem details as of RFC 9457"
    TEXT = "plain text"
    EMPTY = "nothing"

    def render(self, refused: RefusalError) -> web.Response:
        """Make the answer to a refused request."""
        status = refused.status
        match self:
            case ErrorForm.MESSAGE:
                return web.json_response({"message": refused.text}, status=status)
            case ErrorForm.PROBLEM:
                return web.json_response(
                    {"title": "Request refused", "status": status, "detail": refused.text},
                    status=status,
                    content_type="application/problem+json",
                )
            case ErrorForm.TEXT:
                return web.Response(status=status, text=refused.text)
            case ErrorForm.EMPTY:
                return web.Response(status=status)
