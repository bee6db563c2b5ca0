"""Forum topics that the bot opens for something of its own, and closes at its end."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from handlers.frame.outgoing.notices import OwnTopic
from handlers.frame.outgoing.refusals import Reason, why
from handlers.words.lengths import cut, whole

log = structlog.get_logger(__name__)

MOST_IN_NAME = 128
"""Of a topic's name (Bot API: createForumTopic)."""


async def open_topic(bot: Bot, chat_id: int, topic: OwnTopic) -> int | None:
    """Open a topic and give its id (Bot API: createForumTopic).

    None: the chat is no forum, or the bot may not open topics there.
    Raises aiogram's TelegramAPIError where Telegram takes nothing now.
    """
    if chat_id > 0:
        return None
    try:
        if not (await bot.get_chat(chat_id)).is_forum:
            return None
        made = await bot.create_forum_topic(chat_id, cut(whole(topic.name), MOST_IN_NAME))
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        log.info("no topic of its own", chat=chat_id, problem=error.message)
        return None
    await topic.opened(made.message_thread_id)
    return made.message_thread_id


async def close_topic(bot: Bot, chat_id: int, thread: int) -> None:
    """Close a topic whose matter is over, where the bot may (Bot API: closeForumTopic).

    Raises aiogram's TelegramAPIError where Telegram takes nothing now.
    """
    try:
        await bot.close_forum_topic(chat_id, thread)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        if why(error) is not Reason.SAME:
            log.info("topic left open", chat=chat_id, thread=thread, problem=error.message)


async def reopen_topic(bot: Bot, chat_id: int, thread: int) -> bool:
    """Open a topic again that somebody has closed (Bot API: reopenForumTopic). False: the bot may not.

    Raises as above.
    """
    try:
        await bot.reopen_forum_topic(chat_id, thread)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        log.info("topic left closed", chat=chat_id, thread=thread, problem=error.message)
        return why(error) is Reason.SAME
    return True
