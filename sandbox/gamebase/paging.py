"""Pages of a list, with the pagingInfo of FACTS 4.7 and 4.8."""

from collections.abc import Sequence
from typing import Any

from sandbox.gamebase.asked import Asked, Content

DEFAULT_SIZE = 20
"""Entries of a page if none is asked for; documented nowhere."""


def page_of(entries: Sequence[dict[str, Any]], asked: Asked) -> Content:
    """Return the page that was asked for; one behind the last is empty.

    numberOfElements counts the page, as its name says; the table has "Total number of data" both
    for it and for totalElements.
    """
    page, size = asked.number("page"), asked.number("size", DEFAULT_SIZE)
    pages = -(-len(entries) // size)
    shown = list(entries[page * size : (page + 1) * size])
    info = {
        "first": page == 0,
        "last": page >= pages - 1,
        "numberOfElements": len(shown),
        "page": page,
        "size": size,
        "totalElements": len(entries),
        "totalPages": pages,
    }
    return {"pagingInfo": info, "result": shown}
