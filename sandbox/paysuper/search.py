"""Finding products by the query of FACTS 2.1, and one page of what was found."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sandbox.paysuper.goods import KeyProduct

T = TypeVar("T")
Query = Mapping[str, str]


def matches(made: KeyProduct, query: Query) -> bool:
    """Whether all filters agree; name and sku are parts, in whatever case (our assumption)."""
    details = made.details
    name = query.get("name", "").casefold()
    if not any(name in text.casefold() for text in details.name.values()):
        return False
    if query.get("sku", "").casefold() not in details.sku.casefold():
        return False
    exact = {
        "project_id": details.project_id,
        "pricing": details.pricing,
        "enabled": str(made.enabled).lower(),
    }
    return all(query.get(field, value) == value for field, value in exact.items())


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
