"""How Telegram refuses, and what each refusal means: the one table of it.

Every refusal is of exactly one kind:

- *gone*: this chat cannot be written to (blocked, removed, deleted, never started, silenced). Nothing
  will arrive there until something changes.
- *moved*: what was named lives elsewhere: the group under another id, or the forum topic is closed or
  deleted while its chat is there.
- *passing*: it may go through later: too many requests, trouble on Telegram's side, and everything that
  is not known here.
- *ours*: this very request will never go through: its text, buttons or file are wrong, or the message
  it names is not there or cannot be changed.

The texts are those of the Bot API server: what it says by itself (telegram-bot-api/Client.cpp: check_chat,
check_chat_access, check_message, check_message_topic, fail_query_with_error), what its library says (td:
MessagesManager, MessageContent, MessageEntity, ReplyMarkup, ForumTopicManager, RichMessage, WebPageBlock),
and the names of errors that both hand through from Telegram's own servers (core.telegram.org:
messages.sendMessage, messages.editMessage). The server puts "Bad Request: " or "Forbidden: " in front and
makes the first letter small, so case and beginnings do not count here. A status says less than the text: the
server turns the 403 of an upper-case name into 400.
"""

from enum import StrEnum

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
)


class Kind(StrEnum):
    """What may be done about a refusal."""

    GONE = "gone"
    MOVED = "moved"
    PASSING = "passing"
    OURS = "ours"


class Reason(StrEnum):
    """Why it was refused. The words are stable: rows and logs hold them."""

    BLOCKED = "blocked"
    """Gone: the person blocked the bot."""
    DEACTIVATED = "deactivated"
    """Gone: the account is deleted."""
    NOT_STARTED = "not-started"
    """Gone: the person has never started the bot, or is a bot."""
    KICKED = "kicked"
    """Gone: the bot is no member of the group."""
    DELETED = "deleted"
    """Gone: the group is deleted."""
    NOT_FOUND = "not-found"
    """Gone: Telegram knows no such chat, or not for this bot."""
    SILENCED = "silenced"
    """Gone: the bot is there and may not write."""
    UPGRADED = "upgraded"
    """Moved: the group became a supergroup with another id."""
    TOPIC_CLOSED = "topic-closed"
    """Moved: the topic is closed; it may be opened again."""
    TOPIC_GONE = "topic-gone"
    """Moved: there is no such topic, or the chat has none any more."""
    TOO_MANY = "too-many"
    """Passing: too many requests."""
    UNKNOWN = "unknown"
    """Passing: trouble on Telegram's side, or nothing that is known here."""
    SAME = "same"
    """Ours: the message shows this already, or the topic is so already. No failure."""
    LATE = "late"
    """Ours: a tap is too old to be answered."""
    MESSAGE = "message"
    """Ours: the message that it names is not there, or cannot be changed."""
    CONTENT = "content"
    """Ours: text, buttons or file are not what Telegram takes."""

    @property
    def kind(self) -> Kind:
        """What may be done about it."""
        match self:
            case Reason.UPGRADED | Reason.TOPIC_CLOSED | Reason.TOPIC_GONE:
                return Kind.MOVED
            case Reason.TOO_MANY | Reason.UNKNOWN:
                return Kind.PASSING
            case Reason.SAME | Reason.LATE | Reason.MESSAGE | Reason.CONTENT:
                return Kind.OURS
        return Kind.GONE

    @property
    def is_topic(self) -> bool:
        """Whether only the forum topic refuses, and its chat may still take the message."""
        return self in (Reason.TOPIC_CLOSED, Reason.TOPIC_GONE)


def why(error: TelegramAPIError) -> Reason:
    """Read a refusal. An error that is none (no connection, a lost answer) reads as passing."""
    match error:
        case TelegramRetryAfter():
            return Reason.TOO_MANY
        case TelegramMigrateToChat():
            return Reason.UPGRADED
        case TelegramEntityTooLarge():
            return Reason.CONTENT
        case TelegramBadRequest() | TelegramForbiddenError() | TelegramNotFound():
            return reason_of(error.message)
    return Reason.UNKNOWN


def reason_of(description: str) -> Reason:
    """Read Telegram's description of a refusal."""
    text = description.lower()
    return next((reason for part, reason in _TABLE if part in text), Reason.UNKNOWN)


def is_gone(error: TelegramAPIError) -> bool:
    """Whether what was to be deleted is not there (any more)."""
    gone = ("message to delete not found", "message_id_invalid")
    return any(part in error.message.lower() for part in gone)


# The first that is found in the text counts: what is special stands before what is general.
_TEXTS: tuple[tuple[Reason, tuple[str, ...]], ...] = (
    (Reason.UPGRADED, ("group chat was upgraded",)),
    (Reason.SAME, ("message is not modified", "message_not_modified", "topic_not_modified")),
    (Reason.LATE, ("query is too old", "query_id_invalid")),
    (Reason.TOPIC_CLOSED, ("topic_closed", "topic is closed")),
    (
        Reason.TOPIC_GONE,
        (
            "message thread not found",
            "topic_deleted",
            "topic_id_invalid",
            "forum topic identifier specified",
            "can't access the topic",
            "chat is not a forum",
            "chat is not a supergroup forum",
            "chat doesn't have topics",
            "no message threads in the chat",
            "chat can't have message threads",
            "in general topic",
        ),
    ),
    (Reason.BLOCKED, ("bot was blocked by the user", "user_is_blocked")),
    (Reason.DEACTIVATED, ("user is deactivated", "input_user_deactivated", "user_deleted")),
    (
        Reason.NOT_STARTED,
        (
            "can't initiate conversation",
            "can't send messages to bots",
            "can't send messages to the bot",
            "user_bot_invalid",
            "user_is_bot",
        ),
    ),
    (
        Reason.KICKED,
        ("bot was kicked from", "bot is not a member", "channel_private", "user_not_participant"),
    ),
    (Reason.DELETED, ("group chat was deleted", "chat is deactivated", "chat_deactivated")),
    (
        Reason.NOT_FOUND,
        ("chat not found", "peer_id_invalid", "chat_id_invalid", "channel_invalid"),
    ),
    (
        Reason.SILENCED,
        (
            "have no write access to the chat",
            "have no rights to send a message",
            "not enough rights to send text messages",
            "need administrator rights in the channel chat",
            "can't access the chat",
            "chat is not accessible",
            "chat_write_forbidden",
            "chat_restricted",
            "chat_send_plain_forbidden",
            "chat_guest_send_forbidden",
            "chat_admin_required",
            "user_banned_in_channel",
            "user_restricted",
            "privacy_premium_required",
            "allow_payment_required",
        ),
    ),
    (
        Reason.MESSAGE,
        (
            "message to edit not found",
            "message to delete not found",
            "message to be replied not found",
            "message to reply not found",
            "message not found",
            "message can't be edited",
            "message can't be deleted",
            "message identifier is not specified",
            "message_id_invalid",
            "message_not_found",
            "message_edit_time_expired",
            "message_author_required",
            "message_delete_forbidden",
            "reply_message_id_invalid",
            "quote_text_invalid",
            "no text in the message to edit",
            "no caption in the message to edit",
            "user not found",
            "user_id_invalid",
            "member not found",
            "member list is inaccessible",
            "participant_id_invalid",
        ),
    ),
    (
        Reason.CONTENT,
        (
            "is too long",
            "too_long",
            "is too big",
            "too large",
            "text is empty",
            "text must be non-empty",
            "message_empty",
            "chat_id is empty",
            "can't parse",
            "parse_mode",
            "must be encoded in utf-8",
            "entity_",
            "entities_",
            "custom emoji identifier",
            "button",
            "reply markup",
            "reply_markup",
            "inline keyboard",
            "expected an",
            "must be an",
            "must be a",
            "must be of type",
            "is required",
            "isn't specified",
            "wrong parameter",
            "not enough rights to send",
            "chat_send_docs_forbidden",
            "file must be non-empty",
            "file identifier",
            "file_id",
            "file not found",
            "file_part",
            "no document in the request",
            "document_invalid",
            "media_empty",
            "failed to upload file",
            "can't upload file",
            "http url",
            "web page content",
            "can't use the media",
            "method not found",
            "rich_",
            "rich message",
            "rich text",
            "block is not allowed",
            "block must be",
            "table cell",
            "section heading",
            "chat_send_photos_forbidden",
            "chat_send_media_forbidden",
            "no photo in the request",
            "photo_invalid",
        ),
    ),
)
_TABLE = tuple((part, reason) for reason, parts in _TEXTS for part in parts)
