"""Edits and deletes of ephemeral messages, which only their receiver sees."""

from typing import TYPE_CHECKING, Any

from sandbox.telegram.buttons import Keyboard
from sandbox.telegram.chat_records import Message
from sandbox.telegram.errors import bad_request
from sandbox.telegram.formatting import message_text
from sandbox.telegram.markup import inline_markup
from sandbox.telegram.params import Fields, Params, chat_ref, integer, required

from .access import writable
from .fields import TEXT
from .messages import edited
from .registry import METHODS

if TYPE_CHECKING:
    from sandbox.telegram.world import World

_PLACE: Fields = {
    "chat_id": chat_ref,
    "receiver_user_id": integer,
    "ephemeral_message_id": integer,
}


@METHODS.add("editEphemeralMessageText", {**_PLACE, **TEXT, "reply_markup": inline_markup})
async def edit_text(world: "World", params: Params) -> Any:
    """Change the text; returns True, whether or not the receiver gets to see it."""
    body = message_text(world, params, too_long="MESSAGE_TOO_LONG")
    message = _find(world, params, "message to edit not found")
    edited(world, message, body, params.get("reply_markup") or Keyboard())
    return True


@METHODS.add("editEphemeralMessageReplyMarkup", {**_PLACE, "reply_markup": inline_markup})
async def edit_markup(world: "World", params: Params) -> Any:
    """Change or take away the keyboard."""
    message = _find(world, params, "message to edit not found")
    edited(world, message, message.body, params.get("reply_markup") or Keyboard())
    return True


@METHODS.add("deleteEphemeralMessage", _PLACE)
async def delete(world: "World", params: Params) -> Any:
    """Take the message away from its receiver."""
    world.remove(_find(world, params, "message to delete not found"))
    return True


def _find(world: "World", params: Params, missing: str) -> Message:
    chat = writable(world, params)
    receiver = world.person_by_id(required(params, "receiver_user_id"))
    ephemeral_id = required(params, "ephemeral_message_id")
    for message in chat.messages:
        own = message.sender is None and message.ephemeral_for is receiver
        if own and message.ephemeral_id == ephemeral_id:
            return message
    raise bad_request(missing)
