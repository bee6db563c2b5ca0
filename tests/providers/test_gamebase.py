"""Gamebase over real HTTP against the stand-in: players, maintenances, result codes, faults."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from providers import games as capabilities
from providers.base import Purchasing
from providers.errors import NotAllowed, NotFound, ProviderError, Rejected, Unavailable
from providers.gamebase.provider import Gamebase
from providers.games import (
    ChecksTokens,
    ChecksTransfers,
    ConsumesPayments,
    Identity,
    KeepsLeaderboards,
    KnowsBans,
    KnowsLaunching,
    KnowsMaintenance,
    KnowsMembers,
    KnowsOwnNames,
    KnowsPayments,
    KnowsPlayers,
    KnowsSubscriptions,
    RedeemsCoupons,
    Withdraws,
)
from sandbox import gamebase
from sandbox.faults import Fault
from sandbox.gamebase import Quirks
from sandbox.gamebase.maintenance import NoneForm
from tests.providers.conftest import SECRET_KEY, gamebase_settings
from tests.providers.discreet import assert_hides, everything_of
from tests.providers.patience import QUICK

PLAYER = "QXG774PMRZMWR3BR"
NOON = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def by_the_document(gb: gamebase.Gamebase) -> AsyncIterator[None]:
    """Whatever a test does, no request may go against the document."""
    yield
    assert gb.complaints == []


def test_capabilities(games: Gamebase) -> None:
    """It has every capability about games, as mypy sees too, and sells nothing."""
    members: tuple[KnowsPlayers, KnowsMembers, Withdraws] = (games, games, games)
    checks: tuple[ChecksTokens, ChecksTransfers] = (games, games)
    state: tuple[KnowsMaintenance, KnowsLaunching, KnowsBans] = (games, games, games)
    paid: tuple[KnowsPayments, ConsumesPayments, KnowsSubscriptions] = (games, games, games)
    besides: tuple[RedeemsCoupons, KeepsLeaderboards, KnowsOwnNames] = (games, games, games)
    assert {*members, *checks, *state, *paid, *besides} == {games}
    every = [each for each in vars(capabilities).values() if getattr(each, "_is_protocol", False)]
    assert len(every) == 14
    assert [each for each in every if not isinstance(games, each)] == []
    assert not isinstance(games, Purchasing)
    assert (games.name, tuple(games.apps)) == ("gamebase", ("quest",))


@pytest.mark.parametrize(
    "quirks",
    [
        Quirks(),
        Quirks(usm_country_code=True),
        Quirks(no_transaction_id=True),
        Quirks(unknown_fields=True),
    ],
)
async def test_player(gb: gamebase.Gamebase, games: Gamebase, quirks: Quirks) -> None:
    """A player is read whole, whatever form the document's contradictions take."""
    gb.quirks = quirks
    gb.member("AppId1", PLAYER, registered=NOON, last_login=NOON + timedelta(days=1), idps=["x"])
    player = await games.player("quest", PLAYER)
    assert (player.user_id, player.status, player.app_id) == (PLAYER, "Y", "AppId1")
    assert (player.registered_at, player.last_login_at) == (NOON, NOON + timedelta(days=1))
    assert player.identities == (Identity("x", f"x-{PLAYER.lower()}", "gbid", NOON),)
    assert player.withdrawal_due_at is None
    assert player.device["deviceModel"] == "SM-A546E"
    assert player.device["usimCountryCode"] == "KZ"
    assert "usmCountryCode" not in player.device


async def test_sparse_player(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A pending withdrawal is read; what is not set is left out."""
    gb.member(
        "AppId1", "NEW", "T", registered=NOON, idps=[], device={"telecom": "", "language": ""}
    )
    player = await games.player("quest", "NEW")
    assert (player.status, player.last_login_at, player.identities) == ("T", None, ())
    assert player.withdrawal_due_at == NOON + timedelta(days=7)
    assert not {"telecom", "language"} & set(player.device)


@pytest.mark.parametrize("user_id", ["a b", "ü%2F", "x?y#z", "100%", "..a", "Ж" * 100])
async def test_odd_user_ids(gb: gamebase.Gamebase, games: Gamebase, user_id: str) -> None:
    """An id of odd characters arrives as it is."""
    gb.member("AppId1", user_id)
    assert (await games.player("quest", user_id)).user_id == user_id


@pytest.mark.parametrize(
    "user_id", ["", " ", "a/b", "../x", ".", "..", "a\nb", "\x00", "\ud800", "x" * 101]
)
async def test_no_user_ids(gb: gamebase.Gamebase, games: Gamebase, user_id: str) -> None:
    """What cannot be an id is refused before anything is sent."""
    with pytest.raises(Rejected):
        await games.player("quest", user_id)
    assert gb.calls == []


async def test_unknown_app(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """An app that is not configured is refused before anything is sent."""
    with pytest.raises(Rejected):
        await games.player("other", PLAYER)
    with pytest.raises(Rejected):
        await games.maintenances("other")
    assert gb.calls == []


@pytest.mark.parametrize("form", ["absent", "empty", "null"])
async def test_no_maintenance(gb: gamebase.Gamebase, games: Gamebase, form: NoneForm) -> None:
    """No maintenance is an empty answer, in whatever form that is said."""
    gb.quirks = Quirks(no_maintenance=form)
    assert await games.maintenances("quest") == ()


async def test_maintenances(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """Every maintenance that is on is read, with its times, scope and stores."""
    now = datetime.now(UTC).replace(microsecond=0)
    gb.begin_maintenance(
        "AppId1", message="Patch", begin=now, stores=["GG", "ONESTROE"], url="https://x.example"
    )
    gb.begin_maintenance("AppId1", message="Server", begin=now, type_code="SYSTEM")
    first, second = await games.maintenances("quest")
    assert (first.scope, first.message, first.url) == ("APP", "Patch", "https://x.example")
    assert (first.begins_at, first.ends_at) == (now, now + timedelta(hours=1))
    assert first.stores == ("GG", "ONESTORE")
    assert (second.scope, second.message, second.url, second.stores) == ("SYSTEM", "Server", "", ())


CODES: list[tuple[int, type[ProviderError]]] = [
    (-4040401, NotFound),
    (-4000402, NotFound),
    (-4000403, NotFound),
    (-4100401, NotFound),
    (-4010204, NotFound),
    (-4010001, NotAllowed),
    (-4010002, NotAllowed),
    (-4010003, NotAllowed),
    (-4010004, NotAllowed),
    (-4010202, NotAllowed),
    (-4040201, NotAllowed),
    (-4000001, Rejected),
    (-4040202, Rejected),
    (-4060003, Rejected),
    (-1234567, Rejected),
    (31, Rejected),
    (-5000001, Unavailable),
    (-5000208, Unavailable),
    (-5110920, Unavailable),
    (-4090003, Unavailable),
]


@pytest.mark.parametrize(("code", "error"), CODES)
async def test_result_codes(
    gb: gamebase.Gamebase, games: Gamebase, code: int, error: type[ProviderError]
) -> None:
    """A result code becomes its error and stays readable in it; own faults of Gamebase are retried."""
    gb.faults.add("member", Fault.refusal(code), times=None)
    with pytest.raises(error, match=f"result {code}$") as caught:
        await games.player("quest", PLAYER)
    assert type(caught.value) is error
    assert_hides(everything_of(caught.value), [SECRET_KEY])
    assert len(gb.calls) == (3 if error is Unavailable else 1)


async def test_check(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A check of health is one read, and tells a wrong secret key."""
    await games.check()
    assert [call.endpoint for call in gb.calls] == ["maintenance"]
    wrong = Gamebase(gamebase_settings(gb.base_url, "WrongKey"), patience=QUICK)
    try:
        with pytest.raises(NotAllowed, match="-4010004"):
            await wrong.check()
    finally:
        await wrong.close()


async def test_closed(games: Gamebase) -> None:
    """After close it is Unavailable, and closing again is harmless."""
    await games.close()
    await games.close()
    with pytest.raises(Unavailable):
        await games.check()
