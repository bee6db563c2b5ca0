"""What a notice was rendered to, brought to its chat: as a new message, or in place of an earlier one."""

from dataclasses import replace

from aiogram import Bot

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import EditOf
from handlers.frame.outgoing.own_topics import close_topic, open_topic
from handlers.frame.outgoing.posting import TopicGone
from handlers.frame.outgoing.sending import edit, pin, send
from handlers.words.texts import Texts


async def deliver(
    bot: Bot,
    chat_id: int,
    rendered: Card | EditOf,
    t: Texts,
    *,
    thread: int | None = None,
    look: str = "",
    topic_gone: TopicGone | None = None,
) -> int | None:
    """Send what a notice was rendered to, and give the id of the message that shows it now.

    None: it was for one message only, and that is gone.

    The rest is as in ``send``.
    """
    shown = await _deliver(
        *(bot, chat_id, rendered, t), thread=thread, look=look, topic_gone=topic_gone
    )
    if isinstance(rendered, EditOf) and rendered.closes is not None:
        await close_topic(bot, chat_id, rendered.closes)
    return shown


async def _deliver(
    bot: Bot,
    chat_id: int,
    rendered: Card | EditOf,
    t: Texts,
    *,
    thread: int | None,
    look: str,
    topic_gone: TopicGone | None,
) -> int | None:
    card = rendered if isinstance(rendered, Card) else rendered.card
    standing = rendered.message_id if isinstance(rendered, EditOf) else None
    if standing is not None and await edit(bot, chat_id, standing, card, t):
        if isinstance(rendered, EditOf) and rendered.pinned is not None:
            await pin(bot, chat_id, standing, pinned=rendered.pinned)
        if isinstance(rendered, EditOf) and rendered.shown is not None:
            await rendered.shown(standing)
        return standing
    if isinstance(rendered, EditOf) and rendered.only:
        return None
    if standing is not None:  # an edit makes no sound, nor does what takes its place
        card = replace(card, silent=True)
    if isinstance(rendered, EditOf) and rendered.topic is not None and standing is None:
        thread = await open_topic(bot, chat_id, rendered.topic) or thread
    reply_to = rendered.reply_to if isinstance(rendered, EditOf) else None
    message = await send(
        *(bot, chat_id, card, t),
        thread=thread,
        reply_to=reply_to,
        look=look,
        topic_gone=topic_gone,
        reopens=isinstance(rendered, EditOf) and rendered.reopens,
    )
    if isinstance(rendered, EditOf) and rendered.posted is not None:
        await rendered.posted(message.message_id)
    if isinstance(rendered, EditOf) and rendered.shown is not None:
        await rendered.shown(message.message_id)
    return message.message_id
