"""Log lines that come again and again, with every round or at anybody's will: the same once a minute."""

import logging
import time
from collections.abc import Callable

import structlog

EVERY = 60.0
"""Seconds between two lines of one kind."""


class Complaints:
    """Tells each kind at once, and then once a minute how many there were meanwhile.

    A kind is an event with a code of ours. Nothing that comes from outside may make a kind: they are all
    remembered. That the database is in trouble needs no line: it has told the log itself, once
    (:mod:`storage.writability`), so rounds that meet it raise its error, and loops let it pass.
    """

    def __init__(self, name: str, now: Callable[[], float] = time.monotonic) -> None:
        self._log = structlog.get_logger(name)
        self._now = now
        self._told: dict[tuple[str, str], float] = {}
        self._untold: dict[tuple[str, str], int] = {}

    def tell(
        self,
        event: str,
        code: str,
        *,
        level: int = logging.INFO,
        error: BaseException | None = None,
        **facts: object,
    ) -> None:
        """Log it, or count it where its kind was told less than a minute ago."""
        kind, now = (event, code), self._now()
        last = self._told.get(kind)
        if last is not None and now - last < EVERY:
            self._untold[kind] = self._untold.get(kind, 0) + 1
            return
        self._told[kind] = now
        more = self._untold.pop(kind, 0)
        if more:
            facts["besides"] = more
        self._log.log(level, event, code=code, exc_info=error, **facts)
