"""Finding products by the query of FACTS 2.1, and one page of what was found."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sandbox.paysuper.dialect import Dialect
from sandbox.paysuper.errors import RefusalError
from sandbox.paysuper.goods import KeyProduct

T = TypeVar("T")
Query = Mapping[str, str]


def matches(made: KeyProduct, query: Query, dialect: Dialect) -> bool:
    """Whether all filters agree. The document's name and sku are parts, in whatever case (assumed)."""
    details = made.details
    finds = _pattern if dialect == "server" else _part
    name = finds(query.get("name", ""))
    if not any(name(text) for text in details.name.values()):
        return False
    if not finds(query.get("sku", ""))(details.sku):
        return False
    exact = {
        "project_id": details.project_id,
        "pricing": details.pricing,
        "enabled": str(made.enabled).lower(),
    }
    return all(query.get(field, value) == value for field, value in exact.items())


def _part(wanted: str) -> Callable[[str], bool]:
    return lambda text: wanted.casefold() in text.casefold()


def _pattern(wanted: str) -> Callable[[str], bool]:
    """The server hands the filter to its database as a pattern, whatever the case (PSB)."""
    try:
        found = re.compile(wanted, re.IGNORECASE)
    except re.error as error:
        raise RefusalError("kp000018", str(error), status=500) from None
    return lambda text: found.search(text) is not None


def page(found: Sequence[T], query: Query) -> Sequence[T]:
    """Cut out the page; without a limit everything from the offset on."""
    offset = int(query.get("offset", 0))
    end = offset + int(query["limit"]) if "limit" in query else None
    return found[offset:end]


def clamped(query: Query, most: int) -> Query:
    """Bring offset and limit into their bounds, as the server does instead of refusing."""
    offset = max(int(query.get("offset", 0)), 0)
    limit = int(query.get("limit", most))
    return {**query, "offset": str(offset), "limit": str(min(limit, most) if limit > 0 else most)}
