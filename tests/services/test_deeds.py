"""The notice of a deed is true at every moment: not begun, asked for, ended, told."""

from datetime import timedelta

import pytest

from providers.errors import Rejected
from services.deeds import (
    KIND,
    LEASE,
    Deed,
    Deeds,
    DeedTooLateError,
    DeedUnderWayError,
    Outcome,
    Standing,
    Step,
    unconfirmed,
)
from services.outbox import Outbox
from storage.database import Database
from storage.notices import NoticeRow
from tests.clock import ManualClock
from tests.services.conftest import OWNER

KEY = "mYgQwErTy123"
DEED = Deed(KEY, OWNER, "player.withdraw", {"app": "puzzle", "player": "PZ1"}, 7, "t1")
ONCE = f"deed:{KEY}"


@pytest.fixture
def deeds(database: Database, outbox: Outbox) -> Deeds:
    """The keeper of deeds."""
    return Deeds(database, outbox)


async def notice(db: Database, once_key: str = ONCE) -> NoticeRow:
    """The notice as it stands."""
    async with db.read() as tx:
        row = await tx.notices.of_once_key(once_key)
    assert row is not None
    return row


async def begun(db: Database, deeds: Deeds, step_id: str = "a1", what: str = "") -> Step:
    """A request is about to be made."""
    with deeds.doing(KEY, step_id):
        step = deeds.step(step_id, "player.withdraw", what)
    async with db.write() as tx:
        await deeds.begin(tx, step)
    return step


async def ended(db: Database, deeds: Deeds, step: Step, outcome: Outcome = Outcome.DONE) -> None:
    """Its answer came."""
    error = Rejected("gamebase", "no", code=-3) if outcome is Outcome.REFUSED else None
    async with db.write() as tx:
        await deeds.end(tx, step, outcome, error=error)


async def told_by_outbox(outbox: Outbox) -> list[int]:
    """What is due leaves and arrives."""
    taken = await outbox.take(10)
    for each in taken:
        assert await outbox.sent(each.id, 9)
    return [each.id for each in taken]


async def test_from_confirm_to_the_answer_that_arrived(
    database: Database, deeds: Deeds, outbox: Outbox, clock: ManualClock
) -> None:
    """Due a lease after each request and after its end, and taken back when it was told."""
    assert await deeds.confirm(DEED)
    made = await notice(database)
    assert (made.kind, made.chat_id, made.state) == (KIND, OWNER.chat_id, "waiting")
    assert made.facts["steps"] == []
    assert made.due_at == clock() + LEASE
    clock.advance(60)
    step = await begun(database, deeds)
    asked = await notice(database)
    assert [each["outcome"] for each in asked.facts["steps"]] == [None]
    assert asked.due_at == clock() + LEASE
    await ended(database, deeds, step, Outcome.REFUSED)
    over = await notice(database)
    [noted] = over.facts["steps"]
    assert (noted["outcome"], noted["error"]["code"]) == ("refused", -3)
    assert over.due_at == clock() + LEASE
    assert await deeds.stands(OWNER, KEY, "t2") is Standing.UNDER_WAY
    assert await deeds.stands(OWNER, KEY, "t1") is Standing.THIS
    await deeds.told(KEY)
    assert (await notice(database)).state == "dropped"
    assert await deeds.stands(OWNER, KEY, "t2") is Standing.ENDED
    clock.advance(600)
    assert await told_by_outbox(outbox) == []


async def test_what_was_confirmed_is_confirmed_once(deeds: Deeds) -> None:
    """A second row under its key is not written, whoever tries; nothing equal is done beside it."""
    assert await deeds.confirm(DEED)
    assert not await deeds.confirm(DEED)
    with deeds.doing(KEY, DEED), pytest.raises(DeedUnderWayError), deeds.doing("other", DEED):
        pass
    with deeds.doing(KEY, DEED):
        pass


async def test_after_it_was_told_as_not_begun_nothing_is_begun(
    database: Database, deeds: Deeds, outbox: Outbox, clock: ManualClock
) -> None:
    """The request's transaction is undone."""
    await deeds.confirm(DEED)
    clock.advance(LEASE.total_seconds())
    assert len(await told_by_outbox(outbox)) == 1
    with pytest.raises(DeedTooLateError):
        await begun(database, deeds)
    assert (await notice(database)).facts["steps"] == []


@pytest.mark.parametrize("quick", [True, False])
async def test_an_end_that_comes_late_is_told_besides(
    database: Database, deeds: Deeds, outbox: Outbox, clock: ManualClock, quick: bool
) -> None:
    """By the conversation, if that is there still, else by a notice of its own; once."""
    await deeds.confirm(DEED)
    step = await begun(database, deeds)
    clock.advance(LEASE.total_seconds())
    assert len(await told_by_outbox(outbox)) == 1
    await ended(database, deeds, step)
    late = await notice(database, f"{ONCE}:a1")
    assert [each["outcome"] for each in late.facts["steps"]] == ["done"]
    if quick:
        await deeds.told(KEY)
    assert await told_by_outbox(outbox) == ([] if quick else [late.id])


async def test_the_next_start_tells_what_was_not_told(
    database: Database, deeds: Deeds, outbox: Outbox, clock: ManualClock
) -> None:
    """At once, with what is known of each request; what Telegram has refused keeps its pause."""
    await deeds.confirm(DEED)
    await ended(database, deeds, await begun(database, deeds, "a1", "1"))
    await begun(database, deeds, "a2", "2")
    # A server may have another process that is at it: there the lease runs out.
    if not database.is_sqlite:
        assert await deeds.take_over() == 0
        clock.advance(LEASE.total_seconds())
    else:
        assert await deeds.take_over() == 1
    [taken] = await outbox.take(10)
    assert [each["outcome"] for each in taken.facts["steps"]] == ["done", None]
    assert await outbox.refused(taken.id, "not now")
    assert await deeds.take_over() == 0
    clock.advance(timedelta(minutes=1).total_seconds())
    assert await told_by_outbox(outbox) == [taken.id]


async def test_it_is_not_due_while_it_is_in_hand(
    database: Database, deeds: Deeds, outbox: Outbox, clock: ManualClock
) -> None:
    """However long the provider takes; when the process is no more at it, a lease later."""
    await deeds.confirm(DEED)
    with deeds.in_hand(KEY):
        for _ in range(10):
            clock.advance(LEASE.total_seconds() / 2)
            await deeds.renew()
            assert await told_by_outbox(outbox) == []
    clock.advance(LEASE.total_seconds() / 2)
    await deeds.renew()
    assert await told_by_outbox(outbox) == []
    clock.advance(LEASE.total_seconds() / 2)
    assert len(await told_by_outbox(outbox)) == 1


async def test_an_earlier_try_that_turns_out_to_be_done_takes_the_place_of_this_one(
    database: Database, deeds: Deeds
) -> None:
    """The refusal of this try is what showed it."""
    await deeds.confirm(DEED)
    await ended(database, deeds, await begun(database, deeds), Outcome.REFUSED)
    with deeds.doing(KEY, DEED):
        earlier = deeds.step("e0", "player.withdraw")
    await ended(database, deeds, earlier, Outcome.FOUND_DONE)
    [noted] = (await notice(database)).facts["steps"]
    assert (noted["id"], noted["outcome"]) == ("e0", "found-done")


async def test_a_conversation_begins_nothing_that_was_not_confirmed(deeds: Deeds) -> None:
    """Its end would be told nowhere."""
    with unconfirmed(), pytest.raises(LookupError):
        deeds.step("a1", "player.withdraw")
    assert deeds.step("a1", "player.withdraw").deed is None
