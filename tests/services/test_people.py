"""People and chats: who is who, who can be written to, how they are spoken to."""

import pytest

from services.access import Access
from services.access.errors import UnknownPersonError
from services.audit import Audit
from services.people import People
from services.recent import Recent
from storage.database import Database
from tests.clock import ManualClock
from tests.statements import statements

PRIVATE = ("private", "Ann")


async def test_an_unchanged_person_costs_no_sql(people: People, clock: ManualClock) -> None:
    """The first time is written, the next ones are not, until something changes or a day is over."""
    with statements() as sent:
        await people.seen(5, "Ann", "ann", -100, "group", "Desk")
        assert sent
        for changed in (
            (5, "Ann", "ann", -100, "group", "Desk"),
            (5, "Anna", "ann", -100, "group", "Desk"),
            (5, "Anna", "anna", -100, "group", "Desk"),
            (5, "Anna", "anna", -100, "group", "Help desk"),
            (5, "Anna", "anna", -200, "group", "Help desk"),
        ):
            sent.clear()
            await people.seen(*changed)
            assert bool(sent) == (changed != (5, "Ann", "ann", -100, "group", "Desk"))
            sent.clear()
            await people.seen(*changed)
            assert sent == []
        clock.advance(24 * 3600)
        await people.seen(*changed)
        assert sent


async def test_all_who_had_a_name_are_found_by_it(people: People, clock: ManualClock) -> None:
    """The latest first, since names change hands; who is called otherwise now is found no more."""
    met = clock()
    await people.seen(5, "Ann", "AnnTheFirst", -100, "group", "Desk")
    clock.advance(60)
    await people.seen(6, "Bob", "annthefirst", -100, "group", "Desk")
    assert [row.id for row in await people.called("ANNTHEFIRST")] == [6, 5]
    await people.renamed(5, "Ann", "ann")
    assert [row.id for row in await people.called("annthefirst")] == [6]
    ann = await people.with_id(5)
    assert (ann.username, ann.met_at, ann.seen_at) == ("ann", met, met)
    for unknown in ("nobody", "", "'; DROP TABLE users"):
        assert await people.called(unknown) == ()
    with pytest.raises(UnknownPersonError):
        await people.with_id(7)
    for text in ("7", "0"):
        assert people.is_id(text)
    for text in ("", "٣", "-7", "9" * 40, "@ann"):
        assert not people.is_id(text)
    assert await people.name(5) == "Ann"
    assert await people.name(7) == "7"


async def test_whoever_is_pointed_at_is_noted(people: People, clock: ManualClock) -> None:
    """Once as new; that a person was pointed at is no sign that the bot may write to them."""
    met = clock()
    row, new = await people.noted(8, "Eve", "Eve8")
    assert (row.name, row.username, row.met_at, new) == ("Eve", "eve8", met, True)
    clock.advance(60)
    row, new = await people.noted(8, "Eve Online", None)
    assert (row.name, row.username, row.met_at, new) == ("Eve Online", None, met, False)
    assert not await people.can_write_to(8)


async def test_only_who_started_the_bot_can_be_written_to(people: People) -> None:
    """Seen in a group is not enough; a block ends it; coming back mends it."""
    await people.seen(5, "Ann", None, -100, "group", "Desk")
    assert not await people.can_write_to(5)
    assert not await people.can_write_to(6)
    await people.started(5)
    assert await people.can_write_to(5)
    await people.unreachable(5, "blocked")
    assert not await people.can_write_to(5)
    await people.reachable(5)
    assert await people.can_write_to(5)


async def test_writing_in_private_is_a_start(people: People) -> None:
    """Also after a block, and though nothing else about the person has changed."""
    await people.seen(5, "Ann", None, 5, *PRIVATE)
    assert await people.can_write_to(5)
    await people.unreachable(5, "blocked")
    await people.seen(5, "Ann", None, 5, *PRIVATE)
    assert await people.can_write_to(5)


async def test_a_chat_that_removed_the_bot_comes_back(
    people: People, database: Database, clock: ManualClock
) -> None:
    """Whoever writes there again makes it reachable."""
    await people.seen(5, "Ann", None, -100, "group", "Desk")
    await people.unreachable(-100, "removed")
    async with database.read() as tx:
        chat = await tx.chats.get(-100)
    assert chat is not None
    assert chat.removed_at == clock()
    await people.seen(5, "Ann", None, -100, "group", "Desk")
    async with database.read() as tx:
        chat = await tx.chats.get(-100)
    assert chat is not None
    assert chat.removed_at is None


async def test_languages_outlive_a_restart(
    people: People, database: Database, clock: ManualClock, access: Access, audit: Audit
) -> None:
    """A chosen one is kept, None goes back to the desk's."""
    await people.seen(5, "Ann", None, 5, *PRIVATE)
    await people.set_language(5, "pt-BR")
    again = People(database, clock, "en", "UTC", access, audit)
    await again.load()
    assert (people.language(5), again.language(5), again.language(6)) == ("pt-BR", "pt-BR", "en")
    await again.set_language(5, None)
    assert again.language(5) == "en"


def test_recent_forgets_the_oldest() -> None:
    """Memory is bounded: what was used longest ago goes first."""
    recent: Recent[str] = Recent(most=2)
    recent.put(1, "a")
    recent.put(2, "b")
    assert recent.get(1) == "a"
    recent.put(3, "c")
    assert (recent.get(1), recent.get(2), recent.get(3)) == ("a", None, "c")
    recent.forget(1)
    recent.forget(9)
    assert recent.get(1) is None
