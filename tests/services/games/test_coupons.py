"""A coupon is used up once; what cannot be known of it is told so."""

import pytest
from pydantic import SecretStr

from sandbox.faults import Fault
from services.deeds import Outcome
from services.errors import NoPlayerError, ProviderTroubleError
from services.games.errors import BadValueError
from tests.services.games.conftest import EAST, LOST, OLGA, GameRoom, called

CODE = "CODE-1234-XYZ"
COUPON = SecretStr(CODE)
UNCLEAR = [*LOST, Fault.refusal(-999999)]


@pytest.fixture(autouse=True)
def player(room: GameRoom) -> None:
    """A player."""
    room.world.member(EAST, "P1")


async def test_done(room: GameRoom) -> None:
    """What it gave is told and noted; its code is kept nowhere."""
    room.world.coupons.publish(EAST, CODE, title="Spring", benefits={"heart": 10}, stores=["AS"])
    done = await room.games.coupons.redeem(OLGA, "East", "P1", COUPON, "as")
    assert (done.outcome, done.earlier_at) == (Outcome.DONE, None)
    assert done.gave is not None
    assert (done.gave.title, done.gave.benefits) == ("Spring", (("heart", 10),))
    assert CODE not in done.coupon
    assert await room.actions() == ["coupon.redeem.intended", "coupon.redeem.done"]
    assert CODE not in str(await room.rows())
    assert (await room.facts())[1]["benefits"] == [["heart", 10]]


async def test_used_up(room: GameRoom) -> None:
    """One that is used up, by us or by somebody else, is refused without doubt."""
    room.world.coupons.publish(EAST, CODE)
    await room.games.coupons.redeem(OLGA, "East", "P1", COUPON)
    for player in ("P1", "P2"):
        room.world.member(EAST, player)
        with pytest.raises(ProviderTroubleError) as caught:
            await room.games.coupons.redeem(OLGA, "East", player, COUPON)
        assert caught.value.facts["kind"] == "already-done"
        assert caught.value.facts["code"] == -100005
    assert len(room.world.coupons.uses) == 1


@pytest.mark.parametrize("limit", [1, None])
@pytest.mark.parametrize("fault", UNCLEAR, ids=called)
async def test_lost_answer(room: GameRoom, fault: Fault, limit: int | None) -> None:
    """A lost answer is never tried again by itself; a person's second try is told in doubt."""
    room.world.coupons.publish(EAST, CODE, limit=limit)
    room.world.faults.add("coupon", fault)
    begun = room.clock()
    came = await room.games.coupons.redeem(OLGA, "East", "P1", COUPON)
    assert (came.outcome, came.gave) == (Outcome.UNKNOWN, None)
    assert len(room.world.calls) == 1
    room.clock.advance(60)
    assert await room.games.coupons.lost_try("East", "P1", COUPON) == begun
    again = await room.games.coupons.redeem(OLGA, "East", "P1", COUPON)
    assert again.earlier_at == begun
    assert again.outcome is (Outcome.AMBIGUOUS if fault.acted else Outcome.DONE)
    assert len(room.world.coupons.uses) == 1
    if fault.acted:  # the doubt does not go away by asking once more
        third = await room.games.coupons.redeem(OLGA, "East", "P1", COUPON)
        assert (third.outcome, third.earlier_at) == (Outcome.AMBIGUOUS, begun)
    else:  # what was done since is known
        assert await room.games.coupons.lost_try("East", "P1", COUPON) is None
        with pytest.raises(ProviderTroubleError):
            await room.games.coupons.redeem(OLGA, "East", "P1", COUPON)


async def test_other_tries_are_no_doubt(room: GameRoom) -> None:
    """A lost try of another code, player or app says nothing about this one."""
    room.world.faults.add("coupon", Fault.lost_before())
    await room.games.coupons.redeem(OLGA, "East", "P1", COUPON)
    assert await room.games.coupons.lost_try("East", "P2", COUPON) is None
    assert await room.games.coupons.lost_try("West", "P1", COUPON) is None
    assert await room.games.coupons.lost_try("East", "P1", SecretStr("CODE-1234-XYZ2")) is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (-100002, "coupon-invalid"),
        (-100004, "coupon-ended"),
        (-100007, "coupon-period"),
        (-100011, "coupon-limit"),
        (-4010204, "no-login"),
    ],
)
async def test_refused(room: GameRoom, code: int, reason: str) -> None:
    """Each refusal is told in its word, and a refused try leaves no doubt behind."""
    room.world.faults.add("coupon", Fault.refusal(code))
    with pytest.raises(ProviderTroubleError) as caught:
        await room.games.coupons.redeem(OLGA, "East", "P1", COUPON)
    assert (caught.value.facts["reason"], caught.value.facts["code"]) == (reason, code)
    assert await room.games.coupons.lost_try("East", "P1", COUPON) is None


async def test_words_that_are_none(room: GameRoom) -> None:
    """What cannot be sent is told before anything is noted, and a secret is not repeated."""
    for player, code, store in (
        ("a/b", CODE, None),
        ("P1", "a/b", None),
        ("P1", "", None),
        ("P1", "x" * 101, None),
        ("P1", CODE, "STEAM"),
    ):
        with pytest.raises(BadValueError) as caught:
            await room.games.coupons.redeem(OLGA, "East", player, SecretStr(code), store)
        assert not code or code not in str(caught.value.facts)
    assert (room.world.calls, await room.actions()) == ([], [])
    with pytest.raises(NoPlayerError):
        await room.games.coupons.redeem(OLGA, "East", "NOBODY", COUPON)
