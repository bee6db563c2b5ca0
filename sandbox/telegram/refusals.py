"""The refusals that the Bot API server gives to sends, edits and deletes: codes and whole descriptions.

From the server's source: telegram-bot-api/Client.cpp (check_chat, check_chat_access, check_message,
check_message_topic, fail_query_with_error, fail_query_closing) and td (process_send_message_fail_error of
MessagesManager, can_send_message_content, MessageEntity, ReplyMarkup). Names in capitals come from Telegram's
own servers and are handed through, a 403 of theirs as 400 (core.telegram.org: messages.sendMessage,
messages.editMessage). ``World.refuses`` lays one on a chat.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """What stands in the answer. ``seconds``: to wait; ``upgraded``: with the new id of the group."""

    code: int
    description: str
    seconds: int = 0
    upgraded: bool = False


def _bad(*texts: str) -> tuple[Refusal, ...]:
    return tuple(Refusal(400, f"Bad Request: {text}") for text in texts)


def _forbidden(*texts: str) -> tuple[Refusal, ...]:
    return tuple(Refusal(403, f"Forbidden: {text}") for text in texts)


CHAT = (
    *_forbidden(
        "bot was blocked by the user",
        "user is deactivated",
        "bot can't initiate conversation with a user",
        "bot can't send messages to bots",
        "the bot can't send messages to the bot",
        "bot was kicked from the group chat",
        "bot was kicked from the supergroup chat",
        "bot was kicked from the channel chat",
        "bot is not a member of the group chat",
        "bot is not a member of the supergroup chat",
        "bot is not a member of the channel chat",
        "the group chat was deleted",
    ),
    *_bad(
        "chat not found",
        "private chat not found",
        "PEER_ID_INVALID",
        "CHAT_ID_INVALID",
        "CHANNEL_INVALID",
        "CHANNEL_PRIVATE",
        "USER_DELETED",
        "USER_BOT_INVALID",
        "chat is deactivated",
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
)
"""The chat takes nothing from this bot."""

MOVED = (
    Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", upgraded=True),
    *_bad(
        "message thread not found",
        "TOPIC_CLOSED",
        "TOPIC_DELETED",
        "TOPIC_ID_INVALID",
        "unknown forum topic identifier specified",
        "invalid forum topic identifier specified",
        "the chat is not a forum",
        "the chat is not a supergroup forum",
        "chat doesn't have topics",
        "can't access the topic",
    ),
)
"""The group lives under another id; the topic is closed, deleted, or there are none."""

PASSING = (
    Refusal(429, "Too Many Requests: retry after 7", seconds=7),
    Refusal(500, "Internal Server Error: sent message was immediately deleted"),
    Refusal(500, "Internal Server Error: restart"),
    Refusal(502, "Bad Gateway"),
    Refusal(504, "Gateway Timeout"),
    Refusal(401, "Unauthorized"),
    Refusal(409, "Conflict: terminated by other getUpdates request"),
    Refusal(421, "Misdirected Request: unallowed token specified"),
    *_forbidden("SOMETHING_OF_TOMORROW", "you are not entitled to that on Sundays"),
    *_bad("group send failed", "SOMETHING_OF_TOMORROW", "a reason that nobody has written down"),
)
"""Not now, or nobody knows why; two of them made up, as Telegram makes up new ones."""

MESSAGE = _bad(
    "message to edit not found",
    "message can't be edited",
    "MESSAGE_ID_INVALID",
    "MESSAGE_NOT_FOUND",
    "MESSAGE_AUTHOR_REQUIRED",
    "MESSAGE_EDIT_TIME_EXPIRED",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "message identifier is not specified",
    "message to be replied not found",
    "REPLY_MESSAGE_ID_INVALID",
    "QUOTE_TEXT_INVALID",
    "message to delete not found",
    "message can't be deleted",
    "message not found",
)
"""The message that is named is not there, or cannot be changed."""

CONTENT = (
    *_bad(
        "message is too long",
        "MESSAGE_TOO_LONG",
        "text is too long",
        "message caption is too long",
        "MEDIA_CAPTION_TOO_LONG",
        "message text is empty",
        "text must be non-empty",
        "MESSAGE_EMPTY",
        'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        'can\'t parse inline keyboard button: Field "text" must be of type String',
        "can't parse reply keyboard markup JSON object",
        "can't parse reply parameters JSON object",
        "unsupported parse_mode",
        "ENTITY_BOUNDS_INVALID",
        "ENTITY_TEXTURL_INVALID",
        "ENTITIES_TOO_LONG",
        "strings must be encoded in UTF-8",
        "BUTTON_DATA_INVALID",
        "BUTTON_URL_INVALID",
        "BUTTON_TYPE_INVALID",
        "BUTTON_COPY_TEXT_INVALID",
        "inline keyboard button URL 'x' is invalid: Wrong HTTP URL",
        "text buttons are unallowed in the inline keyboard",
        "reply markup is too long",
        "REPLY_MARKUP_INVALID",
        "object expected as reply markup",
        "wrong file identifier/HTTP URL specified",
        "wrong HTTP URL specified",
        "failed to get HTTP URL content",
        "file must be non-empty",
        "file is too big",
        "FILE_PART_0_MISSING",
        "there is no document in the request",
        "DOCUMENT_INVALID",
        "MEDIA_EMPTY",
        "not enough rights to send documents to the chat",
        "CHAT_SEND_DOCS_FORBIDDEN",
        "rich message must be non-empty",
        "rich text must be encoded in UTF-8",
        "invalid rich message file identifier specified",
        "block is not allowed",
        "table cell must be non-empty",
        "RICH_MESSAGE_EMAIL_INVALID",
        "RICH_VALIDATE_CTOR_NOT_ALLOWED",
        "not enough rights to send photos to the chat",
        "CHAT_SEND_PHOTOS_FORBIDDEN",
        "chat_id is empty",
        'parameter "message_id" is required',
    ),
    Refusal(413, "Request Entity Too Large"),
    Refusal(404, "Not Found: method not found"),
)
"""Text, buttons, file or parameters are not what Telegram takes."""

SAME = _bad(
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message",
    "TOPIC_NOT_MODIFIED",
)
LATE = _bad("query is too old and response timeout expired or query ID is invalid")

REFUSALS = (*CHAT, *MOVED, *PASSING, *MESSAGE, *CONTENT, *SAME, *LATE)
