"""Buttons: what each kind does when it is pressed, and the bot's answer."""

import asyncio

import pytest

from sandbox.telegram import Answer, Person, World
from tests.clock import ManualClock

from .caller import Caller

STALE = "Bad Request: query is too old and response timeout expired or query ID is invalid"
ROW = [
    {"text": "Buy", "callback_data": "buy:1"},
    {"text": "Copy key", "copy_text": {"text": "AAAA-BBBB"}},
    {"text": "Site", "url": "https://example.com/x"},
    {"text": "Claim", "url": "https://t.me/keydesk_bot?start=tok_1"},
]


@pytest.fixture
async def card(bot: Caller, sam: Person) -> dict[str, object]:
    """A message with a button of each kind."""
    markup = {"inline_keyboard": [ROW]}
    sent: dict[str, object] = await bot.done(
        "sendMessage", chat_id=sam.id, text="card", reply_markup=markup
    )
    return sent


async def test_a_tap_waits_for_its_answer(
    world: World, bot: Caller, sam: Person, card: dict[str, object]
) -> None:
    """The answer the bot gives is the one the person sees."""
    tap = sam.taps("Buy")
    assert tap.update is not None and tap.answer is None
    query = tap.update.payload
    assert query["data"] == "buy:1" and query["from"]["id"] == sam.id
    assert query["message"]["message_id"] == card["message_id"]
    waiting = asyncio.create_task(tap.answered())
    await bot.done("answerCallbackQuery", callback_query_id=tap.id, text="Bought", show_alert=True)
    assert await waiting == Answer("Bought", show_alert=True)


async def test_a_tap_is_answered_once(bot: Caller, sam: Person, card: dict[str, object]) -> None:
    """The second answer is refused."""
    tap = sam.taps("Buy")
    await bot.done("answerCallbackQuery", callback_query_id=tap.id)
    assert await bot.refused("answerCallbackQuery", callback_query_id=tap.id) == STALE


async def test_an_answer_comes_in_time_or_not_at_all(
    bot: Caller, sam: Person, card: dict[str, object], clock: ManualClock
) -> None:
    """Fifteen seconds are in time, more are not; unknown queries never are."""
    early, late = sam.taps("Buy"), sam.taps("Buy")
    clock.advance(15)
    await bot.done("answerCallbackQuery", callback_query_id=early.id)
    clock.advance(0.1)
    assert await bot.refused("answerCallbackQuery", callback_query_id=late.id) == STALE
    assert await bot.refused("answerCallbackQuery", callback_query_id="1") == STALE


async def test_an_answer_is_at_most_200_long(
    bot: Caller, sam: Person, card: dict[str, object]
) -> None:
    """A longer one is refused, and the tap can still be answered."""
    tap = sam.taps("Buy")
    long = await bot.refused("answerCallbackQuery", callback_query_id=tap.id, text="x" * 201)
    assert long == "Bad Request: MESSAGE_TOO_LONG"
    await bot.done("answerCallbackQuery", callback_query_id=tap.id, text="x" * 200)


async def test_an_answer_opens_only_links_that_start_the_bot(
    bot: Caller, sam: Person, card: dict[str, object]
) -> None:
    """Other addresses are refused, whatever they look like."""
    tap = sam.taps("Buy")
    for url in ("https://example.com", "https://[", "https://t.me/other_bot?start=1"):
        refused = await bot.refused("answerCallbackQuery", callback_query_id=tap.id, url=url)
        assert refused == "Bad Request: URL_INVALID"
    link = "tg://resolve?domain=keydesk_bot&start=1"
    await bot.done("answerCallbackQuery", callback_query_id=tap.id, url=link)
    assert (await tap.answered()).url == link


async def test_no_answer_is_a_timeout_that_says_what_the_chat_shows(
    sam: Person, card: dict[str, object]
) -> None:
    """The error names the chat's messages."""
    with pytest.raises(TimeoutError, match="card"):
        await sam.taps("Buy").answered(timeout=0.01)


async def test_other_buttons_do_not_reach_the_bot(
    world: World, sam: Person, card: dict[str, object]
) -> None:
    """Copying fills the clipboard, a link gives its address, a start link starts."""
    before = len(world.updates.pending)
    assert sam.taps("Copy key").copied == sam.clipboard == "AAAA-BBBB"
    assert sam.taps("Site").url == "https://example.com/x"
    assert len(world.updates.pending) == before
    said = sam.taps("Claim").said
    assert said is not None and said.text == "/start tok_1"


async def test_a_missing_button_is_an_error_that_shows_the_chat(
    sam: Person, card: dict[str, object]
) -> None:
    """A label nobody sees cannot be pressed."""
    with pytest.raises(LookupError, match=r"(?s)no button 'Sell'.*card"):
        sam.taps("Sell")


async def test_the_newest_message_with_the_label_is_pressed(bot: Caller, sam: Person) -> None:
    """Of two cards the lower one is meant, unless one is named."""
    cards = []
    for n in (1, 2):
        markup = {"inline_keyboard": [[{"text": "Buy", "callback_data": f"buy:{n}"}]]}
        await bot.done("sendMessage", chat_id=sam.id, text=f"card {n}", reply_markup=markup)
        cards.append(sam.private.last)
    newest, named = sam.taps("Buy"), sam.taps("Buy", message=cards[0])
    assert newest.update is not None and named.update is not None
    assert (newest.update.payload["data"], named.update.payload["data"]) == ("buy:2", "buy:1")


async def test_a_reply_keyboard_says_its_label(bot: Caller, sam: Person) -> None:
    """Pressing it sends the text."""
    markup = {"keyboard": [["Yes"], [{"text": "No"}]]}
    await bot.done("sendMessage", chat_id=sam.id, text="Sure?", reply_markup=markup)
    said = sam.taps("No").said
    assert said is not None and said.text == "No" and said.update is not None


async def test_an_odd_client_can_send_any_data(sam: Person, card: dict[str, object]) -> None:
    """Forged data reaches the bot as a callback query."""
    tap = sam.forges("approve:999", sam.private.last)
    assert tap.update is not None and tap.update.payload["data"] == "approve:999"
