"""Parameters that several methods share."""

from sandbox.telegram.errors import bad_request
from sandbox.telegram.markup import inline_markup, reply_markup
from sandbox.telegram.params import (
    Fields,
    boolean,
    chat_ref,
    integer,
    json_array,
    json_object,
    parsed,
    string,
)

LINK_PREVIEW = json_object(
    "link preview options",
    {
        "is_disabled": bool,
        "url": str,
        "prefer_small_media": bool,
        "prefer_large_media": bool,
        "show_above_text": bool,
    },
)
REPLY = json_object(
    "reply parameters",
    {
        "message_id": int,
        "chat_id": (int, str),
        "allow_sending_without_reply": bool,
        "ephemeral_message_id": int,
        "quote": str,
        "quote_parse_mode": str,
        "quote_position": int,
    },
)


def rich_object(name: str, value: object) -> dict[str, object]:
    """An InputRichMessage; what is in it is looked through by ``sandbox.telegram.rich``."""
    found = parsed(value, name, "InputRichMessage")
    if not isinstance(found, dict):
        raise bad_request("object expected as InputRichMessage")
    return found


EPHEMERAL = json_object(
    "EphemeralMessageParameters",
    {
        "receiver_user_id": int,
        "callback_query_id": str,
        "replace_callback_query_message": bool,
    },
)
SEND: Fields = {
    "chat_id": chat_ref,
    "message_thread_id": integer,
    "parse_mode": string,
    "disable_notification": boolean,
    "protect_content": boolean,
    "reply_parameters": REPLY,
    "reply_to_message_id": integer,
    "allow_sending_without_reply": boolean,
    "reply_markup": reply_markup,
    "ephemeral_message_parameters": EPHEMERAL,
}
TEXT: Fields = {
    "text": string,
    "parse_mode": string,
    "entities": json_array("MessageEntity"),
    "link_preview_options": LINK_PREVIEW,
    "disable_web_page_preview": boolean,
}
RICH: Fields = {"rich_message": rich_object}
CAPTION: Fields = {
    "caption": string,
    "parse_mode": string,
    "caption_entities": json_array("MessageEntity"),
}
EDIT: Fields = {
    "chat_id": chat_ref,
    "message_id": integer,
    "reply_markup": inline_markup,
}
