"""The forms of Gamebase's tables, beside its examples, are understood; what is none is no answer."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pydantic import SecretStr

from providers.errors import NotFound, OutcomeUnknown, Rejected, Unavailable
from providers.gamebase.provider import Gamebase
from providers.games import (
    Consumed,
    Identity,
    Redeemed,
    ScoreEnd,
    ScoreEntry,
)
from tests.providers.gamebase_samples import DUE, NOON, OK, THEN, TOKEN, Desk
from tests.providers.parrot import Parrot


async def test_token_by_the_table(parrot: Parrot, desk: Desk) -> None:
    """Logins and withdrawal beside the member, and a date as a number, are read as well."""
    parrot.told(
        200,
        {
            "header": OK,
            "member": {"userId": "U", "valid": "Y", "regDate": 1566895265000},
            "authList": [{"idPCode": "guest", "authKey": "k"}],
            "temporaryWithdrawal": {"gracePeriodDate": "2020-04-18T09:12:01+09:00"},
        },
    )
    check = await desk[1].check_token("quest", "U", TOKEN)
    assert (check.idp, check.player and check.player.registered_at) == ("", THEN)
    assert check.player is not None
    assert check.player.withdrawal_due_at == DUE
    assert [one.auth_key for one in check.player.identities] == ["k"]


async def test_keys_by_the_table(parrot: Parrot, desk: Desk) -> None:
    """A list of objects, the table's spellings, and nothing at all are read as well."""
    _, games = desk
    parrot.told(200, {"header": OK, "result": [{"U": {"authkey": "k", "IdPCode": "guest"}}]})
    assert await games.identities("quest", ["U"]) == {"U": (Identity("guest", "k", "", None),)}
    parrot.told(200, {"header": OK, "result": [{"k": "U"}, {"l": 12}, {"m": None}]})
    assert await games.players_by_key("quest", ["k", "l"]) == {"k": "U", "l": "12"}
    parrot.told(200, {"header": OK, "result": None})
    assert await games.identities("quest", ["U"]) == {}


@pytest.mark.parametrize("date", [1566895265, "1566895265", 1566895265000, "1566895265000"])
async def test_epoch_time_of_bans(parrot: Parrot, desk: Desk, date: object) -> None:
    """Whether epoch time is in seconds or milliseconds is not said: both are the same moment."""
    parrot.told(200, {"header": OK, "result": [{"userId": "U", "beginDate": date}]})
    page = await desk[1].bans("quest", NOON, NOON)
    assert page.bans[0].begins_at == THEN
    assert (page.last, page.total) == (True, None)


@pytest.mark.parametrize(
    ("paging", "last"),
    [
        ({"last": False}, False),
        ({"totalPages": "2", "page": "0"}, False),
        ({"totalPages": 1}, True),
        ({}, False),
        (None, False),
    ],
)
async def test_pages_of_bans(parrot: Parrot, desk: Desk, paging: object, last: bool) -> None:
    """Whether a page is the last is told by whatever is there, at worst by whether it is full."""
    parrot.told(200, {"header": OK, "pagingInfo": paging, "result": [{"userId": "U"}]})
    assert (await desk[1].bans("quest", NOON, NOON, size=1)).last is last


DONE_ALL_THE_SAME: list[tuple[Callable[[Gamebase], Awaitable[object]], object]] = [
    (lambda g: g.redeem("quest", "U", SecretStr("C")), Redeemed("", ())),
    (lambda g: g.consume("quest", "1", TOKEN), Consumed(None, None, "")),
]


@pytest.mark.parametrize("result", [None, [], "gone", 5, {}, {"benefits": 5, "price": {}}])
@pytest.mark.parametrize(("call", "expected"), DONE_ALL_THE_SAME)
async def test_done_with_odd_words(
    parrot: Parrot,
    desk: Desk,
    result: object,
    call: Callable[[Gamebase], Awaitable[object]],
    expected: object,
) -> None:
    """A success is a success, however odd what it says beside: it is not to be tried again."""
    parrot.told(200, {"header": OK, "result": result})
    assert await call(desk[1]) == expected


@pytest.mark.parametrize("result", [None, "none", 5, [5], [None], [{}], [{"price": 5}]])
async def test_lists_of_payments_that_are_none(parrot: Parrot, desk: Desk, result: object) -> None:
    """A list that is not there, or not one of payments, never means that a payment is consumed."""
    parrot.told(200, {"header": OK, "result": result})
    with pytest.raises(Unavailable):
        await desk[1].payments("quest", "GG", "U")


async def test_a_result_in_the_header(parrot: Parrot, desk: Desk) -> None:
    """Code 1 is a success that changed nothing, in the header too; inside, any failure counts."""
    _, games = desk
    entry = ScoreEntry(1, "U", Decimal(1))
    parrot.told(200, {"header": {"resultCode": 1, "isSuccessful": True}})
    assert (await games.write_score("quest", entry, 1)).end is ScoreEnd.SAME
    parrot.told(200, {"header": OK, "resultInfo": {"resultCode": 462851}})
    with pytest.raises(NotFound):
        await games.write_score("quest", entry, 1)
    parrot.told(200, {"header": OK, "resultInfo": {"resultCode": 463000}})
    with pytest.raises(OutcomeUnknown):
        await games.write_score("quest", entry, 1)
    for odd in ("0", True, None, Decimal("0.5")):
        parrot.told(200, {"header": OK, "resultInfo": {"resultCode": odd}})
        with pytest.raises(OutcomeUnknown):
            await games.write_score("quest", entry, 1)


async def test_a_failed_header_over_results(parrot: Parrot, desk: Desk) -> None:
    """Where the header fails and results are there, each result speaks for itself."""
    header: dict[str, object] = {"resultCode": 462850, "isSuccessful": False}
    part: dict[str, object] = {
        "resultCode": 0,
        "factor": "1",
        "resultInfos": [
            {"resultCode": 0, "userId": "A"},
            {"resultCode": 462850, "userId": "B"},
            {"resultCode": 463000, "userId": "C"},
        ],
    }
    parrot.told(200, {"header": header, "resultInfosWithFactor": [part]})
    entries = [ScoreEntry(1, user, Decimal(1)) for user in "ABCD"]
    results = await desk[1].write_scores("quest", entries, 1)
    assert [one.end for one in results] == [
        ScoreEnd.DONE,
        ScoreEnd.REFUSED,
        ScoreEnd.UNKNOWN,
        ScoreEnd.UNKNOWN,
    ]
    assert [one.code for one in results] == [0, 462850, 463000, None]
    parrot.told(200, {"header": header})
    with pytest.raises(NotFound):
        await desk[1].write_scores("quest", entries, 1)
    wrong = {"resultCode": -4000002, "isSuccessful": False}
    parrot.told(200, {"header": wrong, "resultInfosWithFactor": [part]})
    with pytest.raises(Rejected):
        await desk[1].write_scores("quest", entries, 1)


async def test_what_is_sent_for_scores(parrot: Parrot, desk: Desk) -> None:
    """Factors and the transaction id go out as numbers, scores to their last digit."""
    parrot.told(200, {"header": OK, "resultInfosWithFactor": []})
    entries = [ScoreEntry(3, "A", Decimal("0.1")), ScoreEntry(3, "B", Decimal("1E+2"), "x")]
    results = await desk[1].write_scores("quest", entries, 99)
    assert {one.end for one in results} == {ScoreEnd.UNKNOWN}
    assert parrot.heard[-1].body == (
        b'{"transactionId":99,"userInfosWithFactor":[{"factor":3,"userInfos":['
        b'{"userId":"A","score":0.1},{"userId":"B","score":100,"extra":"x"}]}]}'
    )
    assert parrot.heard[-1].target.endswith("/scores-with-extra")


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ({"underMaintenance": True}, 1),
        ({"underMaintenance": True, "maintenances": []}, 1),
        ({"underMaintenance": True, "maintenances": {"typeCode": "APP"}}, 1),
        ({"underMaintenance": True, "maintenances": [{}, "x", None, {}]}, 2),
        ({"underMaintenance": False, "maintenances": [{}]}, 0),
    ],
)
async def test_maintenance_forms(
    parrot: Parrot, desk: Desk, body: dict[str, object], count: int
) -> None:
    """Under maintenance there is at least one; the list may be missing, or one object."""
    parrot.told(200, {"header": {"resultCode": 0, "isSuccessful": True}, **body})
    assert len(await desk[1].maintenances("quest")) == count


@pytest.mark.parametrize(
    ("status", "header"),
    [
        (200, {"resultCode": 0, "isSuccessful": False}),
        (200, {"isSuccessful": True}),
        (200, {"resultCode": "0"}),
        (200, {"resultCode": False, "isSuccessful": True}),
        (200, None),
        (302, {"resultCode": 0, "isSuccessful": True}),
        (500, {"resultCode": 0, "isSuccessful": True}),
    ],
)
async def test_contradictions(parrot: Parrot, desk: Desk, status: int, header: object) -> None:
    """A result that contradicts itself, or is none, is no answer."""
    parrot.told(status, {"header": header, "underMaintenance": False})
    with pytest.raises(Unavailable):
        await desk[1].maintenances("quest")


async def test_withdrawal_inside_the_member(parrot: Parrot, desk: Desk) -> None:
    """A withdrawal inside the member, as another endpoint has it, is read as well."""
    due = {"gracePeriodDate": "2020-04-18T09:12:01+09:00"}
    member = {"userId": "U", "valid": "P", "temporaryWithdrawal": due}
    parrot.told(200, {"header": {"resultCode": 0}, "member": member})
    player = await desk[1].player("quest", "U")
    assert player.status == "P"
    assert player.withdrawal_due_at == datetime(2020, 4, 18, 0, 12, 1, tzinfo=UTC)
