"""Cases on rows: one for each key, each step once, of two people one, and nothing said in plain."""

import asyncio

import pytest
from sqlalchemy import select

from services.cases import CaseKind, CaseStatus, Said
from services.cases.errors import (
    BeingReplacedError,
    CaseEndedError,
    CaseTakenError,
    NotYoursError,
    UnknownCaseError,
)
from services.cases.finding import ANSWER
from services.orders import OrderStatus
from services.orders.door import BUY
from storage.tables.cases import case_messages
from storage.tables.outbox import notices
from tests.services.cases.conftest import CUSTOMER, SUE, CaseDesk
from tests.services.orders.conftest import CARA, MAX, SAM
from tests.services.orders_made import let_in


async def test_of_two_presses_of_the_button_one_opens_a_case(desk: CaseDesk) -> None:
    """Both get the same case, and its chat one card."""
    keys = await desk.keys()
    made = await asyncio.gather(
        *(desk.cases.open(CUSTOMER, keys, 1, CaseKind.USED, Said(f"no {n}")) for n in range(4))
    )
    assert len({case.id for case, _ in made}) == 1
    assert sum(is_new for _, is_new in made) == 1
    assert await desk.told("case-opened", SAM.chat_id) == 1
    assert await desk.told("case-word", SAM.chat_id) == 4


async def test_of_two_supporters_one_takes_it(desk: CaseDesk) -> None:
    """The other is told by whom; only who has it gives it back."""
    case = await desk.open()
    ends = await asyncio.gather(
        *(desk.cases.take(let_in(who, case.number, ANSWER), case.id) for who in (SAM, SUE)),
        return_exceptions=True,
    )
    [refused] = [end for end in ends if isinstance(end, CaseTakenError)]
    taken = (await desk.cases.told(case.id)).assigned_to
    first, second = (SAM, SUE) if taken == SAM.user_id else (SUE, SAM)
    assert refused.facts["number"] == case.number
    with pytest.raises(NotYoursError):
        await desk.cases.give_back(let_in(second, case.number, ANSWER), case.id)
    await desk.cases.give_back(let_in(first, case.number, ANSWER), case.id)
    await desk.cases.take(let_in(second, case.number, ANSWER), case.id)


async def test_who_answers_in_place_of_one_who_may_not_any_more_has_the_case(
    desk: CaseDesk,
) -> None:
    """Nobody had looked yet that Max, who took it, may not; Sam, who may, keeps what is his."""
    case = await desk.open()
    await desk.cases.take(let_in(MAX, case.number, ANSWER), case.id)
    assert (await desk.answer(case, SAM)).assigned_to == SAM.user_id
    assert (await desk.answer(case, SUE)).assigned_to == SAM.user_id
    assert await desk.following.run() == 0


async def test_a_case_has_one_end(desk: CaseDesk) -> None:
    """Closed by two and called solved in one moment: one of it is so, and after it nothing is said."""
    case = await desk.open()
    closing = (
        desk.cases.close(let_in(who, case.number, ANSWER), case.id, "No") for who in (SAM, SUE)
    )
    ends = await asyncio.gather(
        *closing, desk.cases.solved(CUSTOMER, case.id), return_exceptions=True
    )
    assert sum(isinstance(end, CaseEndedError) for end in ends) == 2
    with pytest.raises(CaseEndedError):
        await desk.answer(case)
    with pytest.raises(CaseEndedError):
        await desk.talk.hear(CUSTOMER, case.id, Said("hello?"))
    with pytest.raises(CaseEndedError):
        await desk.replace(case)
    again = await desk.open("once more")
    assert again.id != case.id
    assert again.earlier_of_customer == again.earlier_of_product == 1


async def test_what_is_said_lies_sealed_and_never_in_a_notice(desk: CaseDesk) -> None:
    """Neither words nor the key in them stand in a row in plain; short keys of the order are masked too."""
    [key] = (await desk.keys()).plain
    case = await desk.open(f"the secret words and {key}")
    await desk.answer(case, words="an answer in words")
    async with desk.room.db.read() as tx:
        rows = list(await tx.connection.scalars(select(case_messages.c.sealed)))
        facts = str(list(await tx.connection.scalars(select(notices.c.facts))))
        audit = str(await tx.audit.latest(20))
    assert len(rows) == 2
    for held in (*map(str, rows), facts, audit):
        assert "words" not in held
        assert key not in held
    kept = await desk.talk.said(1)
    assert "the secret words" in kept.said.text
    assert key not in kept.said.text


async def test_a_case_is_let_in_to_by_its_own_order_only(desk: CaseDesk) -> None:
    """A button with another order's number, or of another customer, leads to no case."""
    case = await desk.open()
    with pytest.raises(UnknownCaseError):
        await desk.cases.view(let_in(SAM, "K-2222-2222", ANSWER), case.id)
    with pytest.raises(UnknownCaseError):
        await desk.cases.solved(SAM, case.id)


async def test_a_replacement_is_the_customers_when_its_key_is_there(desk: CaseDesk) -> None:
    """Two processes that see its key send it once; the case is over when it is there, whoever sees that."""
    case = await desk.open()
    draft = await desk.replace(case)
    assert await desk.following.run() == 0
    await desk.bought(draft.number)
    with pytest.raises(BeingReplacedError):
        await desk.replace(case)
    done = await asyncio.gather(desk.following.run(), desk.following.run())
    assert sum(done) == 1
    order = await desk.room.orders.told(draft.number)
    assert [each.id for each in order.customers] == [CARA]
    assert await desk.told("keys-for-customer", CARA) == 1
    now = await desk.cases.told(case.id)
    assert now.is_open
    assert now.on_its_way
    assert await desk.following.run() == 0
    assert await desk.told("case-ended", CARA) == 0
    assert await desk.room.delivery.handed_over(draft.number, CARA)
    done = await asyncio.gather(desk.following.run(), desk.following.run())
    assert sum(done) == 1
    assert await desk.told("case-ended", CARA) == 1
    assert (await desk.cases.told(case.id)).status is CaseStatus.REPLACED
    assert await desk.following.run() == 0


async def test_a_replacement_that_comes_to_nothing_can_be_drawn_up_anew(desk: CaseDesk) -> None:
    """The draft before is called off, so that it buys nothing beside; a failed one lets go of the case."""
    case = await desk.open()
    first = await desk.replace(case)
    await desk.room.orders.note_card(first, SAM.chat_id, 77)
    second = await desk.replace(case, SUE)
    assert (await desk.room.orders.told(first.number)).status is OrderStatus.EXPIRED
    assert await desk.told("order-shown", SAM.chat_id) == 1
    await desk.room.checkout.cancel(let_in(SUE, second.number, BUY))
    assert await desk.following.run() == 1
    now = await desk.cases.told(case.id)
    assert now.is_open
    assert now.replacement is None
    third = await desk.replace(case)
    await desk.bought(third.number)
    assert await desk.following.run() == 1
    assert await desk.room.delivery.handed_over(third.number, CARA)
    assert await desk.following.run() == 1
    assert not (await desk.cases.told(case.id)).is_open


async def test_of_two_who_replace_at_once_one_question_is_left(desk: CaseDesk) -> None:
    """Whoever comes first is told on their card, also on one that is only now being sent."""
    case = await desk.open()
    drafts = await asyncio.gather(desk.replace(case), desk.replace(case, SUE))
    for at, draft in enumerate(drafts, 77):
        await desk.room.orders.note_card(draft, SAM.chat_id, at)
    now = [await desk.room.orders.told(draft.number) for draft in drafts]
    assert sorted(each.status for each in now) == [OrderStatus.DRAFT, OrderStatus.EXPIRED]
    assert await desk.told("order-shown", SAM.chat_id) == 1


async def test_a_chat_is_reminded_once_of_each_wait(desk: CaseDesk) -> None:
    """Of two processes one says it; an answer ends the wait, the customer's next word begins another."""
    case, minutes = await desk.open(), 60.0
    desk.room.clock.advance(59 * minutes)
    assert await desk.following.run() == 0
    desk.room.clock.advance(2 * minutes)
    assert sum(await asyncio.gather(desk.following.run(), desk.following.run())) == 1
    await desk.talk.hear(CUSTOMER, case.id, Said("still there?"))
    desk.room.clock.advance(120 * minutes)
    assert await desk.following.run() == 0
    await desk.answer(case)
    await desk.talk.hear(CUSTOMER, case.id, Said("no"))
    desk.room.clock.advance(61 * minutes)
    assert await desk.following.run() == 1
    assert await desk.told("case-reminder", SAM.chat_id) == 2


async def test_the_time_of_a_reminder_is_the_chats_and_counts_for_who_waits(desk: CaseDesk) -> None:
    """Sooner, later, never, and again: the wait that is there follows; told once stays told."""
    await desk.open()
    await desk.settings.set_remind_after(SAM, 0)
    desk.room.clock.advance(86_400)
    assert await desk.following.run() == 0
    await desk.settings.set_remind_after(SAM, 15)
    assert await desk.following.run() == 1
    await desk.settings.set_remind_after(SAM, 30)
    assert await desk.following.run() == 0
    with pytest.raises(ValueError, match="no choice"):
        await desk.settings.set_remind_after(SAM, 7)
