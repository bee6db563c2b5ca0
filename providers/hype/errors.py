"""PIN Hype's refusals: told by the HTTP status alone, for no error body is documented (FACTS 5).

What is no refusal, the 503 of the rate limit among it, gets its meaning in providers/http.py: a read is tried
again, a purchase is OutcomeUnknown and looked up by its reference (buying.py).
"""

from collections.abc import Mapping, Sequence

from providers.calls import Answer
from providers.errors import NotFound, Rejected

PROVIDER = "hype"

_NO_REFUSAL = frozenset({401, 403, 408, 425, 429})
"""What http.py gives its meaning: not let in, or not now."""
_LONGEST = 200
_PLACES = ("message", "detail", "title", "error", "errors")


def refused(answer: Answer) -> bool:
    """Whether the status says no, whatever the body is."""
    return 400 <= answer.status < 500 and answer.status not in _NO_REFUSAL


def refusal(endpoint: str, answer: Answer) -> Rejected | NotFound | None:
    """The error for a status that says no; what was said stays out of it, it may hold anything."""
    if not refused(answer):
        return None
    kind = NotFound if answer.status == 404 else Rejected
    return kind(PROVIDER, f"{endpoint}: status {answer.status}")


def said(body: object) -> str:
    """The sentence for people in an error body of any common form, on one line; may be empty."""
    if isinstance(body, str):
        return " ".join(body.split())[:_LONGEST]
    if isinstance(body, Mapping):
        named = (said(body.get(place)) for place in _PLACES)
        # Validation errors are often an object of lists, named by the field they are about.
        return next(filter(None, named), "") or _first(tuple(body.values()))
    return _first(body) if isinstance(body, Sequence) else ""


def _first(parts: object) -> str:
    if not isinstance(parts, list | tuple):
        return ""
    return next((said(part) for part in parts if isinstance(part, str | list) and part), "")
