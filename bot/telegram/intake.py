"""The intake of updates: what was fetched is written down, put into lanes, and only then to be confirmed.

Telegram takes an offset for a yes to everything before it. So it is asked from the first update that is
neither in a row nor handled. While the database takes no writes people are answered all the same: what
they say is *loose* until it was handled, or written down after all.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from bot.telegram.raw import update_in
from bot.telegram.whose import Judge, Whose, whose
from services.inbox import Inbox, Raw
from storage.errors import TroubleError

REMEMBERED = 10_000
"""Ids of the latest, so that what comes again costs no statement; the rows know the others."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, eq=False)
class Taken:
    """An update in hand. When ``decided`` is set, ``wanted`` says whether it is to be handled here.

    ``late``: an earlier process took it, some time ago; ``acted``: it has done something about it.
    """

    id: int
    raw: Raw = field(repr=False)
    whose: Whose
    decided: asyncio.Event
    wanted: bool = False
    late: bool = False
    acted: bool = False
    handled: bool = False


Put = Callable[[Taken], bool]
"""Let it wait for its turn. False: too much waits already, and it is dropped."""
OnDropped = Callable[[Raw, Whose], None]
"""Told an update that was dropped, and whose it was."""


class Intake:
    """Takes batches in. What is dropped counts as handled and has no row."""

    def __init__(self, inbox: Inbox, put: Put, judge: Judge | None, on_dropped: OnDropped) -> None:
        self._inbox = inbox
        self._put = put
        self._judge = judge
        self._on_dropped = on_dropped
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._loose: dict[int, Taken] = {}
        self._batch: list[int] = []
        """Ids of the last batch. Not of all time: after a quiet week Telegram starts from another number."""
        self._changed = asyncio.Event()

    @property
    def offset(self) -> int | None:
        """From where on Telegram is to be asked; what is before that is confirmed by it."""
        if not self._batch:
            return None
        left = [each for each in self._batch if self._is_left(each)]
        return min(left) if left else max(self._batch) + 1

    @property
    def waits(self) -> bool:
        """Whether something is neither in a row nor handled."""
        return any(not each.handled for each in self._loose.values())

    async def take(self, batch: Sequence[object]) -> None:
        """Write a batch down in one transaction, and let it wait for its turn.

        Raises ValueError for one that holds no update at all.
        """
        decided = asyncio.Event()
        known = [update for sent in batch if (update := update_in(sent)) is not None]
        if len(known) < len(batch):
            log.error("Telegram sends what is no update", count=len(batch) - len(known))
        if not known:
            raise ValueError("Telegram sends what is no update")
        fresh = {each: taken for each, raw in known if (taken := self._begin(each, raw, decided))}
        self._loose.update(fresh)
        self._batch = [each for each, _ in known]
        try:
            await self._write(fresh)
        except TroubleError:  # the database itself has told the log, once
            await self._look_up(fresh)
        finally:
            decided.set()

    async def take_over(self) -> None:
        """Let wait, before all others, what earlier processes left. Raises TroubleError."""
        for left in await self._inbox.left():
            taken = Taken(left.id, left.update, whose(left.update, self._judge), asyncio.Event())
            taken.wanted, taken.late, taken.acted = True, left.late, left.acted
            taken.decided.set()
            self._remember(left.id)
            self._put(taken)

    def handled(self, taken: Taken) -> None:
        """Note that an update was handled."""
        taken.handled = True
        if taken.id in self._loose:
            self._changed.set()
        else:
            self._inbox.handled(taken.id)

    def confirmed(self, offset: int | None) -> None:
        """Telegram has been told ``offset``: what was handled before it needs no row any more."""
        for each, taken in list(self._loose.items()):
            if offset is not None and each < offset and taken.handled:
                del self._loose[each]

    async def rest(self, seconds: float) -> None:
        """Wait until nothing ``waits``, so long at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.waits:
                    self._changed.clear()
                    await self._changed.wait()

    async def end(self) -> None:
        """The process ends: write down what was handled, and let others have the rest."""
        try:
            await self._inbox.settle()
            left = await self._inbox.give_back()
        except TroubleError as error:
            log.warning("updates may be handled again", cause=str(error.cause))
        else:
            if left:
                log.warning("updates are left for the next start", count=left)

    def _is_left(self, update_id: int) -> bool:
        taken = self._loose.get(update_id)
        return taken is not None and not taken.handled

    def _begin(self, update_id: int, raw: Raw, decided: asyncio.Event) -> Taken | None:
        """Give it its place in a lane, where it waits until it is decided."""
        if update_id in self._seen:
            if update_id not in self._loose:
                log.info("update was delivered again", update_id=update_id)
            return None
        self._remember(update_id)
        taken = Taken(update_id, raw, whose(raw, self._judge), decided)
        if self._put(taken):
            return taken
        self._on_dropped(raw, taken.whose)
        return None

    def _remember(self, update_id: int) -> None:
        self._seen[update_id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    async def _write(self, fresh: Mapping[int, Taken]) -> None:
        """Write down whatever is loose: this batch, and what could not be written before."""
        tried = {each: None if it.handled else it.raw for each, it in self._loose.items()}
        if not tried:
            return
        in_hand = await self._inbox.take(tried)
        for each in tried:
            taken = self._loose.pop(each)
            if each in fresh:
                taken.wanted = each in in_hand
            elif taken.handled and each in in_hand:
                self._inbox.handled(each)

    async def _look_up(self, fresh: Mapping[int, Taken]) -> None:
        """Without a row: what an earlier process has taken is not handled here."""
        known: set[int] = set()
        with suppress(TroubleError):
            known = await self._inbox.others_took(list(fresh))
        for each, taken in fresh.items():
            taken.wanted = each not in known
            if not taken.wanted:
                self._loose.pop(each, None)
