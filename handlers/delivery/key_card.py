"""Keys in plain, for the one person who may read them, in a private chat and nowhere else."""

from handlers.frame.cards import AnyButton, Button, Card, CopyButton
from handlers.frame.paging import pager
from handlers.words.markup import bold, code, join, spoiler
from handlers.words.texts import Texts
from services.delivery import Keys
from services.page import Page, pages_for

_ON_A_CARD = 8
_MOST_TO_COPY = 256  # Bot API: CopyTextButton


def key_card(t: Texts, keys: Keys, verb: str, *, page: int = 1, problem: bool = False) -> Card:
    """The keys of an order, hidden until tapped and each with its copy button.

    ``verb`` turns the page where there are many. ``problem``: with the button that reports a key.
    """
    total = len(keys.plain)
    pages = pages_for(total, _ON_A_CARD)
    page = min(max(page, 1), pages)
    first = (page - 1) * _ON_A_CARD
    shown = keys.plain[first : first + _ON_A_CARD]
    order = keys.order
    lines = [
        t.get("key-title", product=bold(order.product), count=total),
        t.get("order-number", number=code(order.number)),
        "",
        *(spoiler(key) for key in shown),  # no code inside: Telegram drops a spoiler around it
        "",
        t.get("key-hint", count=len(shown)),
    ]
    rows: list[list[AnyButton]] = [
        [CopyButton(_copy_label(t, first + at, total), key)]
        for at, key in enumerate(shown, start=1)
        if len(key) <= _MOST_TO_COPY
    ]
    rows.append(pager(t, verb, Page(shown, page, pages, total), order.number))
    if problem:
        rows.append([Button(t.plain("button-problem"), "key.problem", order.number)])
    return Card(join(lines), rows, protect=True)


def _copy_label(t: Texts, at: int, total: int) -> str:
    return t.plain("button-copy") if total == 1 else t.plain("button-copy-nth", at=at)
