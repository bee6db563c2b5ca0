"""Keyboards: what reply_markup may hold, and Telegram's refusals."""

from collections.abc import Mapping
from typing import Any

from .buttons import Button, Keyboard
from .errors import Complaint, bad_request
from .html_tags import checked_link
from .params import check_fields, parsed

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
MAX_COPIED = 256

_STYLES = {"danger", "success", "primary"}
_BUTTON: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "style": str,
    "url": str,
    "callback_data": str,
    "copy_text": dict,
    "switch_inline_query": str,
    "switch_inline_query_current_chat": str,
    "switch_inline_query_chosen_chat": dict,
    "disabled": dict,
}
_CHOSEN_CHAT: Mapping[str, type | tuple[type, ...]] = {
    "query": str,
    "allow_user_chats": bool,
    "allow_bot_chats": bool,
    "allow_group_chats": bool,
    "allow_channel_chats": bool,
}
_KEYBOARD: Mapping[str, type | tuple[type, ...]] = {
    "keyboard": list,
    "is_persistent": bool,
    "resize_keyboard": bool,
    "one_time_keyboard": bool,
    "input_field_placeholder": str,
    "selective": bool,
}
_REQUEST_USERS: Mapping[str, type | tuple[type, ...]] = {
    "request_id": int,
    "user_is_bot": bool,
    "user_is_premium": bool,
    "max_quantity": int,
    "request_name": bool,
    "request_username": bool,
    "request_photo": bool,
}
_OTHER: Mapping[str, type | tuple[type, ...]] = {
    "remove_keyboard": bool,
    "force_reply": bool,
    "input_field_placeholder": str,
    "selective": bool,
}


def reply_markup(name: str, value: Any) -> Keyboard:
    """Any keyboard a message can be sent with."""
    found = _object(name, value)
    if "inline_keyboard" in found:
        return inline_markup(name, found)
    if "keyboard" in found:
        check_fields("ReplyKeyboardMarkup", found, _KEYBOARD)
        rows = found["keyboard"]
        return Keyboard(raw=found, replies=_reply_rows(rows), requests=_requests(rows))
    check_fields("reply markup", found, _OTHER)
    return Keyboard(raw=found)


def inline_markup(name: str, value: Any) -> Keyboard:
    """An inline keyboard, the only one a message can be edited to."""
    found = _object(name, value)
    check_fields("InlineKeyboardMarkup", found, {"inline_keyboard": list})
    rows = found.get("inline_keyboard", [])
    if not all(isinstance(row, list) for row in rows):
        text = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        raise bad_request(text)
    buttons = tuple(tuple(_button(item) for item in row) for row in rows if row)
    if sum(len(row) for row in buttons) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return Keyboard(buttons, {"inline_keyboard": [row for row in rows if row]} if buttons else {})


def _object(name: str, value: Any) -> dict[str, Any]:
    found = parsed(value, name, "reply keyboard markup")
    if not isinstance(found, dict):
        raise bad_request("object expected as reply markup")
    return found


def _reply_rows(rows: list[Any]) -> tuple[tuple[str, ...], ...]:
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    return tuple(tuple(_reply_label(item) for item in row) for row in rows)


def _reply_label(item: Any) -> str:
    if isinstance(item, dict):
        check_fields("KeyboardButton", item, {"text": str, "style": str, "request_users": dict})
        item = item.get("text")
    if not isinstance(item, str):
        raise bad_request(
            "can't parse keyboard button: KeyboardButton must be a String or an Object"
        )
    return item


def _requests(rows: list[Any]) -> dict[str, dict[str, Any]]:
    found = {}
    for item in (item for row in rows for item in row if isinstance(item, dict)):
        if "request_users" in item:
            check_fields("KeyboardButtonRequestUsers", item["request_users"], _REQUEST_USERS)
            if "request_id" not in item["request_users"]:
                raise bad_request("can't parse keyboard button: Can't find field \"request_id\"")
            found[item["text"]] = item["request_users"]
    return found


def _button(item: Any) -> Button:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(item, dict):
        raise bad_request(f"{prefix}InlineKeyboardButton must be an Object")
    check_fields("InlineKeyboardButton", item, _BUTTON)
    if "text" not in item:
        raise bad_request(f'{prefix}Can\'t find field "text"')
    label, style = item["text"], item.get("style")
    if not label.strip():
        raise Complaint("a button has no label")
    if style is not None and style not in _STYLES:
        raise bad_request(f"{prefix}Invalid button style specified")
    kinds = sorted(set(item) - {"text", "style"})
    if not kinds:
        raise bad_request(f"{prefix}Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise Complaint(f"button {label!r} is of several kinds: {kinds}")
    return _of_kind(label, style, kinds[0], item[kinds[0]])


def _of_kind(label: str, style: str | None, kind: str, value: Any) -> Button:
    if kind == "callback_data":
        if not 1 <= len(value.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(label, "callback", data=value, style=style)
    if kind == "url":
        if checked_link(value) is None:
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        return Button(label, "url", url=value, style=style)
    if kind == "copy_text":
        check_fields("CopyTextButton", value, {"text": str})
        if not 1 <= len(value.get("text", "")) <= MAX_COPIED:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return Button(label, "copy", copy=value["text"], style=style)
    if kind == "switch_inline_query_chosen_chat":
        check_fields("SwitchInlineQueryChosenChat", value, _CHOSEN_CHAT)
        if not any(allowed for name, allowed in value.items() if name.startswith("allow_")):
            raise bad_request("at least one chat type must be allowed")
        if any(value.get(f"allow_{each}_chats") for each in ("bot", "group", "channel")):
            raise Complaint("only chats with people can be chosen here")
        return Button(label, "switch", query=value.get("query", ""), style=style)
    return Button(label, "other", style=style)
