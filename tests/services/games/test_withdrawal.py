"""A player is withdrawn once, and what became of it is told as it is."""

import pytest

from sandbox.faults import Fault
from services.deeds import Outcome
from services.errors import NeedAppError, NoPlayerError, ProviderTroubleError, UnknownAppError
from services.games.errors import AlreadyWithdrawnError, BadValueError
from tests.services.games.conftest import EAST, LOST, OLGA, GameRoom, called

UNCLEAR = [*LOST, Fault.refusal(-5000001), Fault.refusal(-7)]


async def test_done(room: GameRoom) -> None:
    """What is to be done is written down before it is, and what came of it after."""
    room.world.member(EAST, "P1")
    done = await room.games.withdrawals.withdraw(OLGA, "east", " P1 ")
    assert (done.app, done.player, done.outcome) == ("East", "P1", Outcome.DONE)
    assert room.world.members[EAST, "P1"].valid == "D"
    assert [one.reg_user for one in room.world.withdrawals.all] == ["keydesk-1"]
    assert await room.actions() == ["player.withdraw.intended", "player.withdraw.done"]
    assert [row.subject for row in await room.rows()] == ["East/P1"] * 2
    assert [row.actor_id for row in await room.rows()] == [1, 1]


async def test_not_there(room: GameRoom) -> None:
    """Nobody, somebody withdrawn, and what is no id are told apart; nothing is sent."""
    room.world.member(EAST, "GONE", "D")
    with pytest.raises(NoPlayerError):
        await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    with pytest.raises(AlreadyWithdrawnError):
        await room.games.withdrawals.withdraw(OLGA, "East", "GONE")
    for wrong in ("", "a/b", "..", "x" * 101):
        with pytest.raises(BadValueError):
            await room.games.withdrawals.withdraw(OLGA, "East", wrong)
    with pytest.raises(ProviderTroubleError):
        await room.games.withdrawals.withdraw(OLGA, "East", "bans")
    with pytest.raises(NeedAppError):
        await room.games.withdrawals.withdraw(OLGA, None, "P1")
    with pytest.raises(UnknownAppError):
        await room.games.withdrawals.withdraw(OLGA, "North", "P1")
    assert {call.endpoint for call in room.world.calls} == {"member"}
    assert await room.actions() == []


@pytest.mark.parametrize("fault", UNCLEAR, ids=called)
async def test_lost_answer(room: GameRoom, fault: Fault) -> None:
    """A lost answer is settled by looking; it is sent once, and a second try finds what is so."""
    room.world.member(EAST, "P1")
    room.world.faults.add("withdraw", fault)
    came = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert came.outcome is (Outcome.FOUND_DONE if fault.acted else Outcome.NOT_DONE)
    assert [call.endpoint for call in room.world.calls] == ["member", "withdraw", "member"]
    if fault.acted:
        with pytest.raises(AlreadyWithdrawnError):
            await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    else:
        again = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
        assert (again.outcome, again.earlier_at) == (Outcome.DONE, None)
    assert len(room.world.withdrawals.all) == 1


@pytest.mark.parametrize("acted", [True, False])
async def test_lost_answer_and_no_look(room: GameRoom, acted: bool) -> None:
    """Where looking is not possible either it is unknown; the next try finds out whose deed it was."""
    room.world.member(EAST, "P1")
    room.world.faults.add("withdraw", Fault.lost_after() if acted else Fault.lost_before())
    room.world.faults.add("member", Fault.status(500), times=3, when=lambda _: _withdrawing(room))
    begun = room.clock()
    came = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert came.outcome is Outcome.UNKNOWN
    assert (await room.actions())[-1] == "player.withdraw.unknown"
    room.clock.advance(60)
    again = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    if acted:
        assert (again.outcome, again.earlier_at) == (Outcome.FOUND_DONE, begun)
    else:
        assert (again.outcome, again.earlier_at) == (Outcome.DONE, None)
    assert [one.app_id for one in room.world.withdrawals.all] == [EAST]


def _withdrawing(room: GameRoom) -> bool:
    return any(call.endpoint == "withdraw" for call in room.world.calls)


async def test_a_lost_try_that_somebody_else_finished(room: GameRoom) -> None:
    """A try whose answer was lost, and the player is gone from the list: it is told as ours."""
    member = room.world.member(EAST, "P1")
    room.world.faults.add("withdraw", Fault.lost_before())
    begun = room.clock()
    first = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert first.outcome is Outcome.NOT_DONE
    member.valid = "D"
    room.clock.advance(60)
    came = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert (came.outcome, came.earlier_at) == (Outcome.FOUND_DONE, begun)
    with pytest.raises(AlreadyWithdrawnError):
        await room.games.withdrawals.withdraw(OLGA, "East", "P1")


async def test_banned(room: GameRoom) -> None:
    """The code of somebody banned or missing does not pass for "gone" while the player is there."""
    room.world.member(EAST, "P1", "B")
    room.world.faults.add("withdraw", Fault.refusal(-4010204))
    with pytest.raises(ProviderTroubleError) as caught:
        await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert (caught.value.facts["reason"], caught.value.facts["code"]) == ("no-login", -4010204)
    assert (await room.actions())[-1] == "player.withdraw.refused"
    assert room.world.withdrawals.all == []


@pytest.mark.parametrize("code", [-4040401, -4100401])
async def test_gone_in_between(room: GameRoom, code: int) -> None:
    """Who is withdrawn by somebody else between the look and the call is gone, and told as done."""
    member = room.world.member(EAST, "P1")

    def now_gone(_: object) -> bool:
        member.valid = "D"
        return True

    room.world.faults.add("withdraw", Fault.refusal(code), when=now_gone)
    came = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert came.outcome is Outcome.FOUND_DONE


@pytest.mark.parametrize(
    ("fault", "outcome"), [(Fault.refusal(-4000002), "refused"), (Fault.status(403), "refused")]
)
async def test_refused(room: GameRoom, fault: Fault, outcome: str) -> None:
    """A refusal is told, and noted: nothing was done."""
    room.world.member(EAST, "P1")
    room.world.faults.add("withdraw", fault)
    with pytest.raises(ProviderTroubleError):
        await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert await room.actions() == ["player.withdraw.intended", f"player.withdraw.{outcome}"]


async def test_no_provider(room: GameRoom) -> None:
    """A provider that cannot be reached for the look is trouble, before anything is noted."""
    await room.world.stop()
    with pytest.raises(ProviderTroubleError) as caught:
        await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert caught.value.facts["kind"] == "unavailable"
    assert await room.actions() == []
