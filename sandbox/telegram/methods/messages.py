"""sendMessage, the edits and the deletes."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.telegram.buttons import Keyboard
from sandbox.telegram.chat_records import Message
from sandbox.telegram.entities import FormattedText
from sandbox.telegram.errors import NOT_MODIFIED, bad_request
from sandbox.telegram.files import StoredFile
from sandbox.telegram.formatting import caption, message_text
from sandbox.telegram.params import Params, chat_ref, integer, json_array
from sandbox.telegram.payloads import message_json
from sandbox.telegram.rich import RichBlock, flat, rich_blocks

from .access import message_id, spend, writable
from .fields import CAPTION, EDIT, RICH, SEND, TEXT
from .registry import METHODS
from .sending import send

if TYPE_CHECKING:
    from sandbox.telegram.world import World

DELETABLE = timedelta(hours=48)
MAX_DELETED = 100


@METHODS.add("sendMessage", {**SEND, **TEXT})
async def send_message(world: "World", params: Params) -> Any:
    """Send a text."""
    return send(world, params, message_text(world, params, too_long="message is too long"))


@METHODS.add("editMessageText", {**EDIT, **TEXT, **RICH})
async def edit_text(world: "World", params: Params) -> Any:
    """Change a text or a rich message into either; a keyboard that is not given again is taken away."""
    blocks: tuple[RichBlock, ...] = ()
    if "rich_message" in params:
        blocks = rich_blocks(world.files, params)
        body = flat(blocks)
    else:
        body = message_text(world, params, too_long="MESSAGE_TOO_LONG")
    message = changeable(world, params)
    if message.document is not None:
        raise bad_request("there is no text in the message to edit")
    keyboard = params.get("reply_markup") or Keyboard()
    return edited(world, message, body, keyboard, rich=blocks)


@METHODS.add("editMessageCaption", {**EDIT, **CAPTION})
async def edit_caption(world: "World", params: Params) -> Any:
    """Change the caption of a document."""
    body = caption(world, params, too_long="MEDIA_CAPTION_TOO_LONG")
    message = changeable(world, params)
    if message.document is None:
        raise bad_request("there is no caption in the message to edit")
    return edited(world, message, body, params.get("reply_markup") or Keyboard())


@METHODS.add("editMessageReplyMarkup", EDIT)
async def edit_markup(world: "World", params: Params) -> Any:
    """Change or take away the keyboard."""
    message = changeable(world, params)
    keyboard = params.get("reply_markup") or Keyboard()
    return edited(world, message, message.body, keyboard, rich=message.rich)


@METHODS.add("deleteMessage", {"chat_id": chat_ref, "message_id": integer})
async def delete_message(world: "World", params: Params) -> Any:
    """Delete one message: the bot's own, any in a private chat, any where it is allowed to."""
    chat = writable(world, params)
    message = chat.message(message_id(params))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, message):
        raise bad_request("message can't be deleted")
    world.remove(message)
    return True


@METHODS.add("deleteMessages", {"chat_id": chat_ref, "message_ids": json_array("Integer")})
async def delete_messages(world: "World", params: Params) -> Any:
    """Delete up to 100 messages; those that are not there are skipped."""
    ids = params.get("message_ids", [])
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = writable(world, params)
    messages = [chat.message(integer("message_ids", item)) for item in ids]
    found = [message for message in messages if message is not None]
    if not all(_deletable(world, message) for message in found):
        raise bad_request("message can't be deleted")
    for message in found:
        world.remove(message)
    return True


def edited(
    world: "World",
    message: Message,
    body: FormattedText,
    markup: Keyboard,
    *,
    rich: tuple[RichBlock, ...] = (),
    picture: StoredFile | None = None,
) -> Any:
    """Edit the message, unless that would change nothing, and return it as JSON."""
    spend(world, message.chat)
    same = message.body == body and message.markup.raw == markup.raw
    if same and picture is None and message.rich == rich:
        raise bad_request(NOT_MODIFIED)
    message.rich = rich
    if picture is not None:
        message.document, message.is_photo = picture, True
    world.change(message, body, markup)
    return message_json(message)


def changeable(world: "World", params: Params) -> Message:
    """The message that is to be edited; ApiError where it cannot be."""
    chat = writable(world, params)
    message = chat.message(message_id(params))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not None or message.service is not None:
        raise bad_request("message can't be edited")
    return message


def _deletable(world: "World", message: Message) -> bool:
    if world.clock() - message.date > DELETABLE:
        return False
    chat = message.chat
    own = message.sender is None
    return own or not chat.is_group or (chat.bot_can_delete and chat.bot_status == "administrator")
