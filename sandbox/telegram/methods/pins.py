"""pinChatMessage and unpinChatMessage."""

from typing import TYPE_CHECKING, Any

from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import bad_request
from sandbox.telegram.params import Params, boolean, chat_ref, integer
from sandbox.telegram.payloads import message_json

from .access import message_id, writable
from .registry import METHODS

if TYPE_CHECKING:
    from sandbox.telegram.world import World

_PIN = {"chat_id": chat_ref, "message_id": integer}


@METHODS.add("pinChatMessage", {**_PIN, "disable_notification": boolean})
async def pin(world: "World", params: Params) -> Any:
    """Pin a message above the others, which the chat says in a service message.

    The refusals are td's (MessagesManager: can_pin_messages) and the server's (Client.cpp: check_message).
    """
    chat = _pinning(world, params)
    message = chat.message(message_id(params))
    if message is None:
        raise bad_request("message to pin not found")
    if message.service is not None:
        raise bad_request("a service message can't be pinned")
    if message not in chat.pinned:
        chat.pinned.append(message)
        about = message_json(message, with_reply=False)
        said = world.serve(chat, None, f"{world.bot.name} pinned a message", pinned_message=about)
        said.topic = message.topic
        world.chat_changed(chat)
    return True


@METHODS.add("unpinChatMessage", _PIN)
async def unpin(world: "World", params: Params) -> Any:
    """Unpin a message, or the one sent last of those that are pinned."""
    chat = _pinning(world, params)
    pinned = sorted((each for each in chat.pinned if not each.deleted), key=lambda each: each.id)
    message = chat.message(message_id(params)) if "message_id" in params else None
    if message is None and ("message_id" in params or not pinned):
        raise bad_request("message to unpin not found")
    message = message or pinned[-1]
    if message in chat.pinned:
        chat.pinned.remove(message)
        world.chat_changed(chat)
    return True


def _pinning(world: "World", params: Params) -> Chat:
    chat = writable(world, params)
    if chat.is_group and not (chat.bot_can_pin and chat.bot_status == "administrator"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
