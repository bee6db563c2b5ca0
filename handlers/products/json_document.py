"""A key product as one JSON document, written and read; or texts by language written as lines."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

from handlers.frame.incoming.documents import text_of_document
from handlers.frame.turn import Turn
from handlers.products.json_platforms import platforms_body, read_platforms
from providers.administration import (
    LANGUAGE,
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
)
from services.administration import checks
from services.administration.platform_changes import PlatformWish

_TAKEN = (
    "sku",
    "name",
    "description",
    "long_description",
    "default_currency",
    "pricing",
    "images",
    "url",
    "metadata",
    "platforms",
)
_PASSED_OVER = (
    "id",
    "object",
    "project_id",
    "enabled",
    "created_at",
    "updated_at",
    "published_at",
)
"""A product as the provider shows it has these; they are not the writer's, or changed elsewhere."""
_LANGUAGE_LINE = re.compile(r"([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?):(?:\s+(.*)|$)")
REMOVE = "-"
"""What is typed to take something away."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says. ``passed_over`` are the fields in it that are not taken from there."""

    sku: str
    change: KeyProductChange
    platforms: tuple[PlatformWish, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def content(self) -> KeyProductContent:
        """All of a product: nothing stood there before."""
        return self.change.of(KeyProductContent({}, {}, ""))


async def document_text(turn: Turn, typed: str) -> str:
    """The text of the document that came with the message, or else what was typed.

    Raises UnreadableFileError.
    """
    attached = await text_of_document(turn)
    return typed if attached is None else attached


def read_document(text: str) -> Document:
    """Read the fields that are there. Raises BadFieldError."""
    try:
        body = json.loads(text, parse_constant=no_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise checks.bad("document", "no-json", f"{error.lineno}:{error.colno}") from None
    except (ValueError, RecursionError):
        raise checks.bad("document", "no-json", "1:1") from None
    if not isinstance(body, dict):
        raise checks.bad("document", "wrong-type", "object")
    for name in body:
        if name not in {*_TAKEN, *_PASSED_OVER}:
            raise checks.bad("document", "unknown-field", name[: checks.MOST_WORD])
    images = body.get("images")
    if images is not None and not _are_texts(images):
        raise checks.bad("images", "wrong-type", "list")
    metadata = body.get("metadata")
    if metadata is not None and not isinstance(metadata, dict):
        raise checks.bad("metadata", "wrong-type", "object")
    change = KeyProductChange(
        names=_texts(body, "name"),
        descriptions=_texts(body, "description"),
        long_descriptions=_texts(body, "long_description"),
        default_currency=_line(body, "default_currency", needed=True),
        pricing=_line(body, "pricing", needed=True),
        images=None if images is None else tuple(images),
        url=_line(body, "url"),
        metadata=metadata,
    )
    passed_over = tuple(name for name in _PASSED_OVER if name in body)
    platforms = read_platforms(body.get("platforms"))
    return Document(_line(body, "sku") or "", change, platforms, passed_over)


def document_of(product: KeyProduct) -> bytes:
    """A product as a document that changes nothing when it is read again."""
    content = product.content
    body = {
        "sku": product.sku,
        "name": dict(content.names),
        "description": dict(content.descriptions),
        "long_description": dict(content.long_descriptions),
        "default_currency": content.default_currency,
        "pricing": content.pricing,
        "images": list(content.images),
        "url": content.url,
        "metadata": dict(content.metadata),
        "platforms": platforms_body(product.platforms),
    }
    said = {name: value for name, value in body.items() if value}
    return json.dumps(said, ensure_ascii=False, indent=2).encode()


def texts_of(text: str) -> dict[str, str]:
    """Texts by language: a line ``de: …`` begins the one in German; before the first it is English.

    A dash in place of a text takes the language away.
    """
    found: dict[str, list[str]] = {}
    language = LANGUAGE
    for line in text.strip().splitlines():
        begins = _LANGUAGE_LINE.fullmatch(line.strip())
        if begins is not None:
            language = begins[1]
        text_there = line if begins is None else begins[2] or ""
        found.setdefault(language, []).append(text_there)
    joined = {language: "\n".join(lines).strip() for language, lines in found.items()}
    return {language: "" if text == REMOVE else text for language, text in joined.items()}


def _texts(body: Mapping[str, Any], field: str) -> dict[str, str]:
    value = body.get(field)
    if value is None:
        return {}
    if isinstance(value, str):
        return {LANGUAGE: value}
    if not isinstance(value, dict) or not _are_texts(list(value.values())):
        raise checks.bad(field, "wrong-type", "texts")
    return value


def _line(body: Mapping[str, Any], field: str, *, needed: bool = False) -> str | None:
    value = body.get(field)
    if value is not None and not isinstance(value, str):
        raise checks.bad(field, "wrong-type", "text")
    if needed and value is not None and not value.strip():
        raise checks.bad(field, "missing")
    return value


def no_number(word: str) -> NoReturn:
    """NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(word)


def _finite(word: str) -> float:
    number = float(word)
    return number if isfinite(number) else no_number(word)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
