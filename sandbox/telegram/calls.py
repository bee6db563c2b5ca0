"""What the bot called, kept for assertions."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(eq=False)
class Call:
    """One call of a Bot API method; ``params`` are decoded, ``ok`` is what Telegram decided.

    A call whose answer a fault swallowed is ``ok`` if it was done all the same.
    """

    method: str
    params: dict[str, Any]
    at: datetime
    ok: bool = False
    error: str = ""
    """The description of the refusal."""
    result: object = field(default=None, repr=False)
