"""sendDocument, sendPhoto and getFile."""

from typing import TYPE_CHECKING, Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.files import MAX_DOWNLOAD, StoredFile, Upload
from sandbox.telegram.formatting import caption
from sandbox.telegram.params import Params, boolean, file, required, string

from .fields import CAPTION, SEND
from .registry import METHODS
from .sending import send

if TYPE_CHECKING:
    from sandbox.telegram.world import World

MAX_UPLOAD = 50 * 1024 * 1024


@METHODS.add(
    "sendDocument",
    {**SEND, **CAPTION, "document": file, "disable_content_type_detection": boolean},
)
async def send_document(world: "World", params: Params) -> Any:
    """Send a new file of up to 50 MB, or one that Telegram has."""
    if "document" not in params:
        raise bad_request("there is no document in the request")
    body = caption(world, params, too_long="message caption is too long")
    return send(world, params, body, _document(world, params["document"]))


@METHODS.add(
    "sendPhoto",
    {
        **SEND,
        **CAPTION,
        "photo": file,
        "has_spoiler": boolean,
        "show_caption_above_media": boolean,
    },
)
async def send_photo(world: "World", params: Params) -> Any:
    """Send a photo anew, or one that Telegram has: a file that is no photo does not become one."""
    if "photo" not in params:
        raise bad_request("there is no photo in the request")
    body = caption(world, params, too_long="message caption is too long")
    return send(world, params, body, _document(world, params["photo"]), is_photo=True)


def _document(world: "World", document: Upload | str) -> StoredFile:
    if isinstance(document, str):
        stored = world.files.by_id(document)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored
    if not document.content:
        raise bad_request("file must be non-empty")
    if len(document.content) > MAX_UPLOAD:
        raise bad_request("file is too big")
    return world.files.keep(document)


@METHODS.add("getFile", {"file_id": string})
async def get_file(world: "World", params: Params) -> Any:
    """Where a file of up to 20 MB can be downloaded."""
    stored = world.files.by_id(required(params, "file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }
