"""From text, parse_mode and entities to the text that is shown, within Telegram's limits."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .detect import with_automatic
from .entities import MAX_TEXT, Entity, FormattedText, in_order, utf16_length
from .errors import ApiError, Complaint, bad_request
from .html_parse import parse_html
from .html_tags import checked_link
from .params import Params, check_fields

if TYPE_CHECKING:
    from .world import World

MAX_CAPTION = 1024
MAX_SOURCE_BYTES = 1 << 15

_TYPES = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "blockquote",
        "expandable_blockquote",
        "date_time",
    ]
)
_AUTOMATIC = frozenset(
    ["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"]
)
_FIELDS: dict[str, type | tuple[type, ...]] = {
    "type": str,
    "offset": int,
    "length": int,
    "url": str,
    "user": dict,
    "language": str,
    "custom_emoji_id": str,
    "unix_time": int,
    "date_time_format": str,
}


_NEEDS = {
    "text_link": ("url",),
    "text_mention": ("user",),
    "custom_emoji": ("custom_emoji_id",),
    "date_time": ("unix_time",),
}


def message_text(world: "World", params: Params, *, too_long: str) -> FormattedText:
    """The ``text`` of a request; ApiError if it is empty, wrong or longer than 4096."""
    if not params.get("text"):
        raise bad_request("message text is empty")
    body = _formatted(world, params["text"], params, "entities")
    if not body.text:
        raise bad_request("text must be non-empty")
    return _limited(body, MAX_TEXT, too_long)


def caption(world: "World", params: Params, *, too_long: str) -> FormattedText:
    """The ``caption`` of a request, which may be empty; ApiError if longer than 1024."""
    body = _formatted(world, params.get("caption", ""), params, "caption_entities")
    return _limited(body, MAX_CAPTION, too_long)


def _limited(body: FormattedText, limit: int, too_long: str) -> FormattedText:
    if utf16_length(body.text) > limit:
        raise bad_request(too_long)
    return body


def _formatted(world: "World", text: str, params: Params, field: str) -> FormattedText:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_SOURCE_BYTES:
        raise bad_request("text is too long")
    mode = params.get("parse_mode", "").lower()
    if mode == "html":
        body = parse_html(text)
    elif mode in {"", "none"}:
        found = [_entity(item, utf16_length(text)) for item in params.get(field, [])]
        body = FormattedText(text, in_order(e for e in found if e is not None))
    elif mode in {"markdown", "markdownv2"}:
        raise Complaint("Markdown is not understood here, HTML is")
    else:
        raise bad_request("unsupported parse_mode")
    resolved = (_resolved(world, entity) for entity in body.entities)
    known = tuple(entity for entity in resolved if entity is not None)
    return with_automatic(FormattedText(body.text, known).trimmed())


def _resolved(world: "World", entity: Entity) -> Entity | None:
    """The entity with the user it mentions, if any; None where nobody has that id."""
    if entity.user_id is None:
        return entity
    user = world.person_by_id(entity.user_id)
    return None if user is None else replace(entity, user=user)


def _entity(item: Any, length: int) -> Entity | None:
    prefix = "can't parse MessageEntity: "
    if not isinstance(item, dict):
        raise bad_request(f"{prefix}expected an Object")
    check_fields("MessageEntity", item, _FIELDS)
    for field in ("offset", "length", "type"):
        if field not in item:
            raise bad_request(f'{prefix}Can\'t find field "{field}"')
    if item["type"] in _AUTOMATIC:
        return None
    if item["type"] not in _TYPES:
        raise bad_request(f"{prefix}Unsupported type specified")
    if item["offset"] < 0 or item["length"] <= 0 or item["offset"] + item["length"] > length:
        raise _misplaced(item)
    for field in _NEEDS.get(item["type"], ()):
        if field not in item:
            raise bad_request(f'{prefix}Can\'t find field "{field}"')
    if item["type"] == "text_link" and checked_link(item["url"]) is None:
        return None
    details = {k: v for k, v in item.items() if k not in {"type", "offset", "length", "user"}}
    user_id = item["user"].get("id") if "user" in item else None
    return Entity(item["type"], item["offset"], item["length"], user_id=user_id, **details)


def _misplaced(item: dict[str, Any]) -> ApiError:
    return Complaint(f"an entity lies outside the text: {item}")
