"""Taking notices to send them: a claim on each, until what came of it is written down."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta
from typing import Concatenate, ParamSpec

import structlog

from services.clock import Clock
from services.outbox.endings import UNCONFIRMED, Endings
from services.outbox.instead import Instead, Who
from services.outbox.kinds import ANSWERS
from services.outbox.together import Together
from storage.database import Database
from storage.errors import TroubleError
from storage.kept_answers import Unit
from storage.leases import LEASE
from storage.notice_claims import Look
from storage.notices import NoticeRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

P = ParamSpec("P")


class Taking:
    """Hands notices to whoever sends them: each to one sender, and one at a time to a chat.

    A sender's claim on a notice is a lease: renewed while it is at it, given back at a stop, taken over
    when it runs out. ``wake`` is set when there is something new to take; the sender clears it before
    it takes.
    """

    def __init__(self, db: Database, clock: Clock, who: Who) -> None:
        """``who`` knows whom to tell of what does not arrive."""
        self._db = db
        self._clock = clock
        self._name = secrets.token_hex(8)
        self._endings = Endings(clock, self._name, Instead(who, clock))
        self._in_hand: set[int] = set()
        self._holding = asyncio.Lock()
        self._leaving = Together(self._leave)
        self._arrived = Together(self._sent)
        self._on_shapes: Callable[[int], None] = lambda shapes: None
        self.wake = asyncio.Event()

    def tell_shapes(self, on_shapes: Callable[[int], None]) -> None:
        """Have it told, whenever there is a look for notices, how many shapes keys have."""
        self._on_shapes = on_shapes

    def kick(self) -> None:
        """Wake the taker."""
        self.wake.set()

    async def take(self, room: int, room_for_answers: int | None = None) -> list[NoticeRow]:
        """Claim due notices to send, oldest first, none for a chat that another is claimed for.

        What is on the wire and nobody's any more is settled before. What answers a person comes first and
        has room of its own. A claimed notice waits for its turn and can still be withdrawn; ``leave`` is
        said when its request leaves.
        """
        async with self._holding:
            look = await self._look()
            if look.adrift:
                await self._adopt(self._in_hand)
                look = await self._look()
            if not look.due:
                return []
            now = self._clock()
            async with self._db.write() as tx:
                rows = await tx.sending.take(
                    self._name,
                    now + LEASE,
                    now,
                    self._in_hand,
                    first=ANSWERS,
                    room=room,
                    room_for_first=room if room_for_answers is None else room_for_answers,
                )
            self._in_hand.update(row.id for row in rows)
        return list(rows)

    async def leave(self, notice_id: int) -> bool:
        """Write down that a notice's request leaves now. False: it must not, it is not ours to send.

        Raises NotWritableError: it must not leave either.
        """
        return await self._leaving(notice_id)

    async def _leave(self, ids: Sequence[int]) -> list[bool]:
        async with self._db.write() as tx:
            left = await tx.sending.leave(ids, self._name)
        return [notice_id in left for notice_id in ids]

    async def come_back(self, notice_id: int) -> bool:
        """Write down that a request was surely not acted on: the notice waits for its turn again."""
        async with self._db.write() as tx:
            return await tx.sending.come_back(notice_id, self._name)

    def let_go(self, notice_id: int) -> None:
        """Nobody is at a notice any more. What was not written down of it is found by ``settle``."""
        self._in_hand.discard(notice_id)

    async def renew(self) -> None:
        """Keep what is claimed for another lease; to be called well within one."""
        if self._in_hand:
            async with self._db.write() as tx:
                await tx.sending.renew(self._name, self._clock() + LEASE)

    async def settle(self) -> int:
        """Settle what is on the wire and nobody's any more, whoever left it; gives how many that were.

        What was claimed and has not left needs nothing: it is taken again.
        """
        async with self._holding:
            if not (await self._look()).adrift:
                return 0
            return await self._adopt(self._in_hand)

    async def give_back(self) -> int:
        """Let others take at once what has not left."""
        async with self._db.write() as tx:
            return await tx.sending.give_back(self._name)

    async def recover(self) -> int:
        """At start, before anyone takes: settle what an earlier process left; gives how many that were.

        A file is ours alone. On a server another process may be at it: there leases run out.
        """
        if not self._db.is_sqlite:
            return await self.settle()
        async with self._db.write() as tx:
            await tx.sending.give_back()
        return await self._adopt(None)

    async def _look(self) -> Look:
        async with self._db.read() as tx:
            look = await tx.sending.look(self._name, self._clock(), self._in_hand)
        self._on_shapes(look.shapes)
        return look

    async def _sent(self, some: Sequence[tuple[int, int | None]]) -> list[bool]:
        """Commit that these arrived, each as this message, however long that takes."""
        arrived = dict(some)

        async def unit(tx: Tx) -> frozenset[int]:
            return await self._endings.sent(tx, arrived)

        ours = await self._db.keep(unit, "told", notices=sorted(arrived))
        for notice_id in arrived:
            self.let_go(notice_id)
        return [notice_id in ours for notice_id, _ in some]

    async def _keep(
        self,
        notice_id: int,
        act: Callable[Concatenate[Tx, NoticeRow, P], Awaitable[bool]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Commit what Telegram said, however long that takes: told twice is the other way to go wrong."""

        async def unit(tx: Tx) -> bool:
            mine = await tx.sending.claimed([notice_id], self._name)
            return bool(mine) and await act(tx, mine[0], *args, **kwargs)

        kept: Unit[bool] = unit
        done = await self._db.keep(kept, "told", notice=notice_id)
        self.let_go(notice_id)
        return done

    async def _adopt(self, in_hand: Collection[int] | None) -> int:
        now = self._clock()
        async with self._db.write() as tx:
            adrift = await tx.sending.adopt_adrift(self._name, now + LEASE, now, in_hand)
        self._in_hand.update(notice.id for notice in adrift)
        for notice in adrift:
            try:
                waits = await self._keep(notice.id, self._endings.unconfirmed, timedelta(0))
            except TroubleError:
                raise
            except Exception:  # whatever is wrong with this one, it must not keep the others
                log.exception("notice not settled", notice=notice.id, kind=notice.kind)
                waits = not await self._keep(notice.id, self._endings.give_up, UNCONFIRMED)
            finally:
                self.let_go(notice.id)
            log.warning("left on the wire", notice=notice.id, kind=notice.kind, told_again=waits)
        self.kick()
        return len(adrift)
