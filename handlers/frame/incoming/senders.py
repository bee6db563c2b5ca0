"""Who wrote a message: a person, or somebody who speaks in the name of a chat, or nobody.

Telegram names a user in each of these cases (Bot API: Message.from, sender_chat). A linked channel's
posts even come from one that is no bot.
"""

from aiogram.types import Message, User

from services.actor import NO_PERSONS


def is_person(user: User) -> bool:
    """Whether a user is somebody who can have a role: no bot, and none of Telegram's stand-ins."""
    return not user.is_bot and user.id not in NO_PERSONS


def person_of(message: Message) -> User | None:
    """The person who wrote it; None where a channel, a group or a bot did."""
    user = message.from_user
    if user is None or message.sender_chat is not None or message.is_automatic_forward:
        return None
    return user if is_person(user) else None


def spoken_for(message: Message) -> str | None:
    """The title of the group or channel in whose name somebody has written it.

    None for persons, bots, and the posts that Telegram forwards from a linked channel by itself.
    """
    chat = message.sender_chat
    if chat is None or message.is_automatic_forward:
        return None
    return chat.title or ""
