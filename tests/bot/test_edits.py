"""Of several edits due to one message only the newest is sent, and none overtakes a newer one."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.types import Message

from bot.telegram.budget import Budget, Priority, Rates
from bot.telegram.errors import Superseded, Unconfirmed
from sandbox.telegram import Fault, Person, World
from tests.bot.fake_time import FakeTime

GROUP = -100200
CARD = (GROUP, 7)


def _paused() -> tuple[Budget, FakeTime]:
    """A budget whose group has to wait for thirty seconds."""
    time = FakeTime()
    budget = Budget(Rates.telegram(), clock=time, sleep=time.sleep)
    budget.pause(GROUP, 30)
    return budget, time


class Line:
    """Who waits for a turn, and who went."""

    def __init__(self) -> None:
        self.budget, self.time = _paused()
        self.went: list[str] = []

    def wait(
        self, name: str, priority: Priority = Priority.PERSON, card: tuple[int, int] | None = CARD
    ) -> asyncio.Task[None]:
        """Let one queue up."""

        async def go() -> None:
            async with self.budget.slot(GROUP, priority, card):
                self.went.append(name)

        return asyncio.create_task(go())

    async def end(self, seconds: float = 60) -> None:
        """Let the time pass."""
        await self.time.advance(seconds)
        await self.budget.close()


async def test_the_newest_edit_takes_the_place_of_the_one_that_waits() -> None:
    """It does not queue up anew behind what came in between; whoever waited is told."""
    line = Line()
    old = line.wait("old")
    await line.time.settle()
    other, new = line.wait("other", card=None), line.wait("new")
    await line.time.settle()
    assert line.budget.waiting == 2
    with pytest.raises(Superseded):
        await old
    await line.end()
    assert line.went == ["new", "other"]
    assert (other.done(), new.done(), line.budget.waits(CARD)) == (True, True, False)


async def test_a_persons_edit_goes_as_a_persons_whichever_it_replaces() -> None:
    """An alert's edit keeps the better place of a person's; a person's edit does not take an alert's."""
    line = Line()
    alert = line.wait("alert", Priority.ALERT)
    await line.time.settle()
    line.wait("card", Priority.PERSON)
    line.wait("other", Priority.PERSON, card=None)
    line.wait("progress", Priority.ALERT)
    await line.time.settle()
    assert line.budget.waiting == 2
    await line.end()
    assert line.went == ["progress", "other"]
    with pytest.raises(Superseded):
        await alert


async def test_who_was_replaced_and_is_cancelled_takes_nobody_out_of_the_line() -> None:
    """The place is the newer one's by then."""
    line = Line()
    old = line.wait("old")
    await line.time.settle()
    line.wait("new")
    old.cancel()
    await line.time.settle()
    assert line.budget.waiting == 1
    await line.end()
    assert line.went == ["new"]
    assert line.budget.waiting == 0


async def _card(bot: Bot, sam: Person) -> int:
    sent: Message = await bot.send_message(sam.id, "0")
    return sent.message_id


def _edits(world: World) -> list[str]:
    return [call.params["text"] for call in world.calls if call.method == "editMessageText"]


async def test_of_many_edits_at_once_the_first_and_the_newest_are_sent(
    bot: Bot, sam: Person, world: World
) -> None:
    """The first has left; of those that wait for its answer only the newest goes, and all are done."""
    card = await _card(bot, sam)
    results = await asyncio.gather(
        *(bot.edit_message_text(str(n), chat_id=sam.id, message_id=card) for n in range(1, 8))
    )
    assert _edits(world) == ["1", "7"]
    assert sam.private.last.text == "7"
    assert results[1:6] == [True] * 5


async def test_an_edit_waits_for_the_answer_of_the_one_before(
    bot: Bot, sam: Person, world: World
) -> None:
    """However long that takes: Telegram gets one at a time, and shows the newest."""
    card = await _card(bot, sam)
    world.faults.add("editMessageText", Fault.delay(0.3))
    first = asyncio.create_task(bot.edit_message_text("1", chat_id=sam.id, message_id=card))
    await asyncio.sleep(0)
    await bot.edit_message_text("2", chat_id=sam.id, message_id=card)
    assert first.done(), "the newer one went while the older had no answer"
    assert _edits(world) == ["1", "2"]
    assert sam.private.last.text == "2"


async def test_edits_of_other_messages_do_not_wait(bot: Bot, sam: Person, world: World) -> None:
    """Each message has a line of its own."""
    cards = [await _card(bot, sam) for _ in range(3)]
    for card in cards:
        await bot.edit_message_text(str(card), chat_id=sam.id, message_id=card)
    assert _edits(world) == [str(card) for card in cards]


async def test_where_the_newer_one_is_given_up_the_older_goes_after_all(
    bot: Bot, sam: Person, world: World
) -> None:
    """Its sender was cancelled before it left: what it stood for is not forgotten."""
    card = await _card(bot, sam)
    world.faults.add("editMessageText", Fault.delay(0.2))

    def edit(text: str) -> "asyncio.Task[Message | bool]":
        return asyncio.create_task(bot.edit_message_text(text, chat_id=sam.id, message_id=card))

    first, older = edit("1"), edit("2")
    await asyncio.sleep(0)
    newer = edit("3")
    await asyncio.sleep(0)
    newer.cancel()
    await asyncio.wait({first, older, newer})
    assert newer.cancelled()
    await older
    assert sam.private.last.text == "2"


async def test_the_older_does_not_go_where_the_newer_may_have_arrived(
    bot: Bot, sam: Person, world: World
) -> None:
    """To go after it would put the old words back: both are told that nobody knows."""
    card = await _card(bot, sam)
    lost = Fault.lost_after()
    world.faults.add("editMessageText", lost, times=None, when=lambda p: p["text"] == "3")
    edits = [
        asyncio.create_task(bot.edit_message_text(text, chat_id=sam.id, message_id=card))
        for text in ("1", "2", "3")
    ]
    _, older, newer = await asyncio.gather(*edits, return_exceptions=True)
    assert isinstance(newer, Unconfirmed)
    assert isinstance(older, Unconfirmed)
    assert sam.private.last.text == "3"
