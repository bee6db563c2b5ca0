"""The two ways in which PaySuper is spoken: by its document, and by its open-source server.

They disagree (FACTS 2, a to n); a stand-in speaks one of them.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Dialect = Literal["document", "server"]

_ADMIN = "/admin/api/v1"
_KEY_PRODUCTS = f"{_ADMIN}/key-products"
# aiohttp's own pattern leaves braces out, which a wrong id may hold.
_ONE = "/{key_product_id:[^/]+}"
_PLATFORMS = f"{_KEY_PRODUCTS}{_ONE}/platforms"


class Route(NamedTuple):
    """How an endpoint is reached; ``path`` is a pattern of aiohttp's."""

    method: str
    path: str


_DOCUMENT: Mapping[str, Route] = {
    "list": Route("GET", f"{_ADMIN}/products"),
    "create": Route("POST", _KEY_PRODUCTS),
    "update": Route("PUT", _KEY_PRODUCTS + _ONE),
    "get": Route("GET", _KEY_PRODUCTS + _ONE),
    "publish": Route("POST", f"{_KEY_PRODUCTS}{_ONE}/publish"),
    "delete": Route("DELETE", _KEY_PRODUCTS + _ONE),
    "public": Route("GET", f"/api/v1/key-products{_ONE}"),
    "platforms": Route("GET", f"{_ADMIN}/platforms"),
    "add_platform": Route("POST", _PLATFORMS),
    "remove_platform": Route("DELETE", _PLATFORMS + "/{platform_id:[^/]+}"),
}

_SERVER: Mapping[str, Route] = {
    **{name: _DOCUMENT[name] for name in ("create", "update", "get", "publish", "delete")},
    "list": Route("GET", _KEY_PRODUCTS),  # a
    "public": Route("GET", f"/auth/api/v1/key-products{_ONE}"),  # i
    "platforms": _DOCUMENT["platforms"],
    # e: platforms of a product are neither added nor removed, but written by an update.
}

ROUTES: Mapping[Dialect, Mapping[str, Route]] = {"document": _DOCUMENT, "server": _SERVER}
"""The endpoints FACTS 2.1 to 2.10 by the names of faults and gates; the server has eight."""
