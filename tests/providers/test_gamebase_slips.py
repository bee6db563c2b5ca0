"""One bad entry among many in Gamebase's answers: the others are there, and nobody is taken for absent."""

from typing import Any

import pytest

from providers.errors import Unavailable
from providers.gamebase.provider import Gamebase
from providers.listed import slips_of
from tests.providers.gamebase_calls import NOON
from tests.providers.parrot import Parrot

PERIOD = (NOON, NOON)

MEMBER = {"userId": "A", "valid": "Y"}
GOOD = {"userId": "A", "score": 5, "rank": 1, "resultCode": 0}


def answer(**parts: Any) -> dict[str, Any]:
    """A good answer with these parts."""
    header = {"isSuccessful": True, "resultCode": 0, "resultMessage": "SUCCESS"}
    return {"header": header, **parts}


async def test_a_member_that_cannot_be_read_is_named(parrot: Parrot, desk: Any) -> None:
    """The others are there; the slip is known by its user id."""
    games: Gamebase = desk[1]
    parrot.told(200, answer(memberList=[MEMBER, {"userId": "B", "valid": None}, "C"]))
    found = await games.players("quest", ["A", "B", "C"])
    assert [player.user_id for player in found] == ["A"]
    assert [(slip.place, slip.id) for slip in slips_of(found)] == [(2, "B"), (3, "")]


async def test_a_ban_that_is_no_object_hides_no_other(parrot: Parrot, desk: Any) -> None:
    """A page of bans counts what was there."""
    games: Gamebase = desk[1]
    parrot.told(200, answer(result=[{"userId": "A"}, None, 7]))
    page = await games.bans("quest", *PERIOD)
    assert [ban.user_id for ban in page.bans] == ["A"]
    assert len(slips_of(page.bans)) == 2


async def test_a_player_who_cannot_be_read_has_not_no_score(parrot: Parrot, desk: Any) -> None:
    """The odd entry is told as unreadable; the player who is not named has no score."""
    games: Gamebase = desk[1]
    users = [GOOD, {"userId": "B", "score": "much", "resultCode": 0}]
    factors = [{"factor": 1, "resultCode": 0, "userInfos": users}]
    parrot.told(200, answer(userInfosWithFactor=factors))
    first, second, third = await games.standings("quest", {1: ["A", "B", "C"]})
    assert first.score == 5
    assert (second.score, second.reason) == (None, "unreadable-entry")
    assert third.reason != "unreadable-entry"


async def test_a_list_of_nothing_readable_is_no_answer(parrot: Parrot, desk: Any) -> None:
    """No payments is one thing, payments that cannot be read another."""
    games: Gamebase = desk[1]
    parrot.told(200, answer(result=[{"paymentSeq": None}, 5]))
    with pytest.raises(Unavailable):
        await games.payments("quest", "GG", "A")
