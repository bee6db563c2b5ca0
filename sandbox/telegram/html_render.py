"""From a text with entities back to Telegram's HTML, for the web chat and for assertions."""

from html import escape

from .entities import AUTOMATIC, Entity, FormattedText, utf16_slice

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
}


def render_html(body: FormattedText) -> str:
    """The text as HTML that parses to the same text and entities (those found by itself aside)."""
    shown = [entity for entity in body.entities if entity.type not in AUTOMATIC]
    end = len(body.text.encode("utf-16-le", "surrogatepass")) // 2
    places = sorted({0, end, *(e.offset for e in shown), *(e.end for e in shown)})
    out: list[str] = []
    active: list[Entity] = []
    for place, following in zip(places, [*places[1:], end], strict=True):
        wanted = [e for e in shown if e.offset <= place < e.end]
        common = 0
        while common < min(len(active), len(wanted)) and active[common] is wanted[common]:
            common += 1
        out.extend(_closing(entity) for entity in reversed(active[common:]))
        out.extend(_opening(entity) for entity in wanted[common:])
        active = wanted
        out.append(escape(utf16_slice(body.text, place, following - place), quote=False))
    return "".join(out)


def _opening(entity: Entity) -> str:
    match entity.type:
        case "pre" if entity.language:
            return f'<pre><code class="language-{escape(entity.language)}">'
        case "text_link":
            return f'<a href="{escape(entity.url or "")}">'
        case "text_mention":
            return f'<a href="tg://user?id={entity.user_id}">'
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{escape(entity.custom_emoji_id or "")}">'
        case "date_time":
            shape = (
                f' format="{escape(entity.date_time_format)}"' if entity.date_time_format else ""
            )
            return f'<tg-time unix="{entity.unix_time}"{shape}>'
        case "expandable_blockquote":
            return "<blockquote expandable>"
        case _:
            return f"<{_TAGS.get(entity.type, entity.type)}>"


def _closing(entity: Entity) -> str:
    match entity.type:
        case "pre" if entity.language:
            return "</code></pre>"
        case "text_link" | "text_mention":
            return "</a>"
        case "custom_emoji":
            return "</tg-emoji>"
        case "date_time":
            return "</tg-time>"
        case "expandable_blockquote":
            return "</blockquote>"
        case _:
            return f"</{_TAGS.get(entity.type, entity.type)}>"
