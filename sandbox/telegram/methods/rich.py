"""sendRichMessage, and editMessageMedia as far as pictures go."""

from typing import TYPE_CHECKING, Any

from sandbox.telegram.buttons import Keyboard
from sandbox.telegram.errors import Complaint, bad_request
from sandbox.telegram.formatting import caption
from sandbox.telegram.params import Params, json_object
from sandbox.telegram.rich import flat, kept_media, rich_blocks

from .fields import EDIT, RICH, SEND
from .messages import changeable, edited
from .registry import METHODS
from .sending import send

if TYPE_CHECKING:
    from sandbox.telegram.world import World

_SEND = {name: kind for name, kind in SEND.items() if name != "parse_mode"}
_MEDIA = json_object(
    "InputMedia",
    {"type": str, "media": str, "caption": str, "parse_mode": str, "has_spoiler": bool},
)


@METHODS.add("sendRichMessage", {**_SEND, **RICH})
async def send_rich_message(world: "World", params: Params) -> Any:
    """Send a rich message."""
    if "rich_message" not in params:
        raise bad_request('parameter "rich_message" is required')
    blocks = rich_blocks(world.files, params)
    return send(world, params, flat(blocks), rich=blocks)


@METHODS.add("editMessageMedia", {**EDIT, "media": _MEDIA})
async def edit_media(world: "World", params: Params) -> Any:
    """Put a photo in place of a text, a rich message or another file."""
    media = params.get("media") or {}
    if media.get("type") != "photo":
        raise Complaint("no media but photos are put in a message's place here")
    body = caption(world, media, too_long="MEDIA_CAPTION_TOO_LONG")
    message = changeable(world, params)
    picture = kept_media(world.files, params, media.get("media", ""))
    keyboard = params.get("reply_markup") or Keyboard()
    return edited(world, message, body, keyboard, picture=picture)
