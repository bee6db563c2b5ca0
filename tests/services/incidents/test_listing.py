"""Lists of incidents: what is open with the gravest first, page by page, whatever comes meanwhile."""

import pytest

from services.access import Access
from services.incidents import IncidentHandling, IncidentLists, Incidents, Signal
from services.incidents.listing import Asked
from storage.database import Database
from storage.incident_lists import IncidentFilter
from storage.incidents import OPEN
from tests.rows_read import noted, plans
from tests.services.conftest import OWNER

pytestmark = pytest.mark.both_databases
HOME = OWNER.chat_id
SEVERITIES = ("info", "urgent", "warning", "urgent", "info", "warning", "urgent")


async def test_what_is_open_is_listed_from_the_gravest_on(
    database: Database, access: Access, incidents: Incidents, handling: IncidentHandling
) -> None:
    """Of each severity the newest first, forth and back, each once; with all the newest is first."""
    await access.set_up(OWNER, "supergroup", "Desk")
    async with database.write() as tx:
        for at, severity in enumerate(SEVERITIES):
            await incidents.signal(tx, HOME, None, Signal("omen", str(at), severity, {}))  # type: ignore[arg-type]
    lists = IncidentLists(database, access)

    async def page(name: str, **where: int) -> list[int]:
        found = await lists.listing(OWNER, Asked(name), 3, **where)
        return [line.id for line in found.shown.items]

    assert await page("open") == [7, 4, 2]
    assert await page("open", behind=2) == [6, 3, 5]
    assert await page("open", behind=5) == [1]
    assert await page("open", before=1) == [6, 3, 5]
    assert await page("open", before=6) == [7, 4, 2]
    assert await page("all") == [7, 6, 5]
    assert await page("all", behind=5) == [4, 3, 2]
    seen = await handling.view(OWNER, 7)
    await handling.acknowledge(OWNER, 7, seen.version)
    assert await page("open") == [4, 2, 6]
    assert (await page("mine"), await page("acknowledged"), await page("all-mine")) == ([7],) * 3

    if database.is_sqlite:
        for chats in (None, (HOME,)):
            async with database.read() as tx:
                with noted(tx) as asked:
                    await tx.incident_lists.newest(IncidentFilter(chats, status=OPEN), 9)
                steps = [step for plan in await plans(tx, asked) for step in plan]
            assert not [step for step in steps if "TEMP B-TREE" in step], "rows are read in order"
