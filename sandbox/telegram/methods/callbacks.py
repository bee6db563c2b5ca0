"""answerCallbackQuery."""

from typing import TYPE_CHECKING, Any

from sandbox.telegram.callbacks import Answer
from sandbox.telegram.entities import utf16_length
from sandbox.telegram.errors import bad_request
from sandbox.telegram.links import start_payload
from sandbox.telegram.params import Params, boolean, integer, required, string

from .registry import METHODS

if TYPE_CHECKING:
    from sandbox.telegram.world import World

MAX_ANSWER = 200


@METHODS.add(
    "answerCallbackQuery",
    {
        "callback_query_id": string,
        "text": string,
        "show_alert": boolean,
        "url": string,
        "cache_time": integer,
    },
)
async def answer_callback_query(world: "World", params: Params) -> Any:
    """Answer a tap: once, within 15 seconds, in at most 200 characters."""
    query_id = required(params, "callback_query_id")
    text, url = params.get("text", ""), params.get("url")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url is not None and start_payload(url, world.bot.username) is None:
        raise bad_request("URL_INVALID")
    world.taps.answer(query_id, Answer(text, params.get("show_alert", False), url))
    return True
