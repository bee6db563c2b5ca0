"""Changes side by side, and of what is not what it was: none is lost, none is written blindly."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from providers.administration import (
    GameAccountContent,
    KeyProductChange,
    PricedPlatform,
    RegionPrice,
)
from providers.openapigames.provider import OpenApiGames
from providers.paysuper.provider import PaySuper
from providers.registry import Providers
from sandbox import openapigames, paysuper
from sandbox.faults import Fault
from services.actor import Actor
from services.administration import GameAccountChange, GameAccounts, KeyProducts
from services.administration.conflicts import (
    marks_of_account,
    marks_of_content,
    marks_of_platform,
    marks_of_price,
    marks_of_wishes,
)
from services.administration.errors import (
    BeingChangedError,
    ChangeUnknownError,
    ConflictError,
)
from services.administration.object_locks import LEASE
from services.administration.platform_changes import PlatformWish
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.deeds_made import deeds_of
from tests.providers.paysuper_desk import EUR, ID
from tests.services.administration.conftest import audited, changed, off, priced, unpriced

pytestmark = pytest.mark.both_databases


MAX, OLGA = Actor(12, -1001, "Max"), Actor(11, -1001, "Olga")
KEEPER, SELLER = "openapigames", "paysuper"
ROYALTY = GameAccountChange(royalty=Decimal("3.00"))
CODES = GameAccountChange(currencies=("USD",))
Games = tuple[openapigames.OpenApiGames, OpenApiGames]
Shop = tuple[paysuper.PaySuper, PaySuper]


@pytest.fixture
def both(database: Database, providers: Providers, clock: ManualClock) -> list[GameAccounts]:
    """Game accounts of two processes on one database, of each kind."""
    audit, deeds = audit_of(database, clock), deeds_of(database, clock)
    return [GameAccounts(database, providers, audit, deeds, clock) for _ in range(2)]


async def content(accounts: GameAccounts) -> GameAccountContent:
    """What stands there now."""
    return (await accounts.read("1001", keeper=KEEPER)).content


async def test_of_two_changes_side_by_side_none_is_lost(
    both: list[GameAccounts], og: Games
) -> None:
    """The second is told who is at it, wherever that runs; made after it, it keeps what the first changed."""
    one, two = both
    gate = og[0].gate("accounts", when=lambda body: bool(body["accounts"]))
    first = asyncio.create_task(one.change(OLGA, "1001", ROYALTY, keeper=KEEPER))
    await gate.reached()
    with pytest.raises(BeingChangedError) as caught:
        await two.change(MAX, "1001", CODES, keeper=KEEPER)
    assert caught.value.facts["by"] == "Olga"
    gate.release()
    await first
    after = (await two.change(MAX, "1001", CODES, keeper=KEEPER)).content
    assert (after.royalty, after.currencies) == (Decimal("3.00"), ("USD",))
    assert await content(one) == after


async def test_of_two_at_the_same_moment_one_is_made(both: list[GameAccounts], og: Games) -> None:
    """However their statements fall: one changes it, the other is told, and asks again."""
    ends = await asyncio.gather(
        *(each.change(MAX, "1001", ROYALTY, keeper=KEEPER) for each in both * 3),
        return_exceptions=True,
    )
    refused = [end for end in ends if isinstance(end, BeingChangedError)]
    assert len(refused) < len(ends)
    assert all(isinstance(end, BeingChangedError) or not isinstance(end, Exception) for end in ends)
    assert len(og[0].changes) == len(ends) - len(refused)


async def test_what_somebody_else_has_changed_meanwhile_is_asked_for_again(
    both: list[GameAccounts], og: Games
) -> None:
    """Asked at 1 %, it is 3 % at Confirm: said by whom, and not overwritten; another field is no matter."""
    one, two = both
    before = await content(one)
    seen = marks_of_account(before, ROYALTY.named())
    await one.change(OLGA, "1001", ROYALTY, keeper=KEEPER, seen=seen)
    made = len(og[0].changes)
    wish = GameAccountChange(royalty=Decimal("5.00"), currencies=("USD",))
    with pytest.raises(ConflictError) as caught:
        seen = marks_of_account(before, wish.named())
        await two.change(MAX, "1001", wish, keeper=KEEPER, seen=seen)
    assert (caught.value.facts["field"], caught.value.facts["by"]) == ("royalty", "Olga")
    assert len(og[0].changes) == made
    seen = marks_of_account(before, CODES.named())
    after = await two.change(MAX, "1001", CODES, keeper=KEEPER, seen=seen)
    assert (after.content.royalty, after.content.currencies) == (Decimal("3.00"), ("USD",))


async def test_the_whole_is_what_was_read_or_nothing_is_written(
    accounts: GameAccounts, og: Games, sqlite_database: Database
) -> None:
    """Changed by another program between our reading and our writing: theirs stays, ours is told."""
    before = await content(accounts)
    listed = 0

    def second(_: object) -> bool:
        nonlocal listed
        listed += 1
        return listed == 2

    gate = og[0].gate("accounts", when=second)
    changing = asyncio.create_task(accounts.change(MAX, "1001", ROYALTY, keeper=KEEPER))
    await gate.reached()
    theirs = replace(before, countries=("DE",))
    await og[1].change_game_account("1001", theirs)
    gate.release()
    with pytest.raises(ConflictError) as caught:
        await changing
    assert caught.value.facts["field"] == "countries"
    assert await content(accounts) == theirs
    ends = [action for action, _ in await audited(sqlite_database)]
    assert ends == ["game-account.change.asked", "game-account.change.failed"]


async def test_what_a_dead_process_held_is_free_after_its_lease(
    both: list[GameAccounts], database: Database, clock: ManualClock
) -> None:
    """Nobody waits for ever for somebody who is not there any more."""
    now = clock()
    async with database.write() as tx:
        assert await tx.object_changes.begin(KEEPER, "1001", "gone", "Olga", now + LEASE, now)
    with pytest.raises(BeingChangedError):
        await both[0].change(MAX, "1001", ROYALTY, keeper=KEEPER)
    clock.advance(LEASE.total_seconds())
    await both[0].change(MAX, "1001", ROYALTY, keeper=KEEPER)
    async with database.write() as tx:
        assert not await tx.object_changes.end(KEEPER, "1001", "gone", None)


@pytest.mark.parametrize("fault", [Fault.lost_before(), Fault.refusal("INVALID_BODY", "no")])
async def test_however_a_change_ends_the_object_is_free(
    both: list[GameAccounts], og: Games, fault: Fault
) -> None:
    """Refused, lost or given up: the next one may change it."""
    og[0].faults.add("accounts", fault, times=None, when=lambda body: bool(body["accounts"]))
    with pytest.raises(Exception, match="change") as caught:
        await both[0].change(OLGA, "1001", ROYALTY, keeper=KEEPER)
    og[0].faults.clear()
    gate = og[0].gate("accounts")
    given_up = asyncio.create_task(both[0].change(OLGA, "1001", ROYALTY, keeper=KEEPER))
    await gate.reached()
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    gate.release()
    await both[1].change(MAX, "1001", CODES, keeper=KEEPER)
    assert isinstance(caught.value, ChangeUnknownError) is (fault.code == "")


async def test_prices_of_a_product_are_changed_by_one_at_a_time(
    products: KeyProducts, ps: Shop
) -> None:
    """Whoever writes a platform writes all its prices: the second is told, and loses none of the first."""
    gate = ps[0].gate("add_platform")
    euros = changed(products, OLGA, None, priced("steam", "EUR", Decimal(27), "EUR"))
    first = asyncio.create_task(euros)
    await gate.reached()
    for change in (
        changed(products, MAX, None, priced("steam", "GBP", Decimal(20), "GBP")),
        changed(products, MAX, KeyProductChange(names={"de": "Auto"})),
        products.publish(MAX, ID, seller=SELLER),
        products.delete(MAX, ID, seller=SELLER),
    ):
        with pytest.raises(BeingChangedError):
            await change
    gate.release()
    await first
    await changed(products, MAX, None, priced("steam", "GBP", Decimal(20), "GBP"))
    [steam] = (await products.read(ID, seller=SELLER)).platforms
    assert {price.region for price in steam.prices} == {"USD", "EUR", "GBP"}


async def test_a_platform_is_what_was_read_or_nothing_is_written(
    products: KeyProducts, ps: Shop
) -> None:
    """Priced by another program between our reading and our writing: theirs stays, ours is told."""
    read = 0

    def second(_: object) -> bool:
        nonlocal read
        read += 1
        return read == 2

    gate = ps[0].gate("get", when=second)
    euros = changed(products, MAX, None, priced("steam", "EUR", Decimal(27), "EUR"))
    changing = asyncio.create_task(euros)
    await gate.reached()
    theirs = PricedPlatform("steam", "Steam", (RegionPrice("USD", Decimal(25), "USD"),))
    await ps[1].set_platform(ID, theirs)
    gate.release()
    with pytest.raises(ConflictError):
        await changing
    [steam] = (await products.read(ID, seller=SELLER)).platforms
    assert steam.prices == theirs.prices


async def test_a_price_that_moved_between_question_and_confirm(products: KeyProducts) -> None:
    """Asked at 19.99, set to 25 meanwhile: neither set, nor taken away, nor written by a document."""
    product = await products.read(ID, seller=SELLER)
    seen = marks_of_price(product.platforms, "steam", "USD")
    whole = marks_of_platform(product.platforms, "steam")
    change = KeyProductChange(pricing="steam")
    usd = PlatformWish("steam", prices={"USD": RegionPrice("USD", Decimal(30), "USD")})
    eur = PlatformWish("steam", prices={"EUR": EUR})
    marks = [
        marks_of_content(product.content, change) + marks_of_wishes(product.platforms, [wish])
        for wish in (usd, eur)
    ]
    await changed(products, OLGA, None, priced("steam", "USD", Decimal(25), "USD"))
    for wanted in (
        changed(products, MAX, None, priced("steam", "USD", Decimal(30), "USD"), seen=seen),
        changed(products, MAX, None, unpriced("steam", "USD"), seen=seen),
        changed(products, MAX, None, off("steam"), seen=whole),
        changed(products, MAX, change, usd, seen=marks[0]),
    ):
        with pytest.raises(ConflictError) as caught:
            await wanted
        assert caught.value.facts["by"] == "Olga"
    after = await changed(products, MAX, change, eur, seen=marks[1])
    assert {price.amount for price in after.platforms[0].prices} == {Decimal(25), EUR.amount}
    assert after.content.pricing == "steam"


async def test_texts_that_moved_between_question_and_confirm(products: KeyProducts) -> None:
    """One language written by two: the second is asked again; another language is no matter."""
    old = (await products.read(ID, seller=SELLER)).content
    english, german = (KeyProductChange(names={code: "IV"}) for code in ("en", "de"))
    seen = [marks_of_content(old, each) for each in (english, german)]
    theirs = KeyProductChange(names={"en": "Auto"})
    await changed(products, OLGA, theirs, seen=seen[0])
    with pytest.raises(ConflictError) as caught:
        await changed(products, MAX, english, seen=seen[0])
    assert caught.value.facts["field"] == "name"
    after = await changed(products, MAX, german, seen=seen[1])
    assert after.content.names == {"en": "Auto", "de": "IV"}
