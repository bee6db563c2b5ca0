"""Who is on duty is told in the chat at each change, once, whatever processes look."""

from collections.abc import Collection

from services.clock import Clock
from services.duty.rota import Rota
from services.duty.service import DutyRota
from services.outbox import Outbox
from storage.database import Database
from storage.duty import RotaRow

CHANGED = "duty-changed"
"""The notice. Facts: ``people`` and ``unable`` (numbers), ``thread``, ``home``."""


class DutyRounds:
    """``run`` should be called every few seconds; it costs three reads, however many rotas there are.

    Who would be on duty and lost the right to handle incidents is not, from that moment on.
    """

    def __init__(self, db: Database, clock: Clock, outbox: Outbox, duty: DutyRota) -> None:
        self._db = db
        self._clock = clock
        self._outbox = outbox
        self._duty = duty

    async def run(self) -> int:
        """Tell the chats in which it has changed; gives how many that were."""
        now = self._clock()
        async with self._db.read() as tx:
            rotas = await tx.duty.rotas()
            shifts = await tx.duty.shifts() if rotas else ()
            overrides = await tx.duty.overrides(now) if rotas else ()
        told = 0
        for row in rotas:
            mine = [each for each in shifts if each.chat_id == row.chat_id]
            instead = [each for each in overrides if each.chat_id == row.chat_id]
            on = Rota(mine, instead, self._duty.zone_of(row.chat_id)).on_at(now)
            able = await self._duty.able(on, row.chat_id)
            if _told_as(able, on - able) != row.told:
                told += await self._tell(row, able, on - able)
        if told:
            self._outbox.kick()
        return told

    async def _tell(self, row: RotaRow, able: Collection[int], unable: Collection[int]) -> bool:
        async with self._db.write() as tx:
            mine = await tx.duty.tell(row, _told_as(able, unable))
            if mine:
                facts = {
                    "people": _numbers(able),
                    "unable": _numbers(unable),
                    "thread": row.thread_id,
                    "home": row.chat_id,
                }
                await self._outbox.post(tx, CHANGED, row.chat_id, facts)
        return mine


def _told_as(able: Collection[int], unable: Collection[int]) -> str:
    """What a rota's row says was told; who may not handle incidents stands there below nought."""
    return ",".join([*map(str, sorted(able)), *(str(-each) for each in sorted(unable))])


def _numbers(people: Collection[int]) -> str:
    return ",".join(map(str, sorted(people)))
