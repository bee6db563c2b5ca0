"""Whether the bot may do something in a chat, and Telegram's refusals if it may not."""

from typing import TYPE_CHECKING

from sandbox.telegram.chat_records import ChatRecord
from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import bad_request, forbidden, too_many_requests, upgraded
from sandbox.telegram.params import Params, required

if TYPE_CHECKING:
    from sandbox.telegram.world import World


def find_chat(world: "World", params: Params) -> Chat:
    """The chat named by ``chat_id``, if the bot knows of it at all."""
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    ref = params["chat_id"]
    chat = world.chat(ref) if isinstance(ref, int) else None
    if chat is None or (chat.person is not None and not world.knows(chat.person)):
        raise bad_request("chat not found")
    if chat.is_group and chat.bot_status == "left" and not chat.all_messages:
        raise bad_request("chat not found")
    return chat


def writable(world: "World", params: Params) -> Chat:
    """The chat named by ``chat_id``, if the bot may send, edit and delete there."""
    chat = find_chat(world, params)
    if not chat.is_group:
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
    member_access(chat)
    if chat.bot_silenced:
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def member_access(chat: Chat) -> None:
    """Refuse if the group is an upgraded one or the bot is not in it."""
    if chat.migrated_to is not None:
        raise upgraded(chat.migrated_to.id)
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if not chat.has_bot():
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def spend(world: "World", chat: ChatRecord) -> None:
    """Take one send out of Telegram's budget; ApiError 429 if there is none left."""
    now = world.clock().timestamp()
    wait = world.rates.take(chat.id, group=chat.is_group, now=now)
    if wait:
        raise too_many_requests(wait)


def message_id(params: Params) -> int:
    """The ``message_id`` of a request."""
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    return int(required(params, "message_id"))
