"""One notice that meets one refusal of Telegram, judged while it lasts and when it is over."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum

from sqlalchemy import update

from sandbox.faults import Fault
from sandbox.telegram import Chat, Message
from sandbox.telegram.refusals import Refusal
from services.outbox import NOT_TOLD
from services.outbox.endings import TELL_AFTER
from storage.notices import NoticeRow
from storage.tables.cases import case_messages
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.tables.outbox import notices
from tests.campaigns.notices import Sample
from tests.conversations.play import Play

SENDS = ("sendMessage", "sendRichMessage", "sendDocument", "sendPhoto")
GATHERED = timedelta(seconds=6)
PAUSE = timedelta(minutes=16)
"""Longer than any between two tries."""
MOST_TRIED = 14
MOST_HEARD = 6
"""Messages that one lost notice may cause."""
SILENCE = Refusal(0, "no answer at all")


class Reach(IntEnum):
    """How far the trouble goes."""

    ITS_CHAT = 0
    SETTLERS_TOO = 1
    EVERYBODY = 2


OF_CUSTOMERS = ("keys-for-customer", "order-reversed", "delivered", "perhaps-delivered")
BESIDES = (
    "order-shown",
    "approval-shown",
    "case-changed",
    "maintenance-shown",
    "link-over",
)
"""They tell on one more card what another notice, or the order's own card, tells to whom it concerns."""
BY_EDIT = ("delivered",)
"""The order's own card tells it too, where Telegram takes edits and nothing else."""
STATES = {
    "order-uncertain": ("uncertain", "uncertain"),
    "approval-asked": ("awaiting_approval", "waiting"),
    "answer-late": ("paying", "sent"),
    "keys-late": ("paid", "accepted"),
    "reversal-late": ("keyed", "reversing"),
    "delivered": ("delivered", "accepted"),
    "order-reversed": ("reversed", "reversed"),
}
"""Of the order and its purchase, where the notice is true only then; else the keys are ready."""


@dataclass
class Trial:
    """One notice that meets one refusal."""

    play: Play
    number: str
    sample: Sample
    refusal: Refusal
    reach: Reach
    figures: Counter[str] = field(default_factory=Counter)

    async def run(self) -> None:
        """Post it into the trouble, judge, end the trouble, judge again."""
        await self._prepare()
        known = {id(message): message.text for message in self._said()}
        self._refuse()
        notice_id = await self._post()
        await self._until_settled(notice_id)
        heard = [message for message in self._said() if id(message) not in known]
        row, marked = await self._row(notice_id)
        what = f"{self.sample.kind} / {self.refusal.description} / {self.reach.name}: {row.state}"
        assert len(heard) <= MOST_HEARD, what
        if self.sample.kind in BY_EDIT:
            heard += [m for m in self._said() if known.get(id(m), m.text) != m.text]
        told = any(self.sample.word.lower() in m.text.lower() for m in heard)
        told = told or self.sample.kind in BESIDES
        if self.reach is Reach.EVERYBODY or self._of_last_owner():
            assert told or marked or row.state in ("dropped", "waiting"), what
        else:
            assert told, what
        assert marked or row.state in ("sent", "dropped", "waiting"), what
        self.figures[f"while it lasts: {row.state}"] += 1
        await self._end_trouble()
        row, marked = await self._row(notice_id)
        assert row.state in ("sent", "dropped") or (row.state == "untold" and marked), what
        self.figures[f"afterwards: {row.state}"] += 1
        await self._nothing_left(what)

    def _of_last_owner(self) -> bool:
        """Whether there is nobody after those who refuse."""
        last = self.sample.chat_id == self.play.town.olga.id
        return last and self.reach is Reach.SETTLERS_TOO

    async def _prepare(self) -> None:
        status, purchase = STATES.get(self.sample.kind, ("keyed", "accepted"))
        customer = self.play.town.cara.id if self.sample.kind in OF_CUSTOMERS else None
        async with self.play.stage.app.house.db.write() as tx:
            row = await tx.orders.by_number(self.number)
            assert row is not None
            state = {"status": status, "customer_id": customer, "ended_at": None, "handed_at": None}
            await tx.connection.execute(update(orders).values(**state))
            said = update(case_messages).values(copy_id=None)  # to be said yet
            await tx.connection.execute(said)
            await tx.connection.execute(update(keys).values(customer_id=customer, handed_at=None))
            await tx.connection.execute(
                update(purchases).where(purchases.c.order_id == row.id).values(status=purchase)
            )

    def _refuse(self) -> None:
        town = self.play.town
        chats = {town.world.chat(self.sample.chat_id)}
        if self.reach >= Reach.SETTLERS_TOO:
            chats |= {town.managers, self.play.desk}
        if self.reach is Reach.EVERYBODY:
            chats |= {town.olga.private}
        ids = {chat.id for chat in chats if chat is not None}
        fault = Fault.error(self.refusal.code, self.refusal.description)
        # An edit without an answer is made again at once, with pauses by the wall clock.
        for method in SENDS if self.refusal is SILENCE else (*SENDS, "editMessageText"):
            town.world.faults.add(
                method,
                Fault.lost_before() if self.refusal is SILENCE else fault,
                None,
                lambda params: params.get("chat_id") in ids,
            )

    async def _post(self) -> int:
        desk, db = self.play.stage.app.house.services, self.play.stage.app.house.db
        async with db.write() as tx:
            made = await desk.outbox.post(
                tx, self.sample.kind, self.sample.chat_id, self.sample.facts
            )
        assert made is not None
        desk.outbox.kick()
        await self.play.stage.quiet()
        return made

    async def _until_settled(self, notice_id: int) -> None:
        """Let time pass until it is told, asleep, given up, or somebody else has been told."""
        for _ in range(MOST_TRIED):
            row, _ = await self._row(notice_id)
            if row.state != "waiting" or row.told_instead_at is not None:
                break
            await self._later(PAUSE)
        for _ in range(MOST_TRIED):  # a notice about notices climbs a step at a time
            about = await self._about_notices()
            if not about:
                break
            step = GATHERED if any(row.tries == 0 for row in about) else PAUSE
            await self._later(step)

    async def _later(self, wait: timedelta) -> None:
        """Let so much pass; what is refused again and again is nearly at the end of its patience.

        The whole series of tries is played by tests/services/test_untold.py.
        """
        tired = update(notices).where(notices.c.state == "waiting", notices.c.tries > 0)
        async with self.play.stage.app.house.db.write() as tx:
            await tx.connection.execute(tired.values(tries=TELL_AFTER - 1))
        await self.play.later(wait)

    async def _end_trouble(self) -> None:
        town = self.play.town
        town.world.faults.clear()
        for person in (town.olga, town.cara):
            person.says("/whoami")
        for person, chat in ((town.sam, self.play.desk), (town.max, town.managers)):
            person.says("/whoami", chat)
        await self.play.stage.quiet()
        await self.play.later(PAUSE)
        await self.play.later(GATHERED)

    async def _nothing_left(self, what: str) -> None:
        """Look at what was not told, as people do, so that the next trial begins clean."""
        outbox = self.play.stage.app.house.services.outbox
        await outbox.order_seen(self.number, self.play.desk.id)
        for schedule_id in (1, 2):
            await outbox.alert_seen(schedule_id, self.play.town.managers.id)
        await self.play.stage.quiet()
        async with self.play.stage.app.house.db.read() as tx:
            rows = await tx.notices.not_told()
        assert not [row for row in rows if row.state == "asleep"], what
        async with self.play.stage.app.house.db.write() as tx:
            await tx.notices.end_untold([row.id for row in rows], self.play.clock())

    async def _row(self, notice_id: int) -> tuple[NoticeRow, bool]:
        """The notice, and whether people can see that it was not told."""
        outbox = self.play.stage.app.house.services.outbox
        (row,) = await outbox.rows([notice_id])
        marks = await outbox.not_told()
        listed = [each.id for rows in (marks.orders, marks.schedules) for each in _all(rows)]
        private = "order" not in row.facts and "schedule" not in row.facts
        return row, notice_id in listed or (private and row.state in ("asleep", "untold"))

    async def _about_notices(self) -> list[NoticeRow]:
        async with self.play.stage.app.house.db.read() as tx:
            return [
                row
                for chat in self._chats()
                for row in await tx.notices.waiting(NOT_TOLD, chat.id)
                if row.told_instead_at is None
            ]

    def _chats(self) -> list[Chat]:
        town = self.play.town
        return [self.play.desk, town.managers, town.olga.private, town.cara.private]

    def _said(self) -> list[Message]:
        return [m for chat in self._chats() for m in chat.all_messages if m.sender is None]


def _all(rows: object) -> list[NoticeRow]:
    assert hasattr(rows, "values")
    return [each for group in rows.values() for each in group]
