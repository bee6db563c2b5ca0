"""Words that belong to a case: an answer to a message of ours about it, or what is written in its topic.

Ordinary talk in a group costs no statement: only what answers the bot, or stands in a forum topic, is looked
for.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from aiogram import Bot
from aiogram.types import Message

from handlers.frame.frame import Frame
from handlers.frame.incoming.replies import replied_to
from services.cases import Written
from storage.errors import TroubleError

OF_STAFF, OF_CUSTOMER = "case.said", "case.talk"
"""The answers that serve them."""
EDITS = "edits"
"""The fact that it is not said but changed."""
ASIDE = "//"
"""So begins in a case's topic what is meant for colleagues only."""


class CaseWords(NamedTuple):
    """By which answer they are served, with which facts."""

    question: str
    facts: Mapping[str, Any]


async def case_words(
    frame: Frame, bot: Bot, message: Message, person_id: int | None, text: str
) -> CaseWords | None:
    """Whether a message is said in a case; None: it is not. ``person_id`` None: in the name of a chat."""
    replied = replied_to(message)
    ours = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
    posts, chat_id = frame.services.case_posts, message.chat.id
    try:
        found = None
        if replied is not None and ours:
            found = await posts.about(chat_id, replied.message_id)
        elif message.is_topic_message and message.message_thread_id and not text.startswith(ASIDE):
            found = await posts.of_topic(chat_id, message.message_thread_id)
    except TroubleError:
        return None
    if found is None:
        return None
    theirs = chat_id == person_id == found.customer_id
    facts = {"case": found.id, "order": found.number}
    return CaseWords(OF_CUSTOMER if theirs else OF_STAFF, facts)


async def edited_words(
    frame: Frame, bot: Bot, message: Message, person_id: int
) -> CaseWords | None:
    """What somebody has said in a case by this message, which they have changed; None: it said nothing there.

    In a group only what could have been said in one is looked for, as above.
    """
    chat, replied = message.chat, replied_to(message)
    ours = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
    if chat.type != "private" and not ours and not message.is_topic_message:
        return None
    try:
        found = await frame.services.case_rewording.of(Written(chat.id, message.message_id))
    except TroubleError:
        return None
    if found is None or found.author_id != person_id:
        return None
    facts = {"case": found.case_id, "order": found.number, EDITS: True}
    return CaseWords(OF_CUSTOMER if found.from_customer else OF_STAFF, facts)
