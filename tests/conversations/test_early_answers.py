"""A tap whose step takes long is answered early, without words."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery, EditMessageText, TelegramMethod
from aiogram.types import CallbackQuery, Chat, Message, User

from bot.demo.stage import Stage
from handlers.frame.callback import pack
from handlers.frame.incoming.taps import Taps

ANSWER, EDIT = AnswerCallbackQuery.__name__, EditMessageText.__name__


class Line(BaseSession):
    """A line to Telegram on which every request waits until it is let through."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.open: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.arrived: list[str] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - its contract
    ) -> Any:
        """Wait, then arrive."""
        name = type(method).__name__
        self.asked[name].set()
        await self.open[name].wait()
        self.arrived.append(name)
        return True

    async def close(self) -> None:
        """There is nothing to close."""

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """There is nothing to read."""
        yield b""


async def test_an_early_answer_on_its_way_is_not_broken_off_by_the_end_of_the_step(
    stage: Stage,
) -> None:
    """The step ends while the answer is still under way: it arrives all the same, and once."""
    town, line = stage.town, Line()
    group = Chat(id=town.support_desk.id, type="supergroup", title="Support desk")
    tap = CallbackQuery(
        id="1",
        from_user=User(id=town.sam.id, is_bot=False, first_name="Sam"),
        chat_instance="1",
        message=Message(message_id=1, date=datetime.now(UTC), chat=group),
        data=pack("stock.page", town.sam.id, 0),
    )
    taking = asyncio.create_task(
        Taps(stage.app.frame, patience=0.05)(tap, Bot(town.world.token, session=line))
    )
    await line.asked[EDIT].wait()
    await line.asked[ANSWER].wait()
    line.open[EDIT].set()
    await asyncio.wait([taking], timeout=0.2)  # the step is over, or will be; both must do
    line.open[ANSWER].set()
    await taking
    assert line.arrived == [EDIT, ANSWER]
