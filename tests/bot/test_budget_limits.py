"""Whatever is asked of the budget, Telegram never counts more than it allows, and all get through."""

import asyncio
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.budget import Priority, Rates
from tests.bot.senders import Crowd, crowd, most_within

CHATS = (1, 2, 3, -100, -200)


@dataclass(frozen=True)
class Ask:
    """Someone asks after ``pause``, and gives up ``patience`` seconds later (None: never)."""

    pause: float
    chat: int
    priority: Priority
    there: float
    back: float
    patience: float | None
    crowd_of: int


asks = st.builds(
    Ask,
    pause=st.sampled_from([0.0, 0.0, 0.01, 0.3, 1.0, 7.0]),
    chat=st.sampled_from(CHATS),
    priority=st.sampled_from(list(Priority)),
    there=st.floats(0, 2),
    back=st.floats(0, 2),
    patience=st.sampled_from([None, None, None, 0.0, 0.5, 5.0]),
    crowd_of=st.sampled_from([1, 1, 2, 5]),
)


async def _play(script: list[Ask], refusals: list[tuple[int, int]]) -> tuple[Crowd, list[bool]]:
    people = crowd()
    kept: list[tuple[Ask, asyncio.Task[None]]] = []
    left = list(refusals)
    for ask in script:
        await people.time.advance(ask.pause)
        for _ in range(ask.crowd_of):
            task = people.send(ask.chat, ask.priority, there=ask.there, back=ask.back)
            kept.append((ask, task))
            if ask.patience is not None:
                asyncio.get_running_loop()
                people.tasks.append(asyncio.create_task(_give_up(people, task, ask.patience)))
        if left:
            people.budget.pause(*left.pop())
    for _ in range(1600):
        if all(task.done() for _, task in kept):
            break
        await people.time.advance(5)
    return people, [task.done() for _, task in kept]


async def _give_up(people: Crowd, task: asyncio.Task[None], patience: float) -> None:
    if patience:
        await people.time.sleep(patience)
    task.cancel()


@settings(max_examples=60)
@given(st.lists(asks, max_size=60), st.lists(st.tuples(st.sampled_from(CHATS), st.integers(1, 9))))
def test_no_limit_is_exceeded_and_nobody_is_lost(
    script: list[Ask], refusals: list[tuple[int, int]]
) -> None:
    """30 in any second, 20 in any minute of a group, a chat's pace; and everybody ends."""

    async def play() -> None:
        people, done = await _play(script, refusals)
        assert all(done)
        assert people.budget.waiting == 0
        assert most_within([one.at for one in people.sent], 1.0) <= 30
        strangers = [one.at for one in people.sent if one.priority is Priority.STRANGER]
        assert most_within(strangers, 1.0) <= 3
        for chat in CHATS:
            times = people.times(chat)
            if chat < 0:
                assert most_within(times, 60.0) <= 20
            for first, at in enumerate(times):
                for last in range(first, len(times)):
                    assert last - first + 1 <= 3 + (times[last] - at) * 1.0 + 1e-6
        gave_up = sum(a.crowd_of for a in script if a.patience is not None)
        assert len(people.sent) >= sum(a.crowd_of for a in script) - gave_up
        await people.budget.close()

    asyncio.run(play())


@settings(max_examples=10)
@given(st.lists(st.tuples(st.floats(0, 0.3), st.floats(0, 0.3)), min_size=100, max_size=150))
def test_the_overall_limit_holds_however_long_requests_are_under_way(
    delays: list[tuple[float, float]],
) -> None:
    """Telegram may count a request at any moment between its leaving and its answer."""

    async def play() -> None:
        people = crowd(Rates.telegram())
        for chat, (there, back) in enumerate(delays):
            people.send(chat + 1, there=there, back=back)
        while not all(task.done() for task in people.tasks):
            await people.time.advance(0.5)
        assert most_within([one.at for one in people.sent], 1.0) <= 30

    asyncio.run(play())
