"""Methods and paths of the 15 endpoints; the document prints none of them (FACTS 5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

PREFIX = "/api"
"""The path of the provider's base URL, to which all others are added."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Route(NamedTuple):
    """How an endpoint is reached; ``path`` is a pattern of aiohttp's."""

    endpoint: str
    method: str
    path: str


@dataclass(frozen=True)
class Routes:
    """Those that no source tells, as ``METHOD /path`` with the assumption as default.

    ValueError if one has another form or other placeholders than its default.
    """

    refresh: str = "POST /auth/refresh"
    reverse_transaction: str = "PUT /reversal"
    reverse_reference: str = "POST /reversal/{partnerReference}"
    report_transaction: str = "GET /report/transaction/{transactionId}"
    report_reference: str = "GET /report/partner-reference/{partnerReferenceId}"
    report_document: str = "GET /report/document/{documentNumber}"
    echo: str = "GET /echo"

    def __post_init__(self) -> None:
        for endpoint, default in _ASSUMED.items():
            text = getattr(self, endpoint)
            if not re.fullmatch(r"[A-Z]+ /\S*", text):
                raise ValueError(f"{endpoint}: {text!r} is not 'METHOD /path'")
            if _PLACEHOLDER.findall(text) != _PLACEHOLDER.findall(default):
                raise ValueError(f"{endpoint}: {text!r} needs the placeholders of {default!r}")

    def __iter__(self) -> Iterator[Route]:
        """Yield the routes of all 15 endpoints."""
        assumed = {endpoint: getattr(self, endpoint) for endpoint in _ASSUMED}
        for endpoint, text in (_KNOWN | assumed).items():
            method, path = text.split(" ", 1)
            # aiohttp's own pattern leaves braces out, which a reference may hold.
            yield Route(endpoint, method, PREFIX + _PLACEHOLDER.sub(r"{\1:[^/]+}", path))


_KNOWN = {
    "auth": "POST /auth",
    "catalog": "GET /catalog",
    "collections": "GET /catalog/collections",
    "collection": "GET /catalog/collections/{collectionId}",
    "product": "GET /catalog/products/{productId}",
    "stock": "GET /catalog/products/{productId}/stock",
    "pre_redeem": "POST /pre-redeem",
    "report_period": "GET /report/{startDate}/{finishDate}",
}
_ASSUMED: dict[str, str] = {field.name: str(field.default) for field in fields(Routes)}
