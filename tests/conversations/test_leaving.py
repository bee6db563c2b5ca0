"""Keys that were read for an answer do not leave once they are being taken back, however long it waited."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Chat
from services.actor import Actor
from services.orders.door import REVERSE
from tests.conversations.play import Play
from tests.services.orders_made import let_in

NAME = "Razer Gold 100 BRL"
MANY = 11
"""Keys of an order: they have two pages, and are offered as a file."""
TAKEN_BACK = (
    "{number} is being taken back by the shop just now, so nothing of it can be handed out. "
    "Please look again in a few minutes."
)


async def _bought(play: Play) -> str:
    olga = Actor(play.town.olga.id, play.desk.id, play.town.olga.name)
    await play.stage.app.house.services.catalog.add(olga, NAME, "hype", "2303", "BRL")
    return play.order_number(await play.buy(NAME, MANY))


async def _given(play: Play) -> str:
    number = await _bought(play)
    await play.tap(play.town.sam, "Send to customer", play.desk)
    await play.tap(play.town.sam, f"All {MANY}", play.desk)
    await play.gives("@cara", play.desk)
    return number


def _fill(play: Play, chat: Chat) -> None:
    """Let nothing go to the chat, as after a 429: what is said there waits for its turn."""
    play.stage.app.budget.pause(chat.id, 55)


async def _waits(play: Play) -> None:
    """The answer is made, and waits for its turn."""
    async with asyncio.timeout(30):
        while not play.stage.app.budget.waiting:  # noqa: ASYNC110 - what it waits for comes by a socket
            await asyncio.sleep(0.005)


async def _reverse(play: Play, number: str) -> None:
    max_ = Actor(play.town.max.id, play.desk.id, play.town.max.name)
    await play.stage.app.house.services.reversals.reverse(let_in(max_, number, REVERSE))


async def _turn_comes(play: Play) -> None:
    """The pause is over; the next word anywhere lets the budget see that."""
    play.clock.forward_to(play.clock() + timedelta(minutes=1))
    play.town.carl.says("/whoami")
    await play.stage.quiet()


async def _by_command(play: Play) -> str:
    number = await _given(play)
    _fill(play, play.town.cara.private)
    play.town.cara.says(f"/key {number}")
    return number


async def _from_the_list(play: Play) -> str:
    number = await _given(play)
    await play.say(play.town.cara, "/mykeys")
    _fill(play, play.town.cara.private)
    play.press(play.town.cara, f"🔑 {NAME}")
    return number


async def _next_page(play: Play) -> str:
    number = await _given(play)
    _fill(play, play.town.cara.private)
    play.press(play.town.cara, "Next")
    return number


async def _as_a_file(play: Play) -> str:
    number = await _given(play)
    _fill(play, play.town.cara.private)
    play.press(play.town.cara, "All as a file")
    return number


async def _by_a_link(play: Play) -> str:
    number = await _bought(play)
    await play.tap(play.town.sam, "Claim link", play.desk)
    await play.tap(play.town.sam, f"All {MANY} in one link", play.desk)
    play.town.sam.taps("Copy link")
    _fill(play, play.town.cara.private)
    play.town.cara.starts((play.town.sam.clipboard or "").partition("?start=")[2])
    return number


async def _shown_to_staff(play: Play) -> str:
    number = await _bought(play)
    _fill(play, play.town.sam.private)
    play.press(play.town.sam, "Show to me", play.desk)
    return number


WAYS: dict[str, Callable[[Play], Awaitable[str]]] = {
    "/key": _by_command,
    "/mykeys": _from_the_list,
    "another page": _next_page,
    "a file": _as_a_file,
    "a claim link": _by_a_link,
    "Show to me": _shown_to_staff,
}


@pytest.mark.parametrize("way", WAYS)
async def test_an_answer_with_keys_is_asked_about_once_more_as_it_leaves(
    play: Play, way: str
) -> None:
    """Made while all was well, it waits for its turn; Reverse comes in between: words instead of keys."""
    town = play.town
    town.hype.faults.add("reverse_transaction", Fault.lost_before(), times=None)
    number = await WAYS[way](play)
    await _waits(play)
    before = _with_keys(play)
    await _reverse(play, number)
    await _turn_comes(play)
    assert _with_keys(play) == before
    where = play.desk if way == "Show to me" else town.cara.private
    assert TAKEN_BACK.format(number=number) in [each.text for each in where.messages]


async def test_a_notice_with_keys_is_made_anew_with_those_that_are_left(play: Play) -> None:
    """It waits for its turn while all its keys but one are taken back: that one comes, and no other."""
    town = play.town
    number = await _bought(play)
    await play.tap(town.sam, "Send to customer", play.desk)
    await play.tap(town.sam, f"All {MANY}", play.desk)
    await play.answer(town.sam, "@cara", play.desk)
    _fill(play, town.cara.private)
    play.press(town.sam, "Confirm", play.desk)
    await _waits(play)
    stays = town.hype.pins[3]
    town.hype.redeem(stays.transaction_id)
    await _reverse(play, number)
    await play.stage.app.house.worker.idle()
    assert len(town.hype.reversals) == MANY - 1
    await _turn_comes(play)
    assert [pin for pin in town.hype.pins if play.showing(pin.key)] == [stays]


async def test_an_answer_with_keys_of_which_some_are_gone_says_so(play: Play) -> None:
    """It shows none, and asks for another try, which shows those that are left."""
    town = play.town
    number = await _given(play)
    before = _with_keys(play)
    _fill(play, town.cara.private)
    town.cara.says(f"/key {number}")
    await _waits(play)
    town.hype.redeem(town.hype.pins[0].transaction_id)
    await _reverse(play, number)
    await play.stage.app.house.worker.idle()
    await _turn_comes(play)
    assert _with_keys(play) == before
    words = f"Some keys of {number} were taken back while my answer waited to be sent."
    assert any(each.text.startswith(words) for each in town.cara.private.messages)
    shown = await play.say(town.cara, f"/key {number}")
    assert play.spoilers(shown) == [town.hype.pins[0].key]


def _with_keys(play: Play) -> list[tuple[int, str]]:
    """What private chats show of keys, files among it."""
    keys = play.sold()
    return [
        (each.id, each.text)
        for person in (play.town.cara, play.town.sam)
        for each in person.private.messages
        if each.sender is None and (each.document or any(key in each.text for key in keys))
    ]
