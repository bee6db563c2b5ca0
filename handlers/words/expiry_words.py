"""When keys expire, in a line: on an order's card, before they are handed over, and beside the key."""

from handlers.words.markup import Html
from handlers.words.texts import Texts
from services.orders.expiry import Expiry


def expiry_lines(t: Texts, expiry: Expiry, total: int) -> list[Html]:
    """Of ``total`` keys; nothing where none of them expires."""
    if expiry.first is None:
        return []
    words = "keys-have-expired" if expiry.expired else "keys-expire"
    count = expiry.expired or expiry.keys
    return [t.get(words, count=count, total=total, at=expiry.first)]
