"""What comes of a call that Telegram answers: done, refused, too fast, moved, unreachable."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)

from bot.telegram.budget import Priority, Rates
from bot.telegram.errors import Unreachable
from bot.telegram.priority import current_priority, priority
from handlers.frame.outgoing.refusals import Reason
from sandbox import telegram
from sandbox.telegram import Fault, Person, TelegramServer, World
from tests.bot.fake_time import JumpingTime
from tests.bot.sessions import Told, bot_at


async def test_texts_are_html_without_link_previews(bot: Bot, sam: Person, world: World) -> None:
    """Parse mode and previews need not be said at every call."""
    await bot.send_message(sam.id, "<b>hello</b> https://example.org")
    assert sam.private.last.text == "hello https://example.org"
    assert world.calls[-1].params["link_preview_options"] == {"is_disabled": True}


async def test_an_edit_that_changes_nothing_is_a_success(bot: Bot, sam: Person) -> None:
    """Telegram's "message is not modified" is what was wanted."""
    sent = await bot.send_message(sam.id, "hello")
    assert await bot.edit_message_text("hello", chat_id=sam.id, message_id=sent.message_id) is True


async def test_a_refused_request_is_raised_as_it_is(bot: Bot, sam: Person, told: Told) -> None:
    """A wrong request is neither repeated nor taken for a lost chat."""
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("hello", chat_id=sam.id, message_id=404)
    assert told.unreachable == []


async def test_a_send_refused_for_speed_is_repeated_after_the_pause(
    bot: Bot, sam: Person, world: World, time: JumpingTime
) -> None:
    """A 429 was not acted on: the message arrives once, after the time Telegram named."""
    world.faults.add("sendMessage", Fault.retry_after(7))
    before = time()
    await bot.send_message(sam.id, "hello")
    assert [m.text for m in sam.private.messages if m.sender is None] == ["hello"]
    assert 7 <= time() - before < 8


async def test_a_pause_longer_than_a_minute_is_told_and_not_waited_for(
    bot: Bot, sam: Person, world: World, time: JumpingTime
) -> None:
    """The outbox can plan; the next send is told the rest of the time without asking Telegram."""
    world.faults.add("sendMessage", Fault.retry_after(600))
    before = time()
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as refused:
            await bot.send_message(sam.id, "hello")
        assert 590 <= refused.value.retry_after <= 601
    assert time() - before < 1
    assert [call.method for call in world.calls] == ["sendMessage"]


async def test_only_telegram_lengthens_a_pause(
    bot: Bot, sam: Person, world: World, time: JumpingTime
) -> None:
    """However many are told of a pause without Telegram being asked: it ends when Telegram said."""
    others = [world.person(f"Person {number}") for number in range(3)]
    for person in others:
        person.starts()
    world.faults.add("sendMessage", Fault.retry_after(119), times=3)
    paused = [sam, *others[:2]]
    for person in paused:
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(person.id, "hello")
        time.calendar.advance(3)  # so that it is these chats, and not the bot, that were too fast
    for person in paused * 20:
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(person.id, "hello")
    await bot.send_message(others[2].id, "hello")
    time.calendar.advance(119)
    for person in paused:
        await bot.send_message(person.id, "hello again")
    assert time.slept == []


async def test_refusals_for_speed_do_not_go_on_for_ever(
    bot: Bot, sam: Person, world: World, time: JumpingTime
) -> None:
    """After a minute of waiting in all the sender is told."""
    world.faults.add("sendMessage", Fault.retry_after(25), times=None)
    before = time()
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(sam.id, "hello")
    assert time() - before <= 61


async def test_a_read_refused_for_speed_is_repeated_and_stops_nobody_else(
    bot: Bot, sam: Person, world: World, time: JumpingTime
) -> None:
    """A 429 on a method that costs no budget pauses only itself."""
    world.faults.add("getChat", Fault.retry_after(5))
    assert (await bot.get_chat(sam.id)).id == sam.id
    assert time.slept == [5]


async def test_a_group_that_became_a_supergroup_is_followed(
    bot: Bot, sam: Person, world: World, told: Told
) -> None:
    """The message arrives in the new chat, without a reply to what stayed in the old one."""
    old = world.group("Desk", members=[sam], kind="group")
    replied = sam.says("/stock", chat=old)
    new = old.upgrade()
    reply = ReplyParameters(message_id=replied.id)
    await bot.send_message(old.id, "hello", reply_parameters=reply)
    assert new.last.text == "hello"
    assert told.migrated == [(old.id, new.id)]


async def test_the_new_id_of_a_group_is_remembered(
    bot: Bot, sam: Person, world: World, told: Told
) -> None:
    """Later messages to the old id go straight to the new one, and it is told once."""
    old = world.group("Desk", members=[sam], kind="group")
    new = old.upgrade()
    for text in ("one", "two"):
        await bot.send_message(old.id, text)
    assert [m.text for m in new.messages if m.sender is None and m.text] == ["one", "two"]
    assert [call.params["chat_id"] for call in world.calls] == [old.id, new.id, new.id]
    assert told.migrated == [(old.id, new.id)]


async def test_a_move_that_could_not_be_kept_is_told_again(
    bot: Bot, sam: Person, world: World, told: Told
) -> None:
    """The message arrives all the same, and the next one gives the desk another chance."""
    told.fails = True
    old = world.group("Desk", members=[sam], kind="group")
    new = old.upgrade()
    for text in ("one", "two"):
        await bot.send_message(old.id, text)
    assert [m.text for m in new.messages if m.sender is None and m.text] == ["one", "two"]
    assert told.migrated == [(old.id, new.id)] * 2


@pytest.mark.parametrize("fails", [False, True])
async def test_a_person_who_blocked_the_bot_is_told_as_such(
    bot: Bot, sam: Person, told: Told, fails: bool
) -> None:
    """The desk hears of it, and the sender gets a typed error whether or not the desk kept it."""
    told.fails = fails
    sam.blocks_bot()
    with pytest.raises(Unreachable) as lost:
        await bot.send_message(sam.id, "hello")
    assert (lost.value.chat_id, lost.value.reason) == (sam.id, Reason.BLOCKED)
    assert told.unreachable == [(sam.id, Reason.BLOCKED)]


async def test_each_kind_of_unreachable_chat_is_told_apart(
    bot: Bot, world: World, sam: Person, told: Told
) -> None:
    """Never started, thrown out of a group, deleted account, a chat Telegram does not know."""
    stranger, colleague = world.person("Una Unknown"), world.person("Col League")
    world.group("Managers", members=[sam, colleague])
    group = world.group("Desk", members=[sam])
    group.remove_bot()
    deleted = world.person("Dee Leted")
    world.faults.add(
        "sendMessage",
        Fault.error(403, "Forbidden: user is deactivated"),
        when=lambda params: params["chat_id"] == deleted.id,
    )
    expected = {
        stranger.id: Reason.NOT_FOUND,
        colleague.id: Reason.NOT_STARTED,
        group.id: Reason.KICKED,
        deleted.id: Reason.DEACTIVATED,
    }
    for chat_id, reason in expected.items():
        with pytest.raises(Unreachable) as lost:
            await bot.send_message(chat_id, "hello")
        assert lost.value.reason is reason
    assert told.unreachable == list(expected.items())


async def test_looking_up_a_chat_that_is_not_there_is_an_ordinary_refusal(
    bot: Bot, told: Told
) -> None:
    """Only what could not be delivered makes a chat unreachable."""
    with pytest.raises(TelegramBadRequest):
        await bot.get_chat(424242)
    assert told.unreachable == []


async def test_an_answer_to_an_old_tap_is_told_as_not_shown(bot: Bot) -> None:
    """Whoever answers a tap that Telegram has forgotten can say it in another way."""
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query("404404404", text="Not yours")


async def test_an_answer_to_a_tap_that_was_lost_once_is_done(
    bot: Bot, sam: Person, world: World
) -> None:
    """The first try was shown and its answer lost: that the second is refused means nothing."""
    sam.starts()
    keys = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go")]]
    )
    await bot.send_message(sam.id, "Go?", reply_markup=keys)
    tap = sam.taps("Go")
    world.faults.add("answerCallbackQuery", Fault.lost_after())
    assert await bot.answer_callback_query(tap.id, text="Gone") is True
    assert (await tap.answered()).text == "Gone"


async def test_the_priority_is_a_persons_unless_said_otherwise() -> None:
    """``priority`` holds inside its block only."""
    assert current_priority() is Priority.PERSON
    with priority(Priority.ALERT):
        assert current_priority() is Priority.ALERT
    assert current_priority() is Priority.PERSON


async def test_sends_and_edits_stay_within_telegrams_limits(time: JumpingTime, told: Told) -> None:
    """A burst far above all limits is delivered whole and never answered with 429."""
    world = World(rates=telegram.Rates.telegram(), clock=time.calendar)
    people = [world.person(f"Person {number}") for number in range(60)]
    for person in people:
        person.starts()
    group = world.group("Desk", members=people[:1])
    server = TelegramServer(world)
    await server.start()
    url, rates = server.base_url, Rates.telegram()
    async with bot_at(url, world.token, told, time, time.sleep, rates=rates) as bot:

        async def card(chat_id: int, edits: int) -> None:
            sent = await bot.send_message(chat_id, "0")
            for number in range(edits):
                done = await bot.edit_message_text(
                    str(number + 1), chat_id=chat_id, message_id=sent.message_id
                )
                assert isinstance(done, Message)

        for person in people:
            await card(person.id, 2)
        for _ in range(10):
            await card(group.id, 3)
    assert [call.error for call in world.calls if not call.ok] == []
    assert len(world.calls) == 60 * 3 + 10 * 4
    assert [person.private.last.text for person in people] == ["2"] * 60
    await server.stop()


async def test_a_silenced_bot_is_told_apart_from_an_unknown_word(
    bot: Bot, world: World, sam: Person, told: Told
) -> None:
    """A chat that takes nothing from the bot is gone, whatever the status; an unknown 403 is not."""
    group = world.group("Desk", members=[sam])
    world.faults.add("sendMessage", Fault.error(400, "Bad Request: CHAT_WRITE_FORBIDDEN"))
    with pytest.raises(Unreachable) as lost:
        await bot.send_message(group.id, "hello")
    assert lost.value.reason is Reason.SILENCED
    world.faults.add("sendMessage", Fault.error(403, "Forbidden: not on Sundays"))
    with pytest.raises(TelegramForbiddenError, match="Sundays") as passing:
        await bot.send_message(group.id, "hello")
    assert not isinstance(passing.value, Unreachable)
    assert told.unreachable == [(group.id, Reason.SILENCED)]
