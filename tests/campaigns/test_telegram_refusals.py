"""Telegram refuses: every kind of notice meets every way in which Telegram can say no, or nothing.

Judged by one question: is there anybody who was to be told something and of whom nobody knows that he was
not? While the refusal lasts somebody has heard what the notice was about, or it is marked as not told; when
it is over what slept is told. In the short form every kind of notice meets one kind of refusal, each another,
of which chance picks a text by a seed; the long form plays all texts.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from functools import partial

import pytest
from sqlalchemy import update

from bot.demo.stage import Stage
from sandbox.faults import Fault
from sandbox.telegram import Chat, Message
from sandbox.telegram.refusals import CHAT, CONTENT, MESSAGE, MOVED, PASSING, Refusal
from services.actor import Actor
from services.cases import CaseKind, Said
from services.cases.finding import ANSWER
from services.incidents import Signal
from services.outbox import NOT_TOLD
from services.outbox.endings import TELL_AFTER
from storage.notices import NoticeRow
from storage.tables.cases import case_messages
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.tables.outbox import notices
from tests.campaigns.length import LONG
from tests.campaigns.notices import MOMENT, Sample, samples
from tests.conversations.play import Play
from tests.one_day import all_played
from tests.services.orders_made import let_in

SEED = 20300115
SENDS = ("sendMessage", "sendRichMessage", "sendDocument", "sendPhoto")
GATHERED = timedelta(seconds=6)
PAUSE = timedelta(minutes=16)
"""Longer than any between two tries."""
MOST_TRIED = 14
MOST_HEARD = 6
"""Messages that one lost notice may cause."""

SILENCE = Refusal(0, "no answer at all")
_GROUPS: dict[str, tuple[Refusal, ...]] = {
    "gone": CHAT,
    "moved": tuple(each for each in MOVED if not each.upgraded),
    # The server's own 500 and its 429 are waited out for seconds by the session; tests/bot plays them.
    "passing": tuple(each for each in PASSING if each.code not in (429, 500)),
    "ours: message": MESSAGE,
    "ours: content": CONTENT,
    "no answer": (SILENCE,),
}


class Reach(IntEnum):
    """How far the trouble goes."""

    ITS_CHAT = 0
    SETTLERS_TOO = 1
    EVERYBODY = 2


OF_CUSTOMERS = ("keys-for-customer", "order-reversed", "delivered", "perhaps-delivered")
BESIDES = ("order-shown", "approval-shown", "case-changed", "maintenance-shown")
"""They tell on one more card what another notice tells to whom it concerns."""
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
        known = {id(message) for message in self._said()}
        self._refuse()
        notice_id = await self._post()
        await self._until_settled(notice_id)
        heard = [message for message in self._said() if id(message) not in known]
        row, marked = await self._row(notice_id)
        what = f"{self.sample.kind} / {self.refusal.description} / {self.reach.name}: {row.state}"
        assert len(heard) <= MOST_HEARD, what
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
            await tx.connection.execute(
                update(case_messages).values(copy_id=None)
            )  # to be said yet
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


def plan(kind: str) -> list[tuple[Refusal, Reach]]:
    """Which refusals a kind of notice meets, and how far each goes."""
    chance = random.Random(f"{SEED} {kind}")  # noqa: S311 - a plan, not a secret
    if LONG:
        return [
            (refusal, reach)
            for refusals in _GROUPS.values()
            for refusal in refusals
            for reach in (Reach.ITS_CHAT, chance.choice(list(Reach)[1:]))
        ]
    at = KINDS.index(kind)
    names = sorted(_GROUPS)
    turn, further = at % len(names), at // len(names)
    return [(chance.choice(_GROUPS[names[turn]]), Reach(further % len(Reach)))]


KINDS = sorted(samples("K-7F3Q-X9ND", -100))


OF_CASES = [kind for kind in KINDS if kind.startswith("case-")]
OF_INCIDENTS = [kind for kind in KINDS if kind.startswith("incident")]
OTHERS = [kind for kind in KINDS if kind not in (*OF_CASES, *OF_INCIDENTS)]
DAYS = (
    [[kind] for kind in KINDS]
    if LONG
    else [OF_CASES, OF_INCIDENTS, *(OTHERS[at::5] for at in range(5))]
)
"""Kinds that are tried on one day, one after the other."""


@pytest.mark.timeout(3600 if LONG else 300)
@pytest.mark.parametrize("kinds", [pytest.param(kinds, id=f"{kinds[0]}...") for kinds in DAYS])
async def test_nothing_is_told_to_nobody(stage: Stage, kinds: list[str]) -> None:
    """Whatever Telegram says, somebody hears of it or can see that it was not told."""
    play = Play(stage)
    number = play.order_number(await play.buy())
    if kinds[0] in OF_CASES:
        await _two_cases(play, number)
    if kinds[0] in OF_INCIDENTS:
        await _two_incidents(play)
    await all_played([(kind, partial(_told, play, number, kind)) for kind in kinds])


async def _told(play: Play, number: str, kind: str) -> None:
    """All of a kind's trials."""
    town, figures = play.town, Counter[str]()
    made = samples(number, play.desk.id, town.cara.id, town.managers.id, town.olga.id)
    for refusal, reach in plan(kind):
        await Trial(play, number, made[kind], refusal, reach, figures).run()
    print(f"{kind}: {sum(figures.values()) // 2} trials; {dict(sorted(figures.items()))}")  # noqa: T201 - the campaign's figures


async def _two_cases(play: Play, number: str) -> None:
    """Cara has the key, and two cases: one that was closed, one in which she waits for another answer."""
    town, desk = play.town, play.stage.app.house.services
    await play.tap(town.sam, "Send to customer", play.desk)
    await play.gives("@cara")
    cara = Actor(town.cara.id, town.cara.id, town.cara.name)
    sam = let_in(Actor(town.sam.id, play.desk.id, town.sam.name), number, ANSWER)
    keys = await desk.shelf.my_keys(cara.user_id, number)
    first, _ = await desk.cases.open(cara, keys, 1, CaseKind.USED, Said("used"))
    await desk.cases.close(sam, first.id, "No")
    second, _ = await desk.cases.open(cara, keys, 1, CaseKind.USED, Said("used"))
    await desk.case_talk.answer(sam, second.id, Said("No"))
    await desk.case_talk.hear(cara, second.id, Said("used"))
    assert (first.id, second.id) == (1, 2)
    await play.stage.quiet()


async def _two_incidents(play: Play) -> None:
    """One that lasts, and one that is over."""
    house = play.stage.app.house
    until = datetime.fromisoformat(MOMENT)
    for name in ("lasts", "over", "held"):
        async with house.db.write() as tx:
            signal = Signal("omen", name, "warning", {})
            held = until if name == "held" else None
            await house.incidents.signal(tx, play.desk.id, None, signal, held)
        await play.stage.quiet()
    async with house.db.write() as tx:
        await house.incidents.clear(tx, play.desk.id, "over")
    await play.stage.quiet()


async def test_every_kind_of_notice_is_tried(stage: Stage) -> None:
    """Whoever adds a kind adds a sample of it to tests/campaigns/notices.py."""
    assert set(stage.app.frame.registry.notices) - {NOT_TOLD} == set(KINDS)
