"""The conversations as one aiogram router: one observer a kind of update, each one coroutine.

aiogram asks handlers one after another and runs filters that are no coroutines in threads; with a
single observer and a look-up of our own, the hundredth command costs what the first does.
"""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, ChatMemberUpdated, InlineQuery, Message

from handlers.frame.frame import Frame
from handlers.frame.incoming.inline import InlineQueries
from handlers.frame.incoming.messages import Messages
from handlers.frame.incoming.taps import TAP_PATIENCE, Taps


def build_router(frame: Frame, tap_patience: float = TAP_PATIENCE) -> Router:
    """Put the router together: these are the kinds of updates that Telegram is asked for.

    Of edited messages keys are seen, and what is changed in a case is passed on; elsewhere what was said
    first counts. ``tap_patience``: seconds until a tap is answered without words.
    """
    router = Router(name="conversations")
    messages, taps = Messages(frame), Taps(frame, tap_patience)
    inline = InlineQueries(frame)

    async def on_message(message: Message, bot: Bot) -> None:
        await messages(message, bot)

    async def on_edit(message: Message, bot: Bot) -> None:
        await messages.edited(message, bot)

    async def on_tap(callback: CallbackQuery, bot: Bot) -> None:
        await taps(callback, bot)

    async def on_inline(query: InlineQuery, bot: Bot) -> None:
        await inline(query, bot)

    async def on_own_place(update: ChatMemberUpdated, bot: Bot) -> None:
        await frame.registry.events["my_chat_member"](frame, bot, update)

    async def on_somebodys_place(update: ChatMemberUpdated, bot: Bot) -> None:
        await frame.registry.events["chat_member"](frame, bot, update)

    router.message.register(on_message)
    router.edited_message.register(on_edit)
    router.callback_query.register(on_tap)
    router.inline_query.register(on_inline)
    router.my_chat_member.register(on_own_place)
    router.chat_member.register(on_somebodys_place)
    return router
