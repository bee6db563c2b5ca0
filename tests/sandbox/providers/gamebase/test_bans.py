"""Ban Histories and Ban Release Histories."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, GameServer, code

BEGIN, END = "2030-01-15T00:00:00.000Z", "2030-01-16T00:00:00.000+00:00"


async def test_bans_and_releases_are_told_in_their_periods(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock
) -> None:
    """By when it began, and by when it was taken back; the member's state follows."""
    gamebase.member(APP, "XB-1")
    ban = gamebase.bans.ban(APP, "XB-1", reason="Bot", end=clock.now + timedelta(days=30))
    assert (await game_server.member("XB-1"))["member"]["valid"] == "B"
    assert (await game_server.bans(BEGIN, END, "bans/release"))["result"] == []
    clock.advance(86_400)
    gamebase.bans.release(ban, reason="Mistake", by="ann")
    assert (await game_server.member("XB-1"))["member"]["valid"] == "Y"
    (entry,) = (await game_server.bans(BEGIN, END))["result"]
    assert (entry["userId"], entry["banReason"], entry["banType"]) == ("XB-1", "Bot", "TEMPORARY")
    assert (entry["releaseReason"], entry["releaseUser"]) == ("Mistake", "ann")
    assert (await game_server.bans(BEGIN, END, "bans/release"))["result"] == []
    next_day = "2030-01-17T00:00:00.000Z"
    assert (await game_server.bans(END, next_day, "bans/release"))["result"] == [entry]
    assert (await game_server.bans(END, next_day))["result"] == []
    assert gamebase.complaints == []


@pytest.mark.parametrize(
    ("form", "shown"),
    [("millis", 1894708800000), ("text", "1894708800000"), ("iso", "2030-01-15T12:00:00+00:00")],
)
async def test_dates_take_each_form_the_document_has(
    gamebase: Gamebase,
    game_server: GameServer,
    form: Literal["millis", "text", "iso"],
    shown: object,
) -> None:
    """A permanent ban has no end, and one that goes on no release."""
    gamebase.quirks.ban_dates = form
    ban = gamebase.bans.ban(APP, "XB-1")
    (entry,) = (await game_server.bans(BEGIN, END))["result"]
    assert (entry["beginDate"], entry["banType"]) == (shown, "PERMANENT")
    assert entry["endDate"] is entry["releaseDate"] is entry["releaseUser"] is None
    gamebase.quirks.no_release = "absent"
    (entry,) = (await game_server.bans(BEGIN, END))["result"]
    assert not [name for name in entry if name.startswith("release")]
    gamebase.bans.release(ban)
    (entry,) = (await game_server.bans(BEGIN, END))["result"]
    assert entry["releaseDate"] == shown


WRONG_PERIODS: list[tuple[str, str, int]] = [
    ("2030-01-15", END, -4000001),
    ("2030-01-15T00:00:00", END, -4000001),
    ("2030-01-15T00:00:00.000 09:00", END, -4000001),
    ("2030-02-30T00:00:00.000Z", END, -4000001),
    ("2030-01-15T00:00:00.123456Z", END, -4000001),
    ("1894708800000", END, -4000001),
    (END, BEGIN, -4000002),
]


async def test_periods_are_iso_8601_with_an_offset(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """A plus sign that was not encoded arrives as a space; the end is not before the begin."""
    for begin, end, expected in WRONG_PERIODS:
        assert code(await game_server.bans(begin, end)) == expected
        assert code(await game_server.bans(begin, end, "bans/release")) == expected
        assert len(gamebase.complaints) == 2
        gamebase.complaints.clear()


WRONG_QUERIES: list[tuple[dict[str, str], int, str]] = [
    ({"end": END}, -4000002, "bans: begin is missing"),
    ({"begin": BEGIN}, -4000002, "bans: end is missing"),
    ({"begin": BEGIN, "end": END, "page": "-1"}, -4000002, "bans: page must not be below 0"),
    ({"begin": BEGIN, "end": END, "size": "0"}, -4000002, "bans: size must not be below 1"),
    ({"begin": BEGIN, "end": END, "size": "x"}, -4000001, "bans: size must be a whole number"),
    ({"begin": BEGIN, "end": END, "userId": "X"}, 0, "bans: userId is not in the document"),
]


async def test_the_query_is_checked(gamebase: Gamebase, game_server: GameServer) -> None:
    """There is no filter by user."""
    for query, expected, complaint in WRONG_QUERIES:
        path = f"/tcgb-member/v1.2/apps/{APP}/members/bans"
        assert code(await game_server.call("GET", path, query=query)) == expected
        assert gamebase.complaints == [complaint]
        gamebase.complaints.clear()


async def test_banning_changes_only_who_is_there_and_banned_now(
    gamebase: Gamebase, clock: ManualClock
) -> None:
    """A ban that is over, or of nobody, is history only."""
    member = gamebase.member(APP, "XB-1")
    gamebase.bans.ban(APP, "XB-1", begin=clock.now - timedelta(days=2), end=clock.now)
    over = gamebase.bans.ban(APP, "nobody")
    gamebase.bans.release(over)
    assert member.valid == "Y"
    with pytest.raises(KeyError):
        gamebase.bans.ban("nope", "XB-1")


MINUTES = st.integers(-100, 100)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-3.5))])


@settings(max_examples=30)
@given(
    begun=st.lists(MINUTES, max_size=12),
    period=st.tuples(MINUTES, MINUTES).map(sorted),
    size=st.integers(1, 5),
    zone=ZONES,
)
async def test_the_pages_make_up_the_period_and_nothing_else(
    gamebase: Gamebase,
    game_server: GameServer,
    clock: ManualClock,
    begun: list[int],
    period: list[int],
    size: int,
    zone: timezone,
) -> None:
    """Both bounds belong to it, in whatever zone they are written."""
    gamebase.bans.all.clear()
    for minutes in begun:
        gamebase.bans.ban(APP, "XB-1", begin=clock.now + timedelta(minutes=minutes))

    def written(minutes: int) -> str:
        moment: datetime = (clock.now + timedelta(minutes=minutes)).astimezone(zone)
        return moment.isoformat(timespec="milliseconds")

    begin, end = (written(minutes) for minutes in period)
    dates: list[int] = []
    page = 0
    while True:
        answer = await game_server.bans(begin, end, page=str(page), size=str(size))
        info = answer["pagingInfo"]
        dates += [entry["beginDate"] for entry in answer["result"]]
        assert info["numberOfElements"] == len(answer["result"]) <= size == info["size"]
        assert (info["page"], info["first"]) == (page, page == 0)
        if info["last"]:
            break
        page += 1
        assert page <= len(begun)
    due = [minutes for minutes in begun if period[0] <= minutes <= period[1]]
    noon = int(clock.now.timestamp())
    assert dates == [(noon + 60 * minutes) * 1000 for minutes in sorted(due, reverse=True)]
    assert info["totalElements"] == len(due)
    assert info["totalPages"] == -(-len(due) // size)
    behind = await game_server.bans(begin, end, page=str(page + 1), size=str(size))
    assert (behind["result"], behind["pagingInfo"]["last"]) == ([], True)
