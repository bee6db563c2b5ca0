"""What each endpoint is to be sent: the tables of its path, query and body, by dialect."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.fields import Field, is_number, is_text
from sandbox.paysuper.dialect import Dialect

PRICING = ("currency", "manual", "steam", "default")


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


_is_url = _matches(r"https?://[^\s/]+(/\S*)?")
_is_currency = _matches(r"[A-Z]{3}")
_is_any_case_currency = _matches(r"[A-Za-z]{3}")  # j: the table says lower case, examples upper
_is_hex_id = _matches(r"[0-9a-fA-F]{24}")  # m


def _is_maybe_url(value: Any) -> bool:
    return value == "" or _is_url(value)


def _is_pricing(value: Any) -> bool:
    return value in PRICING


def _is_texts(value: Any) -> bool:
    """A map of locale to text."""
    locale = _matches(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?")
    return isinstance(value, dict) and all(
        locale(key) and isinstance(text, str) for key, text in value.items()
    )


def _is_urls(value: Any) -> bool:
    return isinstance(value, list) and all(_is_url(url) for url in value)


def _is_cover(value: Any) -> bool:
    """The server's form of images (f)."""
    if not isinstance(value, dict) or set(value) != {"images", "use_one_for_all"}:
        return False
    return (
        isinstance(value["use_one_for_all"], bool)
        and _is_texts(value["images"])
        and all(_is_url(url) for url in value["images"].values())
    )


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _are_texts(value: Any) -> bool:
    """An object of texts only."""
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_filled_list(value: Any) -> bool:
    return isinstance(value, list) and value != []


def _is_amount(value: Any) -> bool:
    return is_number(value) and value >= 0


def _is_price(value: Any) -> bool:
    return is_number(value) and value > 0


def _maybe(name: str, kind: str, accepts: Callable[[Any], bool]) -> Field:
    return Field(name, kind, accepts, required=False)


PRICE = (
    Field("region", "string", is_text),
    Field("amount", "number not below zero", _is_amount),
    Field("currency", "currency of ISO 4217", _is_currency),
)
PLATFORM = (
    Field("id", "string", is_text),
    Field("name", "string", is_text),
    Field("prices", "list of prices", _is_list),
)

# PSM checks these before it passes them on (validate tags of ProductPrice and PlatformPrice).
SERVER_PRICE = (
    Field("region", "string", is_text),
    Field("amount", "number above zero", _is_price),
    Field("currency", "currency of ISO 4217", _is_currency),
)
SERVER_PLATFORM = (
    Field("id", "string", is_text),
    _maybe("name", "string", lambda value: isinstance(value, str)),
    Field("prices", "list of prices that is not empty", _is_filled_list),
    _maybe("eula_url", "URL", _is_maybe_url),
    _maybe("activation_url", "URL", _is_maybe_url),
)


@dataclass(frozen=True)
class Shape:
    """The parameters of an endpoint; ``body`` None means that it has none."""

    body: tuple[Field, ...] | None = None
    query: tuple[Field, ...] = ()
    path: tuple[Field, ...] = ()
    with_token: bool = True
    platform: tuple[Field, ...] = PLATFORM
    """Of each platform in the body."""
    price: tuple[Field, ...] = PRICE


_WRITE = (
    Field("object", "string", is_text),
    Field("name", "map of locale to string", _is_texts),
    Field("default_currency", "currency of ISO 4217", _is_any_case_currency),
    Field("description", "map of locale to string", _is_texts),
    _maybe("long_description", "map of locale to string", _is_texts),
    _maybe("url", "URL", _is_url),
)
_MERCHANDISE = (
    _maybe("metadata", "JSON object", _is_object),
    _maybe("pricing", "pricing mode", _is_pricing),  # on create only in the example
)
_SERVER_MERCHANDISE = (
    _maybe("metadata", "map of string to string", _are_texts),
    Field("pricing", "pricing mode", _is_pricing),
)
_SEARCH = (_maybe("name", "string", is_text), _maybe("sku", "string", is_text))
_VIEW = (
    _maybe("country", "country of ISO 3166", _matches(r"[A-Z]{2}")),
    _maybe("currency", "currency of ISO 4217", _is_currency),
)


def _document() -> dict[str, Shape]:
    project = Field("project_id", "string", is_text)
    sku = Field("sku", "string", is_text)
    images = _maybe("images", "list of URLs", _is_urls)
    number = _matches(r"[0-9]{1,18}")
    product = (Field("key_product_id", "string", is_text),)
    search = (
        *_SEARCH,
        _maybe("project_id", "string", is_text),
        _maybe("offset", "number", number),
        _maybe("limit", "number", number),
        _maybe("pricing", "pricing mode", _is_pricing),
    )
    return {
        "list": Shape(query=search),
        "create": Shape(body=(project, sku, images, *_WRITE, *_MERCHANDISE)),
        "update": Shape(body=(project, images, *_WRITE, *_MERCHANDISE), path=product),
        "get": Shape(path=product),
        "publish": Shape(path=product),
        "delete": Shape(path=product),
        "public": Shape(query=_VIEW, path=product, with_token=False),
        "platforms": Shape(),
        "add_platform": Shape(body=(Field("platform", "JSON object", _is_object),), path=product),
        "remove_platform": Shape(path=(*product, Field("platform_id", "string", is_text))),
    }


def _server() -> dict[str, Shape]:
    project = Field("project_id", "id of 24 hex digits", _is_hex_id)
    sku = Field("sku", "string of at most 255", _matches(r"(?s).{1,255}"))  # g
    cover = _maybe("cover", "cover", _is_cover)
    platforms = _maybe("platforms", "list of platforms", _is_list)
    any_number = _matches(r"-?[0-9]{1,18}")  # c: clamped, not refused
    pages = (_maybe("offset", "number", any_number), _maybe("limit", "number", any_number))
    product = (Field("key_product_id", "id of 24 hex digits", _is_hex_id),)
    search = (
        *_SEARCH,
        _maybe("project_id", "id of 24 hex digits", _is_hex_id),
        _maybe("enabled", "boolean", _matches("true|false")),
        *pages,
    )
    write = Shape(
        body=(project, sku, cover, platforms, *_WRITE, *_SERVER_MERCHANDISE),
        platform=SERVER_PLATFORM,
        price=SERVER_PRICE,
    )
    return {
        "list": Shape(query=search),
        "create": write,
        "update": replace(write, path=product),
        "get": Shape(path=product),
        "publish": Shape(path=product),
        "delete": Shape(path=product),
        "public": Shape(query=_VIEW, path=product),  # i
        "platforms": Shape(query=pages),
    }


SHAPES: Mapping[Dialect, Mapping[str, Shape]] = {"document": _document(), "server": _server()}
