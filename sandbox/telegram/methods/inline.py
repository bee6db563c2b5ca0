"""answerInlineQuery."""

import re
from typing import TYPE_CHECKING, Any

from sandbox.telegram.buttons import Keyboard
from sandbox.telegram.errors import Complaint, bad_request
from sandbox.telegram.formatting import message_text
from sandbox.telegram.inline import InlineAnswer, InlineResult
from sandbox.telegram.markup import inline_markup
from sandbox.telegram.params import (
    Params,
    boolean,
    check_fields,
    integer,
    json_array,
    json_object,
    required,
    string,
)

from .fields import LINK_PREVIEW
from .registry import METHODS

if TYPE_CHECKING:
    from sandbox.telegram.world import World

MAX_RESULTS = 50
_USUAL_CACHE = 300
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ARTICLE = {
    "type": str,
    "id": str,
    "title": str,
    "description": str,
    "input_message_content": dict,
    "reply_markup": dict,
}
_CONTENT = {"message_text": str, "parse_mode": str, "link_preview_options": dict}


@METHODS.add(
    "answerInlineQuery",
    {
        "inline_query_id": string,
        "results": json_array("InlineQueryResult"),
        "cache_time": integer,
        "is_personal": boolean,
        "next_offset": string,
        "button": json_object("InlineQueryResultsButton", {"text": str, "start_parameter": str}),
    },
)
async def answer_inline_query(world: "World", params: Params) -> Any:
    """Answer once and in time; only articles of text are known here."""
    number, listed = required(params, "inline_query_id"), required(params, "results")
    if len(listed) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = tuple(_result(world, each) for each in listed)
    if len({each.id for each in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    above = params.get("button")
    if above is not None and not _START.fullmatch(above.get("start_parameter", "")):
        raise bad_request("START_PARAM_INVALID")
    button = (above["text"], above["start_parameter"]) if above else None
    kept, personal = params.get("cache_time", _USUAL_CACHE), params.get("is_personal", False)
    world.inline.answer(number, InlineAnswer(results, button), kept, is_personal=personal)
    return True


def _result(world: "World", item: Any) -> InlineResult:
    if not isinstance(item, dict) or item.get("type") != "article":
        raise Complaint("an inline result is no article")
    check_fields("InlineQueryResultArticle", item, _ARTICLE)
    content = item.get("input_message_content", {})
    check_fields("InputTextMessageContent", content, _CONTENT)
    if not 1 <= len(item.get("id", "").encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not item.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if "link_preview_options" in content:
        LINK_PREVIEW("link_preview_options", content["link_preview_options"])
    words = {"text": content.get("message_text", ""), "parse_mode": content.get("parse_mode")}
    said = {name: value for name, value in words.items() if value is not None}
    body = message_text(world, said, too_long="MESSAGE_TOO_LONG")
    markup = item.get("reply_markup")
    keyboard = inline_markup("reply_markup", markup) if markup else Keyboard()
    return InlineResult(item["id"], item["title"], item.get("description", ""), body, keyboard)
