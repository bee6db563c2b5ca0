"""Two who change different things of one setting in the same moment: both are changed."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from providers.registry import Providers
from services.access import Access
from services.audit import Audit
from services.cases import CaseSettings
from services.catalog import Catalog
from services.incidents.settings import EscalationSettings
from services.limits import Scope, Spending
from services.limits.service import Limits, LimitWish
from storage.database import Database
from tests.clock import ManualClock
from tests.services.conftest import OWNER

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
async def group(access: Access) -> None:
    """The group is set up."""
    await access.set_up(OWNER, "supergroup", "Desk")


async def test_how_many_say_yes_and_the_amount(
    database: Database, clock: ManualClock, access: Access, audit: Audit
) -> None:
    """The switch of a limit does not write back an amount that somebody lowers meanwhile."""
    catalog = Catalog(database, clock, Providers([]), audit)
    limits = Limits(database, clock, access, Spending(clock, access), audit, catalog)
    wish = LimitWish(Scope.ORDER, "KZT", Decimal(5000))
    await limits.set(OWNER, wish)
    [row] = await limits.listing(OWNER)
    lower = limits.set(OWNER, replace(wish, amount=Decimal(50)))
    await asyncio.gather(limits.ask_of(OWNER, row.id, 2), lower)
    [row] = await limits.listing(OWNER)
    assert (row.amount, row.quorum) == (Decimal(50), 2)


async def test_where_incidents_go_on_to(database: Database, access: Access, audit: Audit) -> None:
    """After how long, and to whom: each switch writes what it is about."""
    settings = EscalationSettings(database, access, audit)
    off = [settings.switch(OWNER, duty=duty, on=False) for duty in (True, False)]
    await asyncio.gather(settings.after(OWNER, 10), *off, settings.to(OWNER, OWNER.chat_id, 3))
    row = await settings.of(OWNER.chat_id)
    assert (row.after_minutes, row.to_duty, row.to_owners) == (10, False, False)
    assert (row.to_chat, row.to_thread) == (OWNER.chat_id, 3)


async def test_how_cases_are_reminded_of_and_by_which_name(
    database: Database, audit: Audit
) -> None:
    """Also where the chat had chosen nothing."""
    settings = CaseSettings(database, audit)
    await asyncio.gather(
        settings.set_remind_after(OWNER, 15), settings.set_shows_names(OWNER, shows=True)
    )
    row = await settings.of(OWNER.chat_id)
    assert (row.remind_after, row.shows_names) == (15, True)
