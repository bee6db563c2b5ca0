"""Check Validation And Consume Coupon."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, GATEWAY, GameServer, code


@pytest.fixture
def gamebase(gamebase: Gamebase) -> Gamebase:
    """Two members."""
    gamebase.member(APP, "XB-1")
    gamebase.member(APP, "XB-2")
    return gamebase


LIMITED: list[tuple[dict[str, Any], int]] = [
    ({"begin": timedelta(seconds=1)}, -100007),
    ({"end": timedelta(0)}, -100008),
    ({"begin": timedelta(0), "end": timedelta(seconds=1)}, 0),
    ({"limit": 0}, -100011),
]


async def test_a_coupon_has_a_period_and_a_limit(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock
) -> None:
    """Outside of them nothing is given out."""
    for change, expected in LIMITED:
        made: dict[str, Any] = {
            name: clock.now + value if isinstance(value, timedelta) else value
            for name, value in change.items()
        }
        gamebase.coupons.publish(APP, "SPRING", **made)
        assert code(await game_server.coupon("XB-1", "SPRING")) == expected
        assert len(gamebase.coupons.uses) == (1 if expected == 0 else 0)
        gamebase.coupons.uses.clear()


async def test_a_coupon_can_be_ended_by_hand(gamebase: Gamebase, game_server: GameServer) -> None:
    """-100004, and an unknown code or member has another."""
    gamebase.coupons.publish(APP, "SPRING").ended_by_hand = True
    assert code(await game_server.coupon("XB-1", "SPRING")) == -100004
    assert code(await game_server.coupon("XB-1", "nope")) == -100002
    gamebase.quirks.invalid_coupon_code = -4000205
    assert code(await game_server.coupon("XB-1", "nope")) == -4000205
    assert code(await game_server.coupon("XB-9", "SPRING")) == -4040401


OF_STORES: list[tuple[list[str], dict[str, str], int]] = [
    ([], {}, 0),
    ([], {"storeCode": "ALL"}, 0),
    ([], {"storeCode": "GG"}, 0),
    (["GG", "AS"], {"storeCode": "AS"}, 0),
    (["GG", "AS"], {"storeCode": "ONESTORE"}, -100002),
    (["GG", "AS"], {"storeCode": "ALL"}, -100002),
    (["GG", "AS"], {}, -100002),
]


async def test_a_coupon_of_some_stores_wants_one_of_them(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """One of all stores is good with any store, ALL or none."""
    for stores, sent, expected in OF_STORES:
        gamebase.coupons.publish(APP, "SPRING", stores=stores)
        assert code(await game_server.coupon("XB-1", "SPRING", **sent)) == expected
        assert [use.store for use in gamebase.coupons.uses] == (
            [sent.get("storeCode", "")] if expected == 0 else []
        )
        assert gamebase.complaints == []
        gamebase.coupons.uses.clear()


async def test_a_coupon_request_is_checked(gamebase: Gamebase, game_server: GameServer) -> None:
    """A store nobody has is refused; a body is only noted."""
    gamebase.coupons.publish(APP, "SPRING", limit=None)
    assert code(await game_server.coupon("XB-1", "SPRING", storeCode="MSFT")) == -4000002
    path = f"{GATEWAY}/members/XB-1/coupons/SPRING"
    assert code(await game_server.post(path, {"storeCode": "GG"})) == 0
    assert gamebase.complaints == [
        "coupon: storeCode must be one of GG, ONESTORE, AS, ALL",
        "coupon: a body is not in the document",
    ]
    with pytest.raises(KeyError):
        gamebase.coupons.publish("nope", "SPRING")


USERS = [f"U{number}" for number in range(6)]


@settings(max_examples=30)
@given(
    limit=st.one_of(st.none(), st.integers(1, 4)),
    tries=st.lists(st.sampled_from(USERS), max_size=15),
)
async def test_nobody_gets_it_twice_and_no_more_than_the_limit_at_all(
    gamebase: Gamebase, game_server: GameServer, limit: int | None, tries: list[str]
) -> None:
    """Whatever the order of tries, the uses are the first ones of each up to the limit."""
    gamebase.coupons.uses.clear()
    gamebase.coupons.publish(APP, "MANY", limit=limit)
    for user_id in USERS:
        gamebase.member(APP, user_id)
    answers = [code(await game_server.coupon(user_id, "MANY")) for user_id in tries]
    firsts = list(dict.fromkeys(tries))[:limit]
    assert [use.user_id for use in gamebase.coupons.uses] == firsts
    assert answers.count(0) == len(firsts)
    assert set(answers) <= {0, -100005, -100011}
