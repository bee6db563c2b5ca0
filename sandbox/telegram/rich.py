"""Rich messages (Bot API 10.3: InputRichMessage, its blocks and rich texts), as far as they are known here.

Telegram's own servers look a rich message through. How they word most refusals is documented nowhere: what
the library says itself is in its words (td: RichMessage, RichText, WebPageBlock), the rest is assumed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .detect import with_automatic
from .entities import Entity, FormattedText, in_order, utf16_length
from .errors import Complaint, bad_request
from .files import FileStore, StoredFile, Upload
from .html_tags import TIME_FORMAT, checked_link
from .params import ATTACHED, ATTACHMENT, Params, check_fields

MOST_CHARACTERS = 32_768
MOST_BLOCKS = 500
MOST_DEPTH = 16
MOST_MEDIA = 50
MOST_COLUMNS = 20

_STYLES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "url", "date_time"}
)
_Known = Mapping[str, type | tuple[type, ...]]
_RICH = (str, list, dict)
_BLOCKS: Mapping[str, _Known] = {
    "paragraph": {"text": _RICH},
    "footer": {"text": _RICH},
    "heading": {"text": _RICH, "size": int},
    "pre": {"text": _RICH, "language": str},
    "divider": {},
    "table": {
        "cells": list,
        "is_bordered": bool,
        "is_striped": bool,
        "is_compact": bool,
        "caption": _RICH,
    },
    "details": {"summary": _RICH, "blocks": list, "is_open": bool},
    "photo": {"photo": dict, "caption": dict},
}
_CELL: _Known = {
    "text": _RICH,
    "align": str,
    "valign": str,
    "is_header": bool,
    "colspan": int,
    "rowspan": int,
}
_MEDIA: _Known = {"type": str, "media": str, "parse_mode": str, "has_spoiler": bool, "caption": str}
_MESSAGE: _Known = {"blocks": list, "is_rtl": bool, "skip_entity_detection": bool}


@dataclass(frozen=True)
class RichCell:
    """A cell of a table."""

    text: FormattedText
    align: str = "left"
    valign: str = "top"
    is_header: bool = False


@dataclass(frozen=True)
class RichBlock:
    """A block: ``text`` is its words, its caption or its summary; the rest is for the kinds that have it."""

    kind: str
    text: FormattedText = field(default_factory=lambda: FormattedText(""))
    size: int = 0
    cells: tuple[tuple[RichCell, ...], ...] = ()
    blocks: tuple["RichBlock", ...] = ()
    is_open: bool = False
    picture: StoredFile | None = None


def rich_blocks(files: FileStore, params: Params) -> tuple[RichBlock, ...]:
    """The ``rich_message`` of a request; ApiError where Telegram would refuse it."""
    message = params["rich_message"]
    check_fields("InputRichMessage", message, _MESSAGE)
    if not message.get("blocks"):
        raise bad_request("rich message must be non-empty")
    blocks = tuple(_block(files, params, each) for each in message["blocks"])
    if sum(map(_length, blocks)) > MOST_CHARACTERS or sum(map(_weight, blocks)) > MOST_BLOCKS:
        raise bad_request("RICH_MESSAGE_TOO_LONG")
    if max(map(_depth, blocks)) > MOST_DEPTH or sum(1 for _ in pictures(blocks)) > MOST_MEDIA:
        raise bad_request("RICH_MESSAGE_INVALID")
    return blocks


def flat(blocks: Iterable[RichBlock]) -> FormattedText:
    """All words of a rich message in their order, as one text."""
    return _joined([line for block in blocks for line in _lines(block)], "\n")


def pictures(blocks: Iterable[RichBlock]) -> Iterator[StoredFile]:
    """The pictures, in their order."""
    for block in blocks:
        if block.picture is not None:
            yield block.picture
        yield from pictures(block.blocks)


def _lines(block: RichBlock) -> Iterator[FormattedText]:
    if block.text.text:
        yield block.text
    for row in block.cells:
        yield _joined([cell.text for cell in row], " | ")
    for inner in block.blocks:
        yield from _lines(inner)


def _length(block: RichBlock) -> int:
    cells = sum(utf16_length(cell.text.text) for row in block.cells for cell in row)
    return utf16_length(block.text.text) + cells + sum(map(_length, block.blocks))


def _weight(block: RichBlock) -> int:
    return 1 + len(block.cells) + sum(map(_weight, block.blocks))


def _depth(block: RichBlock) -> int:
    return 1 + max(map(_depth, block.blocks), default=0)


def _block(files: FileStore, params: Params, found: Any) -> RichBlock:
    if not isinstance(found, dict):
        raise bad_request("block must be non-empty")
    kind = str(found.get("type"))
    if kind not in _BLOCKS:
        raise Complaint(f"rich blocks of type {kind!r} are not known here")
    check_fields(f"a {kind}", {k: v for k, v in found.items() if k != "type"}, _BLOCKS[kind])
    if kind == "table":
        return RichBlock(kind, _text(found.get("caption", "")), cells=_cells(found))
    if kind == "details":
        blocks = tuple(_block(files, params, each) for each in found.get("blocks", []))
        return RichBlock(kind, _text(found["summary"]), blocks=blocks, is_open="is_open" in found)
    if kind == "photo":
        about = _text(found.get("caption", {}).get("text", ""))
        return RichBlock(kind, about, picture=_picture(files, params, found["photo"]))
    if kind == "heading" and not 1 <= found.get("size", 0) <= 6:
        raise bad_request("invalid section heading size specified")
    return RichBlock(kind, _text(found.get("text", "")), size=found.get("size", 0))


def _cells(found: dict[str, Any]) -> tuple[tuple[RichCell, ...], ...]:
    rows = []
    for row in found["cells"]:
        if len(row) > MOST_COLUMNS:
            raise bad_request("RICH_MESSAGE_TABLE_INVALID")
        for cell in row:
            check_fields("RichBlockTableCell", cell, _CELL)
        rows.append(
            tuple(
                RichCell(
                    _text(cell.get("text", "")),
                    cell.get("align", "left"),
                    cell.get("valign", "top"),
                    cell.get("is_header", False),
                )
                for cell in row
            )
        )
    return tuple(rows)


def _picture(files: FileStore, params: Params, media: dict[str, Any]) -> StoredFile:
    check_fields("InputMediaPhoto", media, _MEDIA)
    return kept_media(files, params, media.get("media", ""))


def kept_media(files: FileStore, params: Params, named: str) -> StoredFile:
    """The file that a media object names: one that came along, or one that is here already."""
    if named.startswith(ATTACHMENT):
        upload = params.get(ATTACHED, {}).get(named.removeprefix(ATTACHMENT))
        if not isinstance(upload, Upload) or not upload.content:
            raise bad_request("file must be non-empty")
        return files.keep(upload)
    stored = files.by_id(named)
    if stored is None:
        raise bad_request("invalid rich message file identifier specified")
    return stored


def _text(found: Any) -> FormattedText:
    """A rich text as text with entities, those found by Telegram itself included."""
    parts = list(_parts(found))
    body = _joined(parts, "")
    return with_automatic(FormattedText(body.text, in_order(body.entities)))


def _parts(found: Any) -> Iterator[FormattedText]:
    if isinstance(found, str):
        yield FormattedText(found)
        return
    if isinstance(found, list):
        for each in found:
            yield from _parts(each)
        return
    kind = found.get("type")
    if kind not in _STYLES:
        raise Complaint(f"rich texts of type {kind!r} are not known here")
    inner = _joined(list(_parts(found.get("text", ""))), "")
    length = utf16_length(inner.text)
    entity: Entity | None = Entity(kind, 0, length)
    if kind == "url":
        url = checked_link(found.get("url", ""))
        entity = None if url is None else Entity("text_link", 0, length, url=url)
    elif kind == "date_time":
        shape = found.get("date_time_format", "")
        if not TIME_FORMAT.fullmatch(shape):
            raise bad_request("RICH_MESSAGE_DATE_INVALID")
        moment = int(found["unix_time"])
        entity = Entity(kind, 0, length, unix_time=moment, date_time_format=shape or None)
    own = (entity,) if entity is not None and length else ()
    yield FormattedText(inner.text, (*own, *inner.entities))


def _joined(parts: list[FormattedText], between: str) -> FormattedText:
    texts: list[str] = []
    entities: list[Entity] = []
    at = 0
    for number, part in enumerate(parts):
        if number:
            texts.append(between)
            at += utf16_length(between)
        entities += [replace(entity, offset=entity.offset + at) for entity in part.entities]
        texts.append(part.text)
        at += utf16_length(part.text)
    return FormattedText("".join(texts), tuple(entities))
