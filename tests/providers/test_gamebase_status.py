"""Gamebase's launching and bans over real HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta, timezone

import pytest

from providers.errors import NotFound, Rejected
from providers.gamebase.provider import Gamebase
from providers.games import Ban, KnowsBans, KnowsLaunching, LaunchState
from sandbox import gamebase
from sandbox.gamebase import Quirks
from tests.providers.gamebase_calls import APP, NOON, PLAYER

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
async def by_the_document(gb: gamebase.Gamebase) -> AsyncIterator[None]:
    """Whatever a test does, no request may go against the document."""
    yield
    assert gb.complaints == []


async def test_launching(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """Each documented status is told apart; a maintenance brings its times and its reason."""
    assert isinstance(games, KnowsLaunching)
    client = gb.launching.client(APP, "IOS", "AS", "2.0", message="Fine")
    found = await games.launching("quest", "IOS", "AS", "2.0")
    assert (found.state, found.code, found.message) == (LaunchState.OK, 200, "Fine")
    assert found.store == "AS"
    assert found.install_url.endswith("/ios")
    assert set(found.urls) == {"terms", "support", "rules", "privacy"}
    assert (found.maintenance, found.reason) == (None, "")
    for status, state in (
        (201, LaunchState.UPDATE_RECOMMENDED),
        (300, LaunchState.UPDATE_REQUIRED),
        (302, LaunchState.ENDED),
    ):
        client.status = status  # type: ignore[assignment]  # one of its literals
        assert (await games.launching("quest", "IOS", "AS", "2.0")).state is state
    client.status = 200
    gb.begin_maintenance(APP, message="Patch", reason="New season")
    found = await games.launching("quest", "IOS", "AS", "2.0")
    assert found.state is LaunchState.MAINTENANCE
    assert found.maintenance is not None
    assert (found.maintenance.message, found.reason) == ("Patch", "New season")
    assert found.maintenance.begins_at is not None


async def test_unknown_version(games: Gamebase) -> None:
    """A version the console does not know is not found."""
    with pytest.raises(NotFound) as caught:
        await games.launching("quest", "AOS", "GG", "0.0.1")
    assert caught.value.reason == "no-client"


@pytest.mark.parametrize(
    ("os_code", "store", "version"),
    [("aos", "GG", "1"), ("AOS", "ALL", "1"), ("AOS", "GG", ""), ("AOS", "GG", "v" * 51)],
)
async def test_clients_that_are_none(
    gb: gamebase.Gamebase, games: Gamebase, os_code: str, store: str, version: str
) -> None:
    """What the document does not name is refused before it is sent."""
    with pytest.raises(Rejected):
        await games.launching("quest", os_code, store, version)
    assert gb.calls == []


@pytest.mark.parametrize(
    "quirks",
    [
        Quirks(),
        Quirks(ban_dates="text"),
        Quirks(ban_dates="iso"),
        Quirks(no_release="absent"),
        Quirks(unknown_fields=True),
    ],
)
async def test_bans(gb: gamebase.Gamebase, games: Gamebase, quirks: Quirks) -> None:
    """A ban is read whole, whatever form its dates have; one for ever has no end."""
    assert isinstance(games, KnowsBans)
    gb.quirks = quirks
    gb.bans.ban(APP, PLAYER, reason="Bots", begin=NOON, end=NOON + DAY, flags="Leaderboard")
    gb.bans.ban(APP, "EVER", begin=NOON + timedelta(hours=1))
    page = await games.bans("quest", NOON, NOON + DAY)
    assert (page.page, page.last, page.total) == (0, True, 2)
    for_ever, ban = page.bans
    assert (for_ever.user_id, for_ever.type, for_ever.ends_at) == ("EVER", "PERMANENT", None)
    assert ban == Ban(
        user_id=PLAYER,
        seq=1,
        type="TEMPORARY",
        reason="Bots",
        message="Your account is suspended",
        template="Default",
        template_code=1,
        by="operator",
        caller="CONSOLE",
        begins_at=NOON,
        ends_at=NOON + DAY,
        flags="Leaderboard",
        released_at=None,
        release_reason="",
        released_by="",
        release_caller="",
    )


async def test_unbans(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A ban that was taken back is among the releases of the time of its release."""
    ban = gb.bans.ban(APP, PLAYER, begin=NOON - 5 * DAY)
    assert (await games.unbans("quest", NOON, NOON + DAY)).bans == ()
    gb.bans.release(ban, reason="Appeal", by="judge", at=NOON)
    (found,) = (await games.unbans("quest", NOON, NOON + DAY)).bans
    assert (found.released_at, found.release_reason, found.released_by) == (NOON, "Appeal", "judge")
    assert found.release_caller == "CONSOLE"


async def test_pages(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """Pages follow each other and the last one says so."""
    for number in range(5):
        gb.bans.ban(APP, f"U{number}", begin=NOON + timedelta(minutes=number))
    pages = [await games.bans("quest", NOON, NOON + DAY, page=n, size=2) for n in range(3)]
    assert [[ban.user_id for ban in page.bans] for page in pages] == [
        ["U4", "U3"],
        ["U2", "U1"],
        ["U0"],
    ]
    assert [page.last for page in pages] == [False, False, True]
    assert {page.total for page in pages} == {5}


async def test_zones(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A period in any zone is the same period."""
    gb.bans.ban(APP, PLAYER, begin=NOON)
    there = timezone(timedelta(hours=-9, minutes=-30))
    page = await games.bans("quest", NOON.astimezone(there), (NOON + DAY).astimezone(there))
    assert len(page.bans) == 1


async def test_periods_that_are_none(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A period without a zone or that ends before it begins, and pages below zero, are refused."""
    for begin, end, page, size in (
        (NOON, NOON - DAY, 0, 10),
        (NOON.replace(tzinfo=None), NOON, 0, 10),
        (NOON, NOON, -1, 10),
        (NOON, NOON, 0, 0),
        (NOON, NOON, 0, 501),
    ):
        with pytest.raises(Rejected):
            await games.bans("quest", begin, end, page=page, size=size)
    assert gb.calls == []
