"""Gamebase's result codes as errors of our tree; the code itself stays in the error's text.

An API request that reached Gamebase answers status 200, with the result in the body's ``header``.
The codes are those of the public list (FACTS 4, "Server error codes"). For nearly all of them the
digits after the sign begin with the HTTP status they would have had.
"""

from providers.errors import NotAllowed, NotFound, Refused, Rejected

PROVIDER = "gamebase"

_CODES: dict[int, type[Refused]] = {
    # our app id, app key or secret key; the product switched off
    -4010001: NotAllowed,
    -4010002: NotAllowed,
    -4010003: NotAllowed,
    -4010004: NotAllowed,
    -4010202: NotAllowed,
    -4040201: NotAllowed,
    # no such player: banned, withdrawn or never there
    -4010204: NotFound,
    -4000402: NotFound,
    -4000403: NotFound,
    -4040401: NotFound,
    -4100401: NotFound,
}


def refusal(endpoint: str, code: int) -> Refused:
    """The error for a result code; Rejected for one that is not listed."""
    return _CODES.get(code, Rejected)(PROVIDER, f"{endpoint}: result {code}")


def is_server_fault(code: int) -> bool:
    """Whether the code says that Gamebase itself failed (-5xxxxxx; its database: -4090001 to 4)."""
    return -5999999 <= code <= -5000000 or -4090004 <= code <= -4090001
