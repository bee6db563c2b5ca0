"""Which message a message really answers, and whom that asked something."""

from aiogram import Bot
from aiogram.types import Message

from handlers.frame.frame import Frame


def replied_to(message: Message | None) -> Message | None:
    """The message that was answered; None where none was.

    In a forum topic Telegram shows whatever answers nothing as an answer to the topic's creation
    (telegram-bot-api, Client.cpp: get_implicit_reply_to_message_id): its creator is not meant. All
    who read ``reply_to_message`` do it here.
    """
    replied = message.reply_to_message if message is not None else None
    if message is None or replied is None:
        return None
    begins_topic = message.is_topic_message and replied.message_id == message.message_thread_id
    return None if begins_topic or replied.forum_topic_created is not None else replied


def answers_us(message: Message, bot: Bot) -> bool:
    """Whether it replies to a message of the bot's."""
    replied = replied_to(message)
    return bool(replied and replied.from_user and replied.from_user.id == bot.id)


def may_answer(message: Message, bot: Bot, text: str) -> bool:
    """Whether it may be the answer to a question. Ordinary talk in a group is none."""
    if message.forward_origin is not None:
        return True
    if text.startswith("/"):
        return False
    private, in_topic = message.chat.type == "private", bool(message.is_topic_message)
    return private or in_topic or answers_us(message, bot)


def asked_by(frame: Frame, message: Message) -> int | None:
    """Who was asked something by the message of ours that was answered; None: nobody, or nobody knows.

    What another process has asked, or one before this, is seen by how it begins: it names the person.
    """
    replied = replied_to(message)
    if replied is None:
        return None
    known = frame.dialogs.was_asked_by(message.chat.id, replied.message_id)
    if known is not None:
        return known
    said, first = replied.text or "", next(iter(replied.entities or ()), None)
    if first is None or first.user is None:
        return None
    line, named = said.partition("\n")[0], first.extract_from(said)
    for language in frame.library.languages:
        t = frame.library.texts(language.code, "UTC")
        if line == t.plain("ask-person", person=named):
            return first.user.id
    return None
