"""Rich messages in the Bot API's JSON: RichMessage, its blocks and rich texts."""

from typing import Any

from .entities import AUTOMATIC, Entity, FormattedText, utf16_slice
from .rich import RichBlock

Json = dict[str, Any]
_NAMES = {"text_link": "url"}


def rich_json(blocks: tuple[RichBlock, ...]) -> Json:
    """A rich message as RichMessage."""
    return {"blocks": [_block(block) for block in blocks]}


def _block(block: RichBlock) -> Json:
    out: Json = {"type": block.kind}
    text = _text(block.text)
    match block.kind:
        case "table":
            out["cells"] = [
                [
                    {
                        "text": _text(cell.text),
                        "align": cell.align,
                        "valign": cell.valign,
                        **({"is_header": True} if cell.is_header else {}),
                    }
                    for cell in row
                ]
                for row in block.cells
            ]
            out.update({"caption": text} if block.text.text else {})
        case "details":
            out.update(summary=text, blocks=[_block(each) for each in block.blocks])
        case "photo" if block.picture is not None:
            out["photo"] = block.picture.photo_sizes()
            out.update({"caption": {"text": text}} if block.text.text else {})
        case "heading":
            out.update(text=text, size=block.size)
        case "divider":
            pass
        case _:
            out["text"] = text
    return out


def _text(body: FormattedText) -> Any:
    """A rich text; entities lie in one another here, as what was sent did."""
    styles = [entity for entity in body.entities if entity.type not in AUTOMATIC]
    end = len(body.text.encode("utf-16-le", "surrogatepass")) // 2
    parts = _spread(body.text, 0, end, styles)
    return parts[0] if len(parts) == 1 else parts or ""


def _spread(text: str, start: int, end: int, entities: list[Entity]) -> list[Any]:
    parts: list[Any] = []
    at, waiting = start, list(entities)
    while waiting:
        entity = waiting.pop(0)
        inner = [each for each in waiting if each.offset < entity.end]
        waiting = waiting[len(inner) :]
        if entity.offset > at:
            parts.append(utf16_slice(text, at, entity.offset - at))
        kept = _spread(text, entity.offset, entity.end, inner)
        style = {"type": _NAMES.get(entity.type, entity.type), **entity.details()}
        parts.append({**style, "text": kept[0] if len(kept) == 1 else kept})
        at = entity.end
    if end > at:
        parts.append(utf16_slice(text, at, end - at))
    return parts
