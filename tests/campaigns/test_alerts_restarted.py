"""Many alerts are due while processes are stopped, started and killed at random: each is posted once.

All are due at one moment, ten minutes ago, so each chat is told once, late, and
the chats of the stand-in say how often. A digest may not be told twice: of one that was on the wire when
its process was killed nobody knows whether it arrived, and its chat reads that it may have missed one.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sender import MOST_UNSURE
from sandbox.telegram import Chat
from tests.campaigns.desk import KilledDesk
from tests.campaigns.length import LONG
from tests.campaigns.process import Keydesk
from tests.campaigns.test_two_processes import PATIENCE, SharedDesk
from tests.databases import PostgresServer
from tests.program import keydesk_anew

ALERTS = 200 if LONG else 40
RESTARTS = 10 if LONG else 2
SEED = 12
LATE = "made late"
"""What a digest says that was made up."""
MISSED = "did not say whether you have got this"
"""What a chat reads that may have missed one."""


@pytest.fixture
async def shared(tmp_path: Path, postgres_server: PostgresServer) -> AsyncIterator[SharedDesk]:
    """Two processes on one server."""
    desk = SharedDesk(tmp_path, await asyncio.to_thread(postgres_server.fresh))
    try:
        await desk.open()
        yield desk
        assert desk.world.complaints == []
    finally:
        await desk.close()


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[KilledDesk]:
    """One process on a file."""
    desk = KilledDesk(tmp_path, None)
    try:
        await desk.open()
        yield desk
        assert desk.world.complaints == []
    finally:
        await desk.close()


async def stopped(process: Keydesk) -> None:
    """Ask it to stop, and wait until it has."""
    process.terminate()
    await process.ended()


async def wished(desk: KilledDesk) -> list[Chat]:
    """A digest in each of so many chats, while nobody is there to post it."""
    due = datetime.now(UTC) - timedelta(minutes=10)
    line = f"{due.minute} {due.hour} * * *"
    chats = [desk.world.group(f"Chat {number}", [desk.olga]) for number in range(ALERTS)]
    made = due - timedelta(days=1)
    async with desk._services() as house, house.db.write() as tx:
        for chat in chats:
            wish = (chat.id, "digest", line, "UTC", None, None, desk.olga.id, made)
            await tx.schedules.add(*wish)
    return chats


def told(chats: list[Chat]) -> Counter[int]:
    """In how many chats the digest stands so many times."""
    return Counter(map(_digests, chats))


def unsure(chats: list[Chat]) -> int:
    """How many chats have no digest and read that they may have missed one."""
    return sum(not _digests(chat) and any(MISSED in text for text in _own(chat)) for chat in chats)


def heard_of_it(chat: Chat) -> bool:
    """Whether the digest stands there, or that one may have been missed."""
    return any(LATE in text or MISSED in text for text in _own(chat))


def _digests(chat: Chat) -> int:
    return sum(LATE in text for text in _own(chat))


def _own(chat: Chat) -> list[str]:
    return [each.text for each in chat.messages if each.sender is None]


async def until(desk: KilledDesk, condition: Callable[[], bool], chats: list[Chat]) -> None:
    """Wait for it; say what stands in the chats where it does not come."""
    try:
        await desk.world.until(condition, PATIENCE)
    except TimeoutError as error:
        raise AssertionError(f"{told(chats)}\n{desk.bot.log[-4000:]}") from error


@pytest.mark.postgres
@pytest.mark.timeout(400)
async def test_two_processes_that_are_restarted_post_each_alert_once(
    shared: SharedDesk, figure: Callable[[str], None]
) -> None:
    """Whichever makes a run, the other does not; what a stop gives back is posted by the next."""
    chance = random.Random(SEED)  # noqa: S311 - restarts, no secrets
    processes = [shared.bot, shared.other]
    for process in processes:
        await stopped(process)
    chats = await wished(shared)
    for process in processes:
        await process.start()
    for _ in range(RESTARTS):
        await asyncio.sleep(chance.uniform(0.3, 2.5))
        process = chance.choice(processes)
        await stopped(process)
        await process.start()
    await until(shared, lambda: told(chats)[0] == 0, chats)
    assert told(chats) == {1: ALERTS}
    figure(f"two processes, {RESTARTS} restarts: {ALERTS} alerts posted once each")


@pytest.mark.timeout(600)
async def test_a_process_that_is_killed_posts_no_alert_twice_and_loses_none_in_silence(
    alone: KilledDesk, figure: Callable[[str], None]
) -> None:
    """SIGKILL while they are posted, again and again; and no second process is let at the file."""
    chats = await killed_while_posting(alone, [alone.bot])
    second = await asyncio.to_thread(
        keydesk_anew, "run", cwd=alone.bot.data_dir, **alone.bot.settings
    )
    assert second.returncode != 0
    assert "Another Keydesk is at work on" in second.stderr
    figure(f"one process on a file, {RESTARTS} kills: {said(chats)}")


@pytest.mark.postgres
@pytest.mark.timeout(600)
async def test_two_processes_that_are_killed_post_no_alert_twice_and_lose_none_in_silence(
    shared: SharedDesk, figure: Callable[[str], None]
) -> None:
    """SIGKILL of one or the other; what it had claimed is taken by the other when its lease is over."""
    chats = await killed_while_posting(shared, [shared.bot, shared.other])
    figure(f"two processes on a server, {RESTARTS} kills: {said(chats)}")


async def killed_while_posting(desk: KilledDesk, processes: list[Keydesk]) -> list[Chat]:
    """Kill one of them whenever a few more are posted; each chat hears of its digest, none twice.

    A kill leaves nothing unsure but what was on the wire then.
    """
    chance = random.Random(SEED)  # noqa: S311 - restarts, no secrets
    for process in processes:
        await stopped(process)
    chats = await wished(desk)
    for process in processes:
        await process.start()
    for _ in range(RESTARTS):
        enough = sum(map(heard_of_it, chats)) + chance.randint(1, ALERTS // (RESTARTS + 2))
        await until(desk, lambda least=enough: sum(map(heard_of_it, chats)) >= least, chats)  # type: ignore[misc]
        await asyncio.sleep(chance.uniform(0, 0.1))
        process = chance.choice(processes)
        await process.kill()
        await process.start()
    await until(desk, lambda: all(map(heard_of_it, chats)), chats)
    counted = told(chats)
    assert set(counted) <= {0, 1}
    assert counted[0] == unsure(chats) <= RESTARTS * MOST_UNSURE
    return chats


def said(chats: list[Chat]) -> str:
    """What became of all."""
    counted = told(chats)
    return (
        f"{counted[1]} of {len(chats)} alerts posted once, none twice, none missed in silence, "
        f"{unsure(chats)} told that it may be missing"
    )
