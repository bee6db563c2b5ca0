"""One bad entry among many in Gamebase's answers: the others are there, and nobody is taken for absent."""

from typing import Any

import pytest

from providers.errors import Unavailable
from providers.gamebase.provider import Gamebase
from providers.lists import slips_of
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


async def test_a_ban_of_nobody_is_none(parrot: Parrot, desk: Any) -> None:
    """Without a user id nobody is named: it is counted as unreadable, and no empty line is shown."""
    games: Gamebase = desk[1]
    bad = [{"seq": 1}, {"userId": ""}, {"userId": None}, {"content": []}]
    parrot.told(200, answer(result=[*bad, {"userId": "A"}]))
    page = await games.bans("quest", *PERIOD)
    assert [ban.user_id for ban in page.bans] == ["A"]
    assert len(slips_of(page.bans)) == len(bad)
    parrot.told(200, answer(result={"content": [{"userId": "A"}]}))
    with pytest.raises(Unavailable):
        await games.bans("quest", *PERIOD)


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


async def test_sign_ins_that_cannot_be_read_are_not_absent(parrot: Parrot, desk: Any) -> None:
    """A player is there with what cannot be read; null is nothing; what is no object has its place."""
    games: Gamebase = desk[1]
    good = {"authKey": "k", "idPCode": "guest"}
    parrot.told(200, answer(result=[{"A": [good, 5], "B": 7, "C": None}, "D"]))
    found = await games.identities("quest", ["A", "B", "C", "D"])
    assert {key: (len(held), len(slips_of(held))) for key, held in found.items()} == {
        "A": (1, 1),
        "B": (0, 1),
    }
    assert [(slip.place, slip.id) for slip in slips_of(found)] == [(2, "")]
    parrot.told(200, answer(member={**MEMBER, "authList": [good, "?"]}))
    player = await games.player("quest", "A")
    assert (len(player.identities), len(slips_of(player.identities))) == (1, 1)


async def test_a_user_id_that_cannot_be_read_is_known_by_its_key(parrot: Parrot, desk: Any) -> None:
    """A number is an id; what is none is a slip of that key, also where nothing else is there."""
    games: Gamebase = desk[1]
    parrot.told(200, answer(result={"k": "U", "l": 12, "m": ["U"], "n": None}))
    found = await games.players_by_key("quest", ["k", "l", "m", "n"])
    assert found == {"k": "U", "l": "12"}
    assert [slip.id for slip in slips_of(found)] == ["m"]
    parrot.told(200, answer(result={"m": {"U": 1}}))
    assert [slip.id for slip in slips_of(await games.players_by_key("quest", ["m"]))] == ["m"]
