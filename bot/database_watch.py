"""The watch over the database: owners are told when it takes no writes, and when that is over.

Directly by Telegram: the outbox is in that database.
"""

import time
from collections.abc import Callable, Collection
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.telegram.errors import NotConnected
from bot.telegram.priority import Priority, priority
from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.outgoing.sending import send
from handlers.words.database_trouble import books_trouble
from handlers.words.markup import Html
from handlers.words.texts import Texts
from storage.database import Database
from storage.errors import Cause, TroubleError

LASTS = 5.0
"""Seconds that trouble has to last before anybody is told."""
OVER = 30.0
"""Seconds without trouble after which it is over; whatever comes before is the same incident."""
PROOF_EVERY = 60.0
"""Seconds between two writes made only to see whether writing works, on a desk where nobody writes."""
AGAIN = 30.0
"""Seconds before an owner whom Telegram could not be reached for is told again."""

log = structlog.get_logger(__name__)

Words = Callable[[Texts], Html]


class DatabaseWatch:
    """Looks at the database, and tells the owners once an incident that it began and that it ended."""

    def __init__(
        self,
        db: Database,
        bot: Bot,
        frame: Frame,
        owners: Collection[int],
        monotonic: Callable[[], float] = time.monotonic,
        on_over: Callable[[datetime, datetime], None] | None = None,
    ) -> None:
        """``on_over`` hears from when to when the trouble of each incident was."""
        self._db = db
        self._bot = bot
        self._frame = frame
        self._owners = tuple(owners)
        self._monotonic = monotonic
        self._on_over = on_over
        self._since: tuple[float, datetime] | None = None
        self._last_seen = 0.0
        self._told = False
        self._proof_at = 0.0
        self._words: Words | None = None
        self._untold: list[int] = []
        self._tell_at = 0.0

    async def look(self) -> None:
        """One look; to be taken every few seconds."""
        now = self._monotonic()
        cause = await self._cause(now)
        if cause is not None:
            self._last_seen = now
            if self._since is None:
                self._since = now, self._frame.services.clock()
            elif not self._told and now - self._since[0] >= LASTS:
                self._told = True
                self._say(_began(cause, self._since[1]))
        elif self._since is not None and now - self._last_seen >= OVER:
            if self._told:
                since, until = self._since[1], self._frame.services.clock()
                self._say(_ended(since, until))
                if self._on_over is not None:
                    self._on_over(since, until)
            self._since, self._told = None, False
        await self._tell(now)

    async def _cause(self, now: float) -> Cause | None:
        if self._db.condition.cause is not None:
            return self._db.condition.cause
        if self._since is None and now - self._proof_at < PROOF_EVERY:
            return None
        self._proof_at = now
        try:
            await self._db.condition.proof()
        except TroubleError as error:
            return error.cause
        return None

    def _say(self, words: Words) -> None:
        self._words = words
        self._untold = list(self._owners)
        self._tell_at = 0.0

    async def _tell(self, now: float) -> None:
        """Tell whoever was not told yet. Only a lost connection is a reason to try again."""
        if self._words is None or now < self._tell_at:
            return
        self._tell_at = now + AGAIN
        people, left = self._frame.services.people, []
        for owner in self._untold:
            t = self._frame.library.texts(people.language(owner), people.timezone(owner))
            try:
                with priority(Priority.ALERT):
                    await send(self._bot, owner, Card(self._words(t)), t)
            except NotConnected:
                left.append(owner)
            except TelegramAPIError as error:
                log.warning("an owner was not told of the database", problem=type(error).__name__)
        self._untold = left
        if not left:
            self._words = None


def _began(cause: Cause, since: datetime) -> Words:
    return lambda t: t.get(
        "books-trouble-began",
        cause=books_trouble(t, cause),
        since=since,
        remedy=t.plain(f"books-remedy-{cause}"),
    )


def _ended(since: datetime, until: datetime) -> Words:
    return lambda t: t.get("books-trouble-ended", since=since, until=until)
