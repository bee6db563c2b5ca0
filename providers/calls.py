"""What a call to a provider is, what its answer is, and what a reader of answers may say of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What repeating a call would do, and so what a lost answer means."""

    READ = "read"
    """Sent again without harm: it changes nothing, or nothing that a second time would add to."""

    ONCE = "once"
    """May spend, change or delete something: sent once, and without an answer its outcome is unknown."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request. ``endpoint`` is its name in logs and errors; path and body never get there."""

    endpoint: str
    method: str
    path: str = field(repr=False)
    """Below the base URL, its parts already percent-encoded."""
    kind: Kind
    body: object = field(default=None, repr=False)
    """What :func:`providers.jsontext.encode` takes; None sends no body."""
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    any_body: bool = False
    """Whether the reader is shown answers that are no JSON too, with None for their body."""
    sign: Callable[[bytes], Mapping[str, str]] | None = field(default=None, repr=False)
    """Makes headers from exactly the bytes of the body that are sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status and the JSON body, fractions as Decimal."""

    status: int
    body: object = field(repr=False)
    empty: bool = False
    """Whether there was no body at all; one that is no JSON is not empty."""

    @property
    def success(self) -> bool:
        """Whether the status is one of 200 to 299."""
        return 200 <= self.status <= 299


class UnreadableError(ValueError):
    """Raised by a reader: this answer is neither a documented success nor a documented refusal."""


class ServerFaultError(Exception):
    """Raised by a reader: by this answer the provider itself failed, as with an HTTP status 500.

    ``code`` is the provider's own number for it, if it named one.
    """

    def __init__(self, detail: str, *, code: int | str | None = None) -> None:
        super().__init__(detail)
        self.code = code
