"""A default role where passers-by can come in: a second yes, administrators alone, and who is told."""

import pytest

from services.access import (
    GROUP_OPENED,
    Access,
    DefaultFor,
    Openness,
    Purpose,
    Why,
)
from services.access.errors import OpenGroupError
from services.access.membership import BELIEVED
from services.actor import Actor
from services.people import People
from storage.database import Database
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.access.conftest import (
    ADMINISTRATOR,
    AWAY,
    GROUP,
    OTHER,
    SAM,
    STRANGER,
    another_process,
)
from tests.services.conftest import OWNER


async def test_an_open_group_needs_a_second_yes(desk: Access, crowd: Crowd) -> None:
    """Public, or a channel's comments, or not to be known: for everybody only by a second yes."""
    for openness in (Openness.PUBLIC, Openness.DISCUSSION):
        crowd.open_groups[GROUP] = openness
        with pytest.raises(OpenGroupError) as asked:
            await desk.set_default_role(OWNER, "support")
        assert asked.value.facts == {"role": "support", "open_to": openness}
    crowd.silent = Why.NO_ANSWER
    with pytest.raises(OpenGroupError) as asked:
        await desk.set_default_role(OWNER, "support")
    assert asked.value.facts["open_to"] == "unknown"
    crowd.silent = None
    assert desk.default_role(GROUP) is None
    await desk.set_default_role(OWNER, "support", DefaultFor.ADMINISTRATORS)
    crowd.standings[6, GROUP] = ADMINISTRATOR
    assert await desk.permits(6, GROUP, "stock.view")
    assert not await desk.permits(5, GROUP, "stock.view")
    await desk.set_default_role(OWNER, "support", yes=True)
    assert await desk.permits(5, GROUP, "stock.view")
    assert desk.default_for(GROUP) is DefaultFor.MEMBERS


async def test_a_customers_group_makes_nobody_support(desk: Access) -> None:
    """Whoever comes in could buy: it is taken away and said; administrators keep theirs."""
    await desk.set_default_role(OWNER, "support", yes=True)
    assert await desk.permits(5, GROUP, "orders.buy")
    assert await desk.set_purpose(OWNER, Purpose.MANAGERS) is None
    assert await desk.set_purpose(OWNER, Purpose.CUSTOMERS) == "support"
    assert desk.default_role(GROUP) is None
    assert not await desk.permits(5, GROUP, "orders.buy")
    await desk.set_default_role(OWNER, "support", DefaultFor.ADMINISTRATORS)
    assert await desk.set_purpose(OWNER, Purpose.CUSTOMERS) is None
    assert desk.default_role(GROUP) == "support"


async def test_a_group_that_opens_keeps_its_default_role_for_administrators(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """Seen at once by its name, or within the hour by asking; a second yes gives it back to all."""
    await desk.set_default_role(OWNER, "support")
    crowd.standings[6, GROUP] = ADMINISTRATOR
    assert await desk.permits(5, GROUP, "stock.view")
    await desk.met(5, GROUP, public=True, wrote=True)
    assert not await desk.permits(5, GROUP, "stock.view")
    assert await desk.permits(6, GROUP, "stock.view")
    assert desk.default_for(GROUP) is DefaultFor.WAITS
    await desk.set_default_role(Actor(1, OTHER, "Olga"), "support")
    assert await desk.permits(5, OTHER, "stock.view")
    crowd.open_groups[OTHER] = Openness.DISCUSSION
    clock.advance(3600)
    assert not await desk.permits(5, OTHER, "stock.view")
    await desk.set_default_role(OWNER, "support", yes=True)
    assert await desk.permits(5, GROUP, "stock.view")


async def test_before_anything_moves_by_a_default_role_the_group_is_looked_at_anew(
    desk: Access, crowd: Crowd
) -> None:
    """It has opened a moment ago, and nobody said a word in it; for a role by name it is not looked at."""
    await desk.set_default_role(OWNER, "support")
    assert await desk.permits(5, GROUP, "orders.deliver")
    crowd.looked_at.clear()
    assert await desk.permits(SAM, GROUP, "orders.deliver")
    assert await desk.permits(5, GROUP, "stock.view")
    assert crowd.looked_at == []
    crowd.open_groups[GROUP] = Openness.PUBLIC
    assert not await desk.permits(5, GROUP, "orders.deliver")
    assert await desk.permits(SAM, GROUP, "orders.deliver")


async def test_a_group_that_opens_is_told_once_to_who_decides_about_its_role(
    desk: Access, people: People, database: Database, crowd: Crowd, clock: ManualClock
) -> None:
    """Owners and managers who can be written to; again only when it was closed in between."""
    await desk.set_default_role(OWNER, "support")
    for person, role in ((4, "manager"), (7, "manager")):
        await desk.grant(OWNER, person, role)
    await people.seen(4, "Max", None, 4, "private", "Max")
    await people.seen(SAM, "Sam", None, SAM, "private", "Sam")

    async def told() -> list[tuple[int, object]]:
        async with database.read() as tx:
            rows = [await tx.notices.waiting(GROUP_OPENED, person) for person in (1, SAM, 4, 7)]
        return [(row.chat_id, row.facts["open_to"]) for each in rows for row in each]

    beside = await another_process(database, clock, crowd)
    for access in (desk, desk, beside):
        await access.met(5, GROUP, public=True, wrote=True)
        clock.advance(1)
    assert await told() == [(1, "public"), (4, "public")]
    clock.advance(BELIEVED * 10)
    crowd.open_groups[GROUP] = Openness.DISCUSSION
    await desk.permits(5, GROUP, "stock.view")
    assert len(await told()) == 2
    crowd.open_groups[GROUP] = Openness.CLOSED
    clock.advance(BELIEVED * 10)
    await desk.permits(5, GROUP, "stock.view")
    await desk.met(5, GROUP, public=True, wrote=True)
    assert len(await told()) == 4


async def test_a_group_whose_role_stays_what_it_was_is_nobodys_news(
    desk: Access, database: Database, clock: ManualClock
) -> None:
    """No default role, one for administrators, or one that an owner gave to passers-by too."""
    for role, role_for, yes in (
        (None, DefaultFor.MEMBERS, False),
        ("support", DefaultFor.ADMINISTRATORS, False),
        ("support", DefaultFor.MEMBERS, True),
    ):
        await desk.set_default_role(OWNER, role, role_for, yes=yes)
        clock.advance(BELIEVED * 10)
        await desk.permits(5, GROUP, "stock.view")
        await desk.met(5, GROUP, public=True, wrote=True)
    async with database.read() as tx:
        assert await tx.notices.waiting(GROUP_OPENED, 1) == ()


async def test_a_word_in_a_closed_group_shows_that_somebody_is_there(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """It costs no question, and nothing at all where nothing hangs on it; a tap, or an open group, asks."""
    await desk.met(SAM, GROUP, public=False, wrote=True)
    assert desk.allows(SAM, GROUP, "stock.view")
    await desk.met(STRANGER, GROUP, public=False, wrote=True)
    assert crowd.asked == []
    assert crowd.looked_at == [GROUP]
    clock.advance(BELIEVED)
    await desk.met(SAM, GROUP, public=False, wrote=False)
    assert crowd.asked == [(SAM, GROUP)]
    crowd.open_groups[OTHER] = Openness.DISCUSSION
    await desk.grant(Actor(1, OTHER, "Olga"), SAM, "support")
    crowd.standings[SAM, OTHER] = AWAY
    await desk.met(SAM, OTHER, public=False, wrote=True)
    assert not desk.allows(SAM, OTHER, "stock.view")


async def test_speaking_makes_nobody_an_administrator(desk: Access, crowd: Crowd) -> None:
    """Where only administrators have the default role, Telegram says who is one."""
    await desk.set_default_role(OWNER, "support", DefaultFor.ADMINISTRATORS)
    crowd.standings[6, GROUP] = ADMINISTRATOR
    for person, may in ((6, True), (5, False)):
        await desk.met(person, GROUP, public=False, wrote=True)
        assert desk.allows(person, GROUP, "stock.view") is may
