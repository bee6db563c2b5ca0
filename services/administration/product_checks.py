"""What is written of a key product, checked field by field before it is sent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields

from providers.administration import KeyProductChange, KeyProductContent
from services.administration import checks

MOST_IMAGES = 50


def good_content(content: KeyProductContent) -> KeyProductContent:
    """All of a key product. Raises BadFieldError."""
    return KeyProductContent(
        names=checks.texts("name", content.names, all_of_them=True),
        descriptions=checks.texts("description", content.descriptions, all_of_them=True),
        long_descriptions=checks.long_texts("long_description", content.long_descriptions),
        default_currency=checks.currency("default_currency", content.default_currency),
        pricing=checks.pricing("pricing", content.pricing),
        images=_images(content.images),
        url=checks.url("url", content.url),
        metadata=_metadata(content.metadata),
    )


def good_change(change: KeyProductChange) -> KeyProductChange:
    """What is to be different. Raises BadFieldError."""
    currency, pricing = change.default_currency, change.pricing
    return KeyProductChange(
        names=checks.texts("name", change.names, all_of_them=False),
        descriptions=checks.texts("description", change.descriptions, all_of_them=False),
        long_descriptions=checks.long_texts("long_description", change.long_descriptions),
        default_currency=currency and checks.currency("default_currency", currency),
        pricing=pricing and checks.pricing("pricing", pricing),
        images=None if change.images is None else _images(change.images),
        url=None if change.url is None else checks.url("url", change.url),
        metadata=None if change.metadata is None else _metadata(change.metadata),
    )


def platform_id(text: str) -> str:
    """An id of a platform, such as ``steam``. Raises BadFieldError."""
    text = text.strip()
    if not re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}", text):
        raise checks.bad("platform", "no-id" if text else "missing", text[:20])
    return text


def fields_of(change: KeyProductChange) -> list[str]:
    """The names of what is to be different, for the audit."""
    return [part.name for part in fields(change) if getattr(change, part.name) not in (None, {})]


def _images(urls: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(checks.url("images", address) for address in urls))
    if "" in found:
        raise checks.bad("images", "no-url")
    if len(found) > MOST_IMAGES:
        raise checks.bad("images", "too-long", str(len(found)))
    return found


def _metadata(metadata: Mapping[str, object]) -> dict[str, object]:
    for name in metadata:
        if not re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", name):
            raise checks.bad("metadata", "no-field-name", name[:20])
    return dict(metadata)
