"""A request that was read and let in, as the areas of the stand-in see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.gamebase.quirks import Quirks

Content = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What is asked of one app; path, query and body have been checked."""

    app_id: str
    params: Mapping[str, Any]
    """Those of path, query and body together."""
    now: datetime
    quirks: Quirks

    def text(self, name: str) -> str:
        """Return a parameter that is there as text."""
        return str(self.params[name])

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a boolean, written out in a query or real in a body."""
        value = self.params.get(name, default)
        return value if isinstance(value, bool) else value == "true"

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number of query or body."""
        return int(self.params.get(name, default))


Act = Callable[[Asked], Content]
"""What an endpoint does; raises ResultError."""
