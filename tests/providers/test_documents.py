"""The providers' own examples, as their documents print them, are understood."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from providers.base import Purchase
from providers.codegames.provider import CodeGames
from providers.errors import NotAllowed, Unavailable
from providers.gamebase.provider import Gamebase
from providers.games.players import Identity
from providers.games.status import Maintenance
from tests.providers.conftest import OFFER
from tests.providers.parrot import Parrot

FIXTURES = Path(__file__).parents[1] / "fixtures"
Desk = tuple[CodeGames, Gamebase]


def example(name: str) -> bytes:
    """The bytes of an example."""
    return (FIXTURES / name).read_bytes()


async def test_codegames(parrot: Parrot, desk: Desk) -> None:
    """CodeGames' examples: 7 keys at 956.3, order 782, one key."""
    shop, _ = desk
    parrot.told(200, example("codegames/check.response.json"))
    quote = await shop.quote(OFFER)
    assert (quote.stock, str(quote.unit_price)) == (7, "956.3")
    parrot.told(201, example("codegames/pay.response.json"))
    assert await shop.purchase(OFFER, Decimal("956.3"), "1") == Purchase("782")
    parrot.told(200, example("codegames/keys.response.json"))
    assert await shop.keys("782") == ("XBBRF-MR09R-NX8V",)


async def test_get_member(parrot: Parrot, desk: Desk) -> None:
    """Gamebase's example of a player, its withdrawal beside it."""
    parrot.told(200, example("gamebase/get-member.response.json"))
    player = await desk[1].player("quest", "String")
    then = datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)
    assert (player.status, player.registered_at, player.last_login_at) == ("Y", then, then)
    assert player.identities == (Identity("String", "String", "String", then),)
    assert player.withdrawal_due_at == datetime(2020, 4, 18, 0, 12, 1, tzinfo=UTC)
    assert len(player.device) == 11


async def test_check_maintenance(parrot: Parrot, desk: Desk) -> None:
    """Gamebase's example of a maintenance, its slip in a store's name mended."""
    parrot.told(200, example("gamebase/check-maintenance.response.json"))
    assert await desk[1].maintenances("quest") == (
        Maintenance(
            scope="APP",
            begins_at=datetime(2017, 1, 1, 5, 10, tzinfo=UTC),
            ends_at=datetime(2017, 2, 1, 5, 17, tzinfo=UTC),
            message="maintenance message",
            url="http://url.info",
            stores=("GG", "AS", "ONESTORE"),
        ),
    )


async def test_failure(parrot: Parrot, desk: Desk) -> None:
    """Gamebase's example of a failure is a wrong app key."""
    parrot.told(200, example("gamebase/failed.response.json"))
    with pytest.raises(NotAllowed, match="-4010002"):
        await desk[1].maintenances("quest")


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
