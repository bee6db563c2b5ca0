"""Inline queries: asked in any chat, answered once, kept for whom the bot said, sent as one's own."""

from sandbox.telegram import Person, World
from tests.clock import ManualClock

from .caller import Caller

GIVEN = {
    "type": "article",
    "id": "1",
    "title": "A link",
    "input_message_content": {"message_text": "<b>Take</b> it", "parse_mode": "HTML"},
    "reply_markup": {
        "inline_keyboard": [[{"text": "Take", "url": "https://t.me/keydesk_bot?start=x"}]]
    },
}


async def test_a_result_is_a_message_of_who_chose_it(
    world: World, bot: Caller, sam: Person
) -> None:
    """The bot is told what was typed where; what is chosen stands in a chat it never sees."""
    cleo = world.person("Cleo Customer")
    chat = world.between(sam, cleo)
    asked = sam.asks_inline(" claim 1 ", chat)
    assert asked.update is not None
    told = asked.update.payload
    assert (told["query"], told["chat_type"], told["from"]["id"]) == ("claim 1", "private", sam.id)
    await bot.done("answerInlineQuery", inline_query_id=asked.id, results=[GIVEN], cache_time=0)
    said = sam.sends_result(asked, chat)
    assert (said.text, said.sender, said.via_bot, said.update) == ("Take it", sam, True, None)
    assert chat.messages == [said] and world.between(cleo, sam) is chat
    assert await bot.refused("answerInlineQuery", inline_query_id=asked.id, results=[])
    assert (await bot.done("getMe"))["supports_inline_queries"]


async def test_what_may_be_kept_is_shown_without_asking(
    world: World, bot: Caller, sam: Person, clock: ManualClock
) -> None:
    """For everybody unless it is personal, as long as it was said; 300 seconds where nothing was."""
    cleo = world.person("Cleo Customer")
    for personal, kept, again, by_other in (
        (False, None, False, False),
        (True, None, False, True),
        (True, 0, True, True),
    ):
        clock.advance(400)
        more = {} if kept is None else {"cache_time": kept}
        asked = sam.asks_inline("x", sam.private)
        assert asked.update is not None
        await bot.done(
            "answerInlineQuery",
            inline_query_id=asked.id,
            results=[GIVEN],
            is_personal=personal,
            **more,
        )
        assert (sam.asks_inline("x", sam.private).update is not None) is again
        assert (cleo.asks_inline("x", cleo.private).update is not None) is by_other


async def test_what_telegram_refuses(bot: Caller, sam: Person, clock: ManualClock) -> None:
    """Late answers, and results that say nothing or share an id."""
    asked = sam.asks_inline("x", sam.private)
    nothing = {**GIVEN, "input_message_content": {"message_text": ""}}
    for results in ([nothing], [GIVEN, GIVEN], [{**GIVEN, "title": ""}]):
        assert await bot.refused("answerInlineQuery", inline_query_id=asked.id, results=results)
    clock.advance(16)
    said = await bot.refused("answerInlineQuery", inline_query_id=asked.id, results=[GIVEN])
    assert "query is too old" in said
