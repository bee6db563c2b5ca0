"""Two processes on one database: what one has just written down the other goes by at once."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from bot.house import House
from sandbox.hype import Hype
from services.actor import Actor
from services.limits import LimitWish, Scope
from services.limits.errors import OverLimitError
from services.orders.door import BUY
from tests.campaigns.bulk import OLGA, BulkDesk, open_desk
from tests.clock import ManualClock
from tests.services.orders_made import let_in
from tests.statements import statements

pytestmark = pytest.mark.postgres

SAM = Actor(11, OLGA.chat_id, "Sam")


@pytest.fixture
async def one(tmp_path: Path, server_url: str, clock: ManualClock) -> AsyncIterator[BulkDesk]:
    """A process."""
    made = await open_desk(Hype(clock=clock, rate=None), tmp_path, server_url, clock)
    yield made
    await made.close()


@pytest.fixture
async def other(one: BulkDesk) -> AsyncIterator[House]:
    """Another on the same database; nothing comes round by itself."""
    house = one.again()
    await house.open()
    yield house
    await house.close()


async def test_a_key_of_a_new_shape_is_known_to_whoever_takes_the_next_update(
    one: BulkDesk, other: House
) -> None:
    """It costs no statement while there is no new shape, and one where there is: also for what is sent."""
    order = await one.buy(1)
    [key] = await one.keys(order.number)
    known = other.services.known_keys
    await other.inbox.take({1: {"update_id": 1}})
    found = await known.found_in([f"{key} is used"])
    assert found is not None
    assert found.numbers == [order.number]
    for told in (other.inbox.take({2: {"update_id": 2}}), other.services.outbox.take(1)):
        await told
        with statements() as said:
            assert await known.found_in(["/whoami"]) is None
        assert said == []


async def test_a_key_of_a_new_shape_is_known_to_whoever_sends_or_is_posted_to(
    one: BulkDesk, other: House
) -> None:
    """No update comes to these: one looks for notices to send, the other reads what is posted to a hook."""
    third = one.again()
    await third.open()
    order = await one.buy(1)
    [key] = await one.keys(order.number)
    await other.services.outbox.take(1)
    await third.services.known_keys.look()
    for house in (other, third):
        assert await house.services.known_keys.found_in([key]) is not None
    await third.close()


async def test_a_ceiling_counts_from_the_moment_it_is_set(one: BulkDesk, other: House) -> None:
    """Set by one process, while the other's catalog has none: for the question and for its yes."""
    draft = await one.draft(1)
    await other.services.catalog_editing.ceiling(OLGA, 1, "5 BRL")
    for _ in range(2):
        with pytest.raises(OverLimitError) as refused:
            await one.house.services.checkout.confirm(let_in(OLGA, draft.number, BUY))
        assert [each.limit.amount for each in refused.value.facts["over"]] == [Decimal(5)]
    assert [each.limit.scope for each in (await one.draft(1)).above] == [Scope.KEY]
    await other.services.catalog_editing.ceiling(OLGA, 1, None)
    assert (await one.bought(draft)).provider == "hype"


async def test_a_role_that_was_taken_lifts_no_limit(one: BulkDesk, other: House) -> None:
    """A manager may spend more than others; who is none any more, by the other process, may not."""
    here, there = one.house.services, other.services
    await here.access.set_up(OLGA, "supergroup", "Desk")
    for role, amount in (("support", 5), ("manager", 1000)):
        await here.access.grant(OLGA, SAM.user_id, role)
        wish = LimitWish(Scope.ORDER, "BRL", Decimal(amount), role)
        await here.limits.set(OLGA, wish)
    await other.rights.catch_up()
    [product] = there.catalog.search("GTA V")
    draft = await there.checkout.draft(SAM, product.offers[0].id, 1)
    assert draft.above == ()
    await here.access.revoke(OLGA, SAM.user_id, "manager")
    with pytest.raises(OverLimitError):
        await there.checkout.confirm(let_in(SAM, draft.number, BUY))
