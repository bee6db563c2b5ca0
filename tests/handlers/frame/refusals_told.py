"""What each refusal of the sandbox's Telegram must be read as, text by text."""

from handlers.frame.outgoing.refusals import Reason
from sandbox.telegram import refusals
from sandbox.telegram.refusals import Refusal

_OF_CHATS = {
    Reason.BLOCKED: ("bot was blocked by the user",),
    Reason.DEACTIVATED: ("user is deactivated", "USER_DELETED"),
    Reason.NOT_STARTED: (
        "bot can't initiate conversation with a user",
        "bot can't send messages to bots",
        "the bot can't send messages to the bot",
        "USER_BOT_INVALID",
    ),
    Reason.KICKED: (
        "bot was kicked from the group chat",
        "bot was kicked from the supergroup chat",
        "bot was kicked from the channel chat",
        "bot is not a member of the group chat",
        "bot is not a member of the supergroup chat",
        "bot is not a member of the channel chat",
        "CHANNEL_PRIVATE",
    ),
    Reason.DELETED: ("the group chat was deleted", "chat is deactivated"),
    Reason.NOT_FOUND: (
        "chat not found",
        "private chat not found",
        "PEER_ID_INVALID",
        "CHAT_ID_INVALID",
        "CHANNEL_INVALID",
    ),
    Reason.SILENCED: (
        "have no rights to send a message",
        "have no write access to the chat",
        "can't access the chat",
        "not enough rights to send text messages to the chat",
        "need administrator rights in the channel chat",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_RESTRICTED",
        "CHAT_ADMIN_REQUIRED",
        "CHAT_SEND_PLAIN_FORBIDDEN",
        "CHAT_GUEST_SEND_FORBIDDEN",
        "USER_BANNED_IN_CHANNEL",
        "PRIVACY_PREMIUM_REQUIRED",
        "ALLOW_PAYMENT_REQUIRED_10",
    ),
}
_OF_TOPICS = {
    Reason.UPGRADED: ("group chat was upgraded to a supergroup chat",),
    Reason.TOPIC_CLOSED: ("TOPIC_CLOSED",),
    Reason.TOPIC_GONE: (
        "message thread not found",
        "TOPIC_DELETED",
        "TOPIC_ID_INVALID",
        "unknown forum topic identifier specified",
        "invalid forum topic identifier specified",
        "the chat is not a forum",
        "the chat is not a supergroup forum",
        "chat doesn't have topics",
        "can't access the topic",
    ),
}


def _named(refusal: Refusal) -> str:
    return refusal.description.partition(": ")[2]


def _expected() -> dict[Refusal, Reason]:
    named = {
        text: reason
        for table in (_OF_CHATS, _OF_TOPICS)
        for reason, texts in table.items()
        for text in texts
    }
    told = {each: named[_named(each)] for each in (*refusals.CHAT, *refusals.MOVED)}
    assert len(told) == len(named)
    for reason, group in (
        (Reason.UNKNOWN, refusals.PASSING),
        (Reason.MESSAGE, refusals.MESSAGE),
        (Reason.CONTENT, refusals.CONTENT),
        (Reason.SAME, refusals.SAME),
        (Reason.LATE, refusals.LATE),
    ):
        told.update(dict.fromkeys(group, reason))
    told.update({each: Reason.TOO_MANY for each in refusals.PASSING if each.code == 429})
    return told


EXPECTED = _expected()
