"""Which message a message really answers."""

from aiogram import Bot
from aiogram.types import Message


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
