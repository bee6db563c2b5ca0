"""Repositories of people, chats, grants and dialogs: what is written is what is read."""

from datetime import timedelta, timezone

import pytest

from storage.database import Database
from storage.dialogs import DialogRow
from storage.grants import GrantRow
from tests.clock import ManualClock


async def test_a_question_takes_the_place_of_the_one_before(
    database: Database, clock: ManualClock
) -> None:
    """One open question for a person in a chat; ended once, it is gone."""
    first = DialogRow(-100, 5, "order-count", {"offer": 7, "name": "Ключ"}, clock())
    second = DialogRow(-100, 5, "chat-timezone", {}, clock.advance(5))
    elsewhere = DialogRow(5, 5, "order-count", {"offer": 8}, clock.advance(5))
    async with database.write() as tx:
        for dialog in (first, second, elsewhere):
            await tx.dialogs.ask(dialog)
    async with database.write() as tx:
        assert await tx.dialogs.all() == (second, elsewhere)
        assert await tx.dialogs.get(-100, 5) == second
        assert await tx.dialogs.end(-100, 5)
        assert not await tx.dialogs.end(-100, 5)
        assert await tx.dialogs.get(-100, 5) is None
        assert await tx.dialogs.get(5, 5) == elsewhere


async def test_grants_and_switches_come_back_as_given(
    database: Database, clock: ManualClock
) -> None:
    """A second grant of the same says so; the latest switch counts; None takes it away."""
    grant = GrantRow(2**51, -(2**51), "support", 1, clock())
    async with database.write() as tx:
        assert await tx.grants.add(grant)
        assert not await tx.grants.add(grant)
        await tx.grants.switch(-100, "support", "orders.buy", True)
        await tx.grants.switch(-100, "support", "orders.buy", False)
    async with database.write() as tx:
        assert await tx.grants.all() == (grant,)
        assert [row.allowed for row in await tx.grants.switches()] == [False]
        await tx.grants.switch(-100, "support", "orders.buy", None)
        assert await tx.grants.switches() == ()
        assert await tx.grants.remove(grant.user_id, grant.chat_id, "support")
        assert not await tx.grants.remove(grant.user_id, grant.chat_id, "support")


async def test_moments_keep_their_instant_in_every_zone(
    database: Database, clock: ManualClock
) -> None:
    """A moment of another zone comes back as the same instant in UTC; a naive one is refused."""
    there = timezone(timedelta(hours=-3))
    async with database.write() as tx:
        await tx.users.note(5, "Ann", "Ann", clock().astimezone(there))
    async with database.read() as tx:
        user = await tx.users.get(5)
    assert user is not None
    assert user.seen_at == clock()
    assert user.seen_at.utcoffset() == timedelta(0)
    assert user.username == "ann"
    with pytest.raises(Exception, match="time zone"):
        async with database.write() as tx:
            await tx.users.note(6, "Bob", None, clock().replace(tzinfo=None))


async def test_noting_a_person_again_keeps_what_they_chose(
    database: Database, clock: ManualClock
) -> None:
    """Name and user name follow Telegram; language and start stay."""
    async with database.write() as tx:
        await tx.users.note(5, "Ann", "ann", clock())
        await tx.users.set_language(5, "pt-BR")
        await tx.users.start(5, clock())
        await tx.users.start(6, clock())
        started = clock()
        await tx.users.note(5, "Anna", None, clock.advance(60))
        await tx.users.start(5, clock())
    async with database.read() as tx:
        user = await tx.users.get(5)
        assert await tx.users.get(6) is None
        assert await tx.users.names([5, 6]) == {5: "Anna"}
        assert await tx.users.languages(10) == {5: "pt-BR"}
    assert user is not None
    assert (user.name, user.username, user.language) == ("Anna", None, "pt-BR")
    assert (user.started_at, user.seen_at) == (started, clock())


async def test_only_chats_that_chose_something_are_loaded(
    database: Database, clock: ManualClock
) -> None:
    """A thousand customers' private chats are not read at start."""
    async with database.write() as tx:
        for chat_id in range(1, 30):
            await tx.chats.note(chat_id, "private", "Ann")
        await tx.chats.set_up(-100, "group", "Desk", 1, clock())
        await tx.chats.set_timezone(7, "Europe/Berlin")
        await tx.chats.note(-100, "supergroup", "Renamed")
    async with database.read() as tx:
        chosen = {chat.id: chat for chat in await tx.chats.chosen()}
    assert set(chosen) == {-100, 7}
    assert (chosen[-100].title, chosen[-100].set_up_at) == ("Renamed", clock())
