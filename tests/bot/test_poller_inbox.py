"""Between Telegram and a handler: nothing is confirmed that was not handled or is not in a row."""

from datetime import timedelta

from aiogram import Bot
from aiogram.types import Update
from cryptography.fernet import Fernet

from sandbox.telegram import Fault, Person, World
from services.inbox import Inbox
from services.vault import Vault
from storage.database import Database
from tests.bot.fake_time import JumpingTime
from tests.bot.polled import Desk, handled, killed, polling
from tests.databases import read_only

SECRET = Fernet.generate_key().decode()


def rows(database: Database, time: JumpingTime) -> Inbox:
    """The inbox of a process of its own."""
    return Inbox(database, time.calendar, Vault([SECRET]))


async def test_what_a_stop_cuts_off_or_never_began_is_handled_at_the_next_start(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, sqlite_database: Database
) -> None:
    """In the order in which it was said, once each, though Telegram was told that it was taken."""
    desk.hold.clear()
    async with polling(bot, desk, time, rows(sqlite_database, time), drain=0.01) as poller:
        sam.says("one")
        sam.says("two")
        await world.settled()
        await poller.stop()
    assert (desk.begun, desk.handled) == (["/start"], [])
    assert world.updates.pending == []
    next_desk = Desk()
    async with polling(bot, next_desk, time, rows(sqlite_database, time)) as poller:
        sam.says("three")
        await handled(world, poller)
    assert next_desk.handled == ["/start", "one", "two", "three"]
    last_desk = Desk()
    async with polling(bot, last_desk, time, rows(sqlite_database, time)) as poller:
        await handled(world, poller)
    assert last_desk.handled == []


async def test_what_a_kill_leaves_is_handled_at_the_next_start(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, sqlite_database: Database
) -> None:
    """Cut off in the middle, it begins anew; what had been handled, and was marked, does not."""
    inbox = rows(sqlite_database, time)
    async with killed(bot, desk, time, inbox) as poller:
        await handled(world, poller)
        await inbox.settle()
        desk.hold.clear()
        said = sam.says("again")
        await desk.until_begun(2)
    next_desk = Desk()
    world.repeat(said)  # Telegram may not have heard that it was taken
    async with polling(bot, next_desk, time, rows(sqlite_database, time)) as poller:
        await handled(world, poller)
    assert next_desk.handled == ["again"]


async def test_what_an_earlier_process_has_handled_is_not_handled_again(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, sqlite_database: Database
) -> None:
    """Telegram delivers once more what was not confirmed to it; the row knows its id."""
    async with polling(bot, desk, time, rows(sqlite_database, time)) as poller:
        said = sam.says("once")
        await handled(world, poller)
    world.repeat(said)
    sam.says("then")
    next_desk = Desk()
    async with polling(bot, next_desk, time, rows(sqlite_database, time)) as poller:
        await handled(world, poller)
    assert next_desk.handled == ["then"]


async def test_while_nothing_can_be_written_people_are_answered(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, sqlite_database: Database
) -> None:
    """What was handled is confirmed, though it is in no row; nobody asks Telegram in a busy loop."""
    async with polling(bot, desk, time, rows(sqlite_database, time)) as poller:
        await handled(world, poller)
        async with read_only(sqlite_database):
            for text in ("one", "two"):
                sam.says(text)
                await handled(world, poller)
        assert desk.handled == ["/start", "one", "two"]
        asked = [call for call in world.calls if call.method == "getUpdates"]
        assert len(asked) <= 12
        sam.says("three")
        await handled(world, poller)
    assert desk.handled == ["/start", "one", "two", "three"]


async def test_while_nothing_can_be_written_what_is_not_handled_is_not_confirmed(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, sqlite_database: Database
) -> None:
    """The next process gets it from Telegram; others are answered meanwhile, and not again after."""
    kim = world.person("Kim")
    desk.hold.clear()
    async with read_only(sqlite_database), killed(bot, desk, time, rows(sqlite_database, time)):
        await desk.until_begun(1)
        kim.says("kim")
        await desk.until_begun(2)
        assert [each.payload["text"] for each in world.updates.pending][:1] == ["/start"]
    next_desk = Desk()
    async with polling(bot, next_desk, time, rows(sqlite_database, time)) as poller:
        await handled(world, poller)
    assert sorted(next_desk.handled) == ["/start", "kim"]


async def test_what_could_not_be_written_at_first_is_in_a_row_later(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, sqlite_database: Database
) -> None:
    """Once the database takes writes again Telegram is told, though the handler is still at it."""
    desk.hold.clear()
    async with polling(bot, desk, time, rows(sqlite_database, time), drain=0.01) as poller:
        async with read_only(sqlite_database):
            await desk.until_begun(1)
        await world.settled()
        await poller.stop()
    next_desk = Desk()
    async with polling(bot, next_desk, time, rows(sqlite_database, time)) as poller:
        await handled(world, poller)
    assert next_desk.handled == ["/start"]


async def test_a_tap_that_lay_for_long_is_told_and_not_acted_on(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, sqlite_database: Database
) -> None:
    """After a quarter of an hour a button stands for nothing any more; words are still answered."""
    before = rows(sqlite_database, time)
    tap = {
        "id": "1",
        "from": {"id": sam.id, "is_bot": False, "first_name": "Sam"},
        "chat_instance": "1",
        "data": "order.confirm",
    }
    await before.take({1: {"update_id": 1, "callback_query": tap}})
    time.calendar.advance(timedelta(minutes=16).total_seconds())
    late: list[int] = []

    async def tell(update: Update) -> None:
        late.append(update.update_id)

    tapped: list[str] = []

    async def act(callback: object) -> None:
        tapped.append("acted")

    desk.dispatcher.callback_query.register(act)
    async with polling(bot, desk, time, rows(sqlite_database, time), on_late=tell) as poller:
        await handled(world, poller)
    assert (late, tapped, desk.handled) == ([1], [], ["/start"])


async def test_an_answer_without_updates_is_a_failure(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, inbox: Inbox
) -> None:
    """What Telegram sends then is asked for again after a pause, like any answer that makes no sense."""
    world.faults.add("getUpdates", Fault.wrong_types(), times=1)
    async with polling(bot, desk, time, inbox) as poller:
        await handled(world, poller)
    assert desk.handled == ["/start"]
    assert time.slept == [1]
