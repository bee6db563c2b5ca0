"""Scenes that many dialogues begin with.

One by which a dialogue ``begins`` is played once in a run of tests; the dialogue goes on from
there, as a Keydesk that was started again, and ``play.begun`` gives what the scene gave.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sandbox.telegram import Message
from tests.conversations.case_play import make_forum, report
from tests.conversations.play import Play


def begins(scene: Callable[[Play], Awaitable[Any]]) -> pytest.MarkDecorator:
    """Mark a dialogue: this was played before it."""
    return pytest.mark.begins.with_args(scene)


async def hand_over(play: Play, words: str = "gta v", count: int = 1) -> str:
    """Buy and send to Cara; gives the order's number."""
    number = play.order_number(await play.buy(words, count))
    await play.tap(play.town.sam, "Send to customer", play.desk)
    if count > 1:
        await play.tap(play.town.sam, f"All {count}", play.desk)
    await play.gives("@cara", play.desk)
    return number


async def one_bought(play: Play) -> Message:
    """Sam has bought a key of GTA V in the support chat; its order's card."""
    return await play.buy()


async def sent_to_cara(play: Play) -> str:
    """And sent it to Cara; the order's number."""
    return await hand_over(play)


async def reported(play: Play) -> tuple[str, Message]:
    """Who says that it was used already; the order's number, and the card of the case."""
    return await hand_over(play), await report(play)


async def reported_in_a_forum(play: Play) -> tuple[str, Message]:
    """The same where a case has a topic."""
    make_forum(play)
    return await reported(play)
