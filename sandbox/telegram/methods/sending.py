"""What all sends have in common: the reply, the receiver, the budget."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.telegram.buttons import Keyboard
from sandbox.telegram.chat_records import GENERAL, Message
from sandbox.telegram.chats import Chat
from sandbox.telegram.entities import FormattedText
from sandbox.telegram.errors import Complaint, bad_request
from sandbox.telegram.files import StoredFile
from sandbox.telegram.params import Params
from sandbox.telegram.payloads import message_json
from sandbox.telegram.people import Person
from sandbox.telegram.rich import RichBlock

from .access import spend, writable

if TYPE_CHECKING:
    from sandbox.telegram.world import World

REPLY_WINDOW = timedelta(seconds=15)


def send(
    world: "World",
    params: Params,
    body: FormattedText,
    document: StoredFile | None = None,
    *,
    is_photo: bool = False,
    rich: tuple[RichBlock, ...] = (),
) -> dict[str, Any]:
    """Send a message and return it as JSON; ApiError if Telegram would refuse it."""
    chat = writable(world, params)
    message = Message(0, chat, None, world.clock(), body)
    message.document, message.is_photo, message.rich = document, is_photo, rich
    message.markup = params.get("reply_markup") or Keyboard()
    if message.markup.requests and chat.is_group:
        raise bad_request("users can be requested in private chats only")
    message.protect_content = params.get("protect_content", False)
    message.silent = params.get("disable_notification", False)
    message.topic = topic_of(params, chat)
    message.reply_to = _reply(world, params, chat)
    if "ephemeral_message_parameters" in params:
        _make_ephemeral(world, message, params["ephemeral_message_parameters"])
    elif message.reply_to is not None and message.reply_to.ephemeral_id is not None:
        raise Complaint("a reply to an ephemeral message must be an ephemeral message itself")
    spend(world, chat)
    if message.ephemeral_for is None:
        message.id = world.ids.message(chat)
    else:
        message.ephemeral_id = world.ids.ephemeral(chat)
    return message_json(world.show(message))


def topic_of(params: Params, chat: Chat) -> Message | None:
    """The creation of the topic that ``message_thread_id`` names; None: General, which has no id here.

    A closed topic refuses a bot that may not manage topics, and none of ours may.
    """
    if "message_thread_id" not in params:
        if GENERAL in chat.closed_topics:
            raise bad_request("TOPIC_CLOSED")
        return None
    found = chat.message(params["message_thread_id"])
    if found is None or found.thread is not found:
        raise bad_request("message thread not found")
    if found.id in chat.closed_topics:
        raise bad_request("TOPIC_CLOSED")
    return found


def _reply(world: "World", params: Params, chat: Chat) -> Message | None:
    reply = params.get("reply_parameters", {})
    if not reply and "reply_to_message_id" in params:
        without = params.get("allow_sending_without_reply", False)
        reply = {
            "message_id": params["reply_to_message_id"],
            "allow_sending_without_reply": without,
        }
    if not reply:
        return None
    if "ephemeral_message_id" in reply:
        return _ephemeral_reply(world, reply["ephemeral_message_id"], chat)
    if "message_id" not in reply:
        raise bad_request("can't parse reply parameters: Can't find field \"message_id\"")
    if reply.get("chat_id", chat.id) != chat.id:
        raise Complaint("replies in another chat are not known here")
    found = chat.message(reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if found is not None and reply.get("quote", "") not in found.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return found


def _ephemeral_reply(world: "World", ephemeral_id: int, chat: Chat) -> Message:
    for message in chat.messages:
        if message.ephemeral_id == ephemeral_id and message.sender is not None:
            if world.clock() - message.date <= REPLY_WINDOW:
                return message
            break
    raise bad_request("message to be replied not found")


def _make_ephemeral(world: "World", message: Message, wanted: dict[str, Any]) -> None:
    """Aim the message at one member (Bot API, "Ephemeral messages and commands").

    An administrator may send one at any time; any other bot within 15 seconds of a tap or of
    an ephemeral command. How Telegram words the refusals is not documented: ours are assumed.
    """
    chat = message.chat
    if "receiver_user_id" not in wanted:
        raise bad_request('parameter "receiver_user_id" is required')
    receiver = world.person_by_id(wanted["receiver_user_id"])
    if not chat.is_group:
        raise bad_request("ephemeral messages can be sent only to groups and supergroups")
    if receiver is None or not chat.has(receiver):
        raise bad_request("user not found")
    answers = _answered_tap(world, message, wanted, receiver)
    replies = message.reply_to is not None and message.reply_to.ephemeral_for is receiver
    if not (answers or replies or chat.bot_status == "administrator"):
        raise bad_request("not enough rights to send ephemeral messages to the chat")
    message.ephemeral_for = receiver


def _answered_tap(
    world: "World", message: Message, wanted: dict[str, Any], receiver: Person
) -> bool:
    replaces = wanted.get("replace_callback_query_message", False)
    if "callback_query_id" not in wanted:
        if replaces:
            raise Complaint("replace_callback_query_message needs a callback_query_id")
        return False
    tap = world.taps.fresh(wanted["callback_query_id"])
    if tap.person is not receiver or tap.message.chat is not message.chat:
        raise bad_request("user not found")
    if replaces:
        if tap.message.ephemeral_id is not None:
            raise Complaint("an ephemeral message is edited, not replaced")
        message.replaces = tap.message
    return True
