"""What does not arrive is told to somebody, once, and stays marked until people know."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from services.access.service import Access
from services.outbox import NOT_TOLD, Lost, Outbox
from services.outbox.endings import MOST_TRIES, TELL_AFTER
from services.outbox.instead import GATHER
from services.people import People
from storage.database import Database
from storage.notices import NoticeRow
from tests.clock import ManualClock
from tests.services.conftest import OWNER
from tests.services.orders_made import order_in

DESK, MANAGERS, CUSTOMER = -100, -200, 55


@dataclass
class Post:
    """An outbox with a hand on its clock and its rows."""

    db: Database
    outbox: Outbox
    clock: ManualClock

    async def post(self, kind: str, chat_id: int, **facts: Any) -> int:
        """Write a notice and take it on its way."""
        async with self.db.write() as tx:
            made = await self.outbox.post(tx, kind, chat_id, facts)
        assert made is not None
        assert made in [row.id for row in await self.outbox.take(100)]
        return made

    async def told(self) -> list[NoticeRow]:
        """The notices about notices that go out now."""
        self.clock.advance(GATHER.total_seconds())
        return [row for row in await self.outbox.take(100) if row.kind == NOT_TOLD]

    async def state(self, notice_id: int) -> str:
        """How a notice stands."""
        (row,) = await self.outbox.rows([notice_id])
        return row.state


@pytest.fixture
def box(database: Database, outbox: Outbox, clock: ManualClock) -> Post:
    """The outbox of the owner's desk."""
    return Post(database, outbox, clock)


@pytest.mark.parametrize("lost", [each for each in Lost if each is not Lost.BARRED])
async def test_whatever_is_lost_is_told_to_somebody(box: Post, lost: Lost) -> None:
    """An alert of a group: the group itself where it takes messages, else the owners; once."""
    made = await box.post("digest", DESK, schedule=1)
    assert await box.outbox.lost(made, lost, "kicked")
    assert not await box.outbox.lost(made, lost, "kicked")
    (told,) = await box.told()
    assert told.chat_id == (DESK if lost.chat_hears else OWNER.user_id)
    assert (told.facts["chat"], told.facts["notices"]) == (DESK, [made])
    assert await box.state(made) == ("asleep" if lost is Lost.GONE else "untold")
    assert set((await box.outbox.not_told()).schedules) == {1}


async def test_an_alert_ends_with_the_right_to_it(box: Post) -> None:
    """Nobody else is told what its reader may not know any more; news of an order goes on to somebody."""
    alert = await box.post("digest", CUSTOMER, schedule=1)
    news = await box.post("key-problem", CUSTOMER + 1, order="K-1")
    for each in (alert, news):
        await box.outbox.lost(each, Lost.BARRED, "no right")
    assert await box.state(alert) == "dropped"
    (told,) = await box.told()
    assert told.facts["notices"] == [news]


@pytest.mark.parametrize("lost", [each for each in Lost if each is not Lost.BARRED])
async def test_a_notice_about_notices_that_is_lost_goes_on_and_ends(box: Post, lost: Lost) -> None:
    """It climbs to the owners and turns in no circle; what it told of is marked all the same."""
    made = await box.post("digest", DESK, schedule=1)
    await box.outbox.lost(made, lost, "kicked")
    rounds = 0
    while told := await box.told():
        rounds += 1
        assert rounds < 5
        for each in told:
            await box.outbox.lost(each.id, Lost.REFUSED, "can't parse entities")
    assert 1 <= rounds <= 2
    assert set((await box.outbox.not_told()).schedules) == {1}


async def test_what_a_customer_is_not_told_the_orders_chat_is(box: Post) -> None:
    """The order's chat first, then those who may settle, then the owners."""
    number = await order_in(box.db, DESK)
    made = await box.post("order-reversed", CUSTOMER, order=number, keys=1)
    await box.outbox.lost(made, Lost.GONE, "blocked")
    (first,) = await box.told()
    assert first.chat_id == DESK
    await box.outbox.lost(first.id, Lost.GONE, "kicked")
    (second,) = await box.told()
    assert second.chat_id == OWNER.user_id
    assert second.facts["notices"] == [made]
    assert set((await box.outbox.not_told()).orders) == {number}


async def test_many_lost_notices_of_a_chat_make_one_notice(box: Post) -> None:
    """A group that threw the bot out is told of once, with all it does not know."""
    made = []
    for number in range(30):
        made.append(await box.post("digest", DESK, schedule=number))
        await box.outbox.lost(made[-1], Lost.GONE, "kicked")
    (told,) = await box.told()
    assert told.facts["notices"] == made


async def test_a_chat_that_is_back_is_told_what_slept(box: Post, people: People) -> None:
    """A word from there, a Start or a change of the bot's place wakes what slept, and nobody else's."""
    for by_a_word in (False, True):
        made = await box.post("digest", DESK, schedule=1)
        other = await box.post("digest", MANAGERS, schedule=2)
        for each in (made, other):
            await box.outbox.lost(each, Lost.GONE, "kicked")
        people.listen_for(DESK)
        if by_a_word:
            await people.seen(7, "Sam", None, DESK, "group", "Desk")
        else:
            await people.reachable(DESK)
        assert await box.state(made) == "waiting"
        assert await box.state(other) == "asleep"
        assert made in [row.id for row in await box.outbox.take(10)]
        assert await box.outbox.sent(made, 5)
        assert await box.state(made) == "sent"


async def test_a_closed_topic_is_tried_again_by_itself(box: Post) -> None:
    """One notice asks; when that arrives the others follow. Who was thrown out is not asked."""
    made = [await box.post("digest", DESK, schedule=1)]
    await box.outbox.lost(made[0], Lost.GONE, "topic-closed")
    made.append(await box.post("digest", DESK, schedule=1))
    await box.outbox.lost(made[1], Lost.GONE, "topic-closed")
    away = await box.post("digest", MANAGERS, schedule=2)
    await box.outbox.lost(away, Lost.GONE, "kicked")
    assert await box.outbox.try_asleep() == 1
    assert [await box.state(each) for each in (*made, away)] == ["waiting", "asleep", "asleep"]
    assert made[0] in [row.id for row in await box.outbox.take(10)]
    assert await box.outbox.sent(made[0], 5)
    assert [await box.state(each) for each in (*made, away)] == ["sent", "waiting", "asleep"]


async def test_what_arrives_shows_that_its_chat_takes_messages(box: Post) -> None:
    """One of those that sleep asks then, as each hour; they follow it, and no other chat's do."""
    made = [await box.post("digest", DESK, schedule=1)]
    await box.outbox.lost(made[0], Lost.GONE, "topic-closed")
    made.append(await box.post("digest", DESK, schedule=1))
    await box.outbox.lost(made[1], Lost.GONE, "topic-closed")
    away = await box.post("digest", MANAGERS, schedule=2)
    await box.outbox.lost(away, Lost.GONE, "silenced")
    fresh = await box.post("digest", DESK, schedule=3)
    assert await box.outbox.sent(fresh, 5)
    assert [await box.state(each) for each in (*made, away)] == ["waiting", "asleep", "asleep"]
    assert made[0] in [row.id for row in await box.outbox.take(10)]
    assert await box.outbox.sent(made[0], 6)
    assert [await box.state(each) for each in (*made, away)] == ["sent", "waiting", "asleep"]


async def test_who_presses_start_is_told_what_slept(box: Post, people: People) -> None:
    """An owner who had never started the bot."""
    made = await box.post("digest", OWNER.user_id, schedule=1)
    await box.outbox.lost(made, Lost.GONE, "not-started")
    await people.started(OWNER.user_id)
    assert await box.state(made) == "waiting"


async def test_one_passing_refusal_loses_nothing(box: Post) -> None:
    """It is tried on, with growing pauses; after most of an hour somebody else hears of it, once."""
    made = await box.post("digest", DESK, schedule=1)
    told = []
    for turn in range(1, MOST_TRIES):
        assert await box.outbox.refused(made, "a new word of Telegram's"), turn
        due_at = await box.outbox.next_due()
        assert due_at is not None
        box.clock.now = max(box.clock(), due_at)
        while True:
            taken = await box.outbox.take(10)
            for each in taken:
                if each.kind == NOT_TOLD:
                    told.append((turn, each.chat_id))
                    await box.outbox.sent(each.id, 1)
            if made in [row.id for row in taken]:
                break
            due_at = await box.outbox.next_due()
            assert due_at is not None
            box.clock.now = max(box.clock(), due_at)
    assert [chat for _, chat in told] == [OWNER.user_id]
    assert told[0][0] == TELL_AFTER
    assert not await box.outbox.refused(made, "a new word of Telegram's")
    assert await box.state(made) == "untold"
    assert await box.told() == []


async def test_the_orders_card_tells_what_was_not_told(box: Post) -> None:
    """Who opens the order knows the news of it; a customer's words are tried again then."""
    number = await order_in(box.db, DESK)
    news = await box.post("order-changed", DESK, order=number)
    await box.outbox.lost(news, Lost.REFUSED, "no")
    words = await box.post("key-problem", DESK, order=number, name="Cara", words="used")
    await box.outbox.lost(words, Lost.REFUSED, "no")
    asleep = await box.post("order-reversed", CUSTOMER, order=number, keys=1)
    await box.outbox.lost(asleep, Lost.GONE, "blocked")
    await box.outbox.order_seen(number, DESK)
    assert [await box.state(each) for each in (news, words, asleep)] == [
        "dropped",
        "waiting",
        "asleep",
    ]


async def test_the_next_card_of_an_order_ends_the_marks_of_the_earlier(box: Post) -> None:
    """Three news slept: the first that arrives shows how the order stands, and is the only one."""
    number = await order_in(box.db, DESK)
    made = []
    for kind in ("order-changed", "order-uncertain", "keys-late"):
        made.append(await box.post(kind, DESK, order=number))
        await box.outbox.lost(made[-1], Lost.GONE, "kicked")
    async with box.db.write() as tx:
        assert await tx.notices.wake(DESK, box.clock()) == 3
    taken = [row for row in await box.outbox.take(10) if row.chat_id == DESK]
    assert [row.id for row in taken] == made[:1]
    await box.outbox.sent(made[0], 9)
    assert [await box.state(each) for each in made] == ["sent", "dropped", "dropped"]
    assert not (await box.outbox.not_told()).orders


async def test_a_topic_is_asked_for_when_the_notice_is_sent(box: Post) -> None:
    """News of an order goes to its topic, in its chat only; a deleted topic is forgotten."""
    number = await order_in(box.db, DESK, 44)
    here = await box.post("order-changed", DESK, order=number)
    there = await box.post("order-uncertain", MANAGERS, order=number)
    rows = await box.outbox.rows([here, there])
    assert [await box.outbox.topic_of(row) for row in rows] == [44, None]
    await box.outbox.forget_topic(DESK, 43)
    assert await box.outbox.topic_of(rows[0]) == 44
    await box.outbox.forget_topic(DESK, 44)
    assert await box.outbox.topic_of(rows[0]) is None


async def test_a_group_that_cannot_be_written_to_is_none_that_settles(
    box: Post, access: Access, people: People
) -> None:
    """Thrown out or silenced: the owners are asked in its place, and the group again once it is back."""
    await access.set_up(OWNER, "supergroup", "Desk")
    await access.grant(OWNER, 5, "manager")
    for reason in ("kicked", "silenced"):
        assert access.chats_with("orders.resolve") == (OWNER.chat_id,)
        await people.unreachable(OWNER.chat_id, reason)
        assert access.chats_with("orders.resolve") == (OWNER.user_id,)
        await people.reachable(OWNER.chat_id)
        assert access.chats_with("orders.resolve") == (OWNER.chat_id,)
        await access.load()
        assert access.chats_with("orders.resolve") == (OWNER.chat_id,)


async def test_incidents_of_a_group_are_told_to_no_other(box: Post, access: Access) -> None:
    """Other people are there, who may not see them: it goes privately to the owners, not to who settles."""
    for chat_id in (DESK, MANAGERS):
        there = replace(OWNER, chat_id=chat_id)
        await access.set_up(there, "supergroup", "A group")
        await access.grant(there, 12, "manager")
    made = await box.post("incident-card", DESK, incident=1, incident_card=1, home=DESK)
    await box.outbox.lost(made, Lost.GONE, "topic-closed")
    (told,) = await box.told()
    assert told.chat_id == OWNER.user_id
