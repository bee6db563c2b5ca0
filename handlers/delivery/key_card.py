"""Keys in plain, for the one person who may read them, in a private chat and nowhere else."""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.delivery.key_pages import (
    ROOM,
    KeyPage,
    can_be_copied,
    file_of,
    pages_of,
    shows_exactly,
    wants_csv,
    wants_file,
)
from handlers.delivery.twin_words import twin_lines
from handlers.frame.callback import Tap
from handlers.frame.cards import AnyButton, Attached, Button, Card, CopyButton
from handlers.frame.departure import Holds
from handlers.frame.lists import pager
from handlers.frame.values import Values
from handlers.taps import KEY_FILE, KEY_PAGE, KEY_PROBLEM, ORDER_FILE, ORDER_SHOW
from handlers.words.csv_files import csv_file
from handlers.words.expiry_words import expiry_lines
from handlers.words.lengths import beginning, units
from handlers.words.markup import Html, bold, code, join, spoiler
from handlers.words.texts import Texts
from services.delivery import Keys
from services.orders.twins import SeenTwin
from services.page import Page

_TEXT, _CSV = _KINDS = ("text", "csv")
_SHOWN_OF_LONG = 60
"""Units of a key in a file that are shown above it, to know it by."""


class Taps(NamedTuple):
    """What the buttons lead to: turn to another page; send all keys in a file."""

    page: Tap
    file: Tap


OF_CUSTOMER = Taps(KEY_PAGE, KEY_FILE)
OF_STAFF = Taps(ORDER_SHOW, ORDER_FILE)


def key_card(
    t: Texts,
    keys: Keys,
    taps: Taps,
    holds: Holds,
    twins: Sequence[SeenTwin] = (),
    *,
    page: int = 1,
    problem: bool = False,
) -> Card:
    """The keys of an order, hidden until tapped and each with its copy button where one can hold it.

    A key that no message can hold as it is comes as a file. ``holds`` is asked when the card leaves
    (``KeyShelf.still_good``). ``twins``: for staff, what is said of keys that came
    more than once. ``problem``: with the button that reports a key.
    """
    pages = pages_of(keys.numbered)
    number = min(max(page, 1), len(pages))
    shown = pages[number - 1]
    rows: list[list[AnyButton]] = [
        [CopyButton(_copy_label(t, place, keys.total), key)]
        for place, key in shown.keys
        if can_be_copied(key)
    ]
    rows.append(
        pager(t, taps.page, Page(shown.keys, number, len(pages), keys.total), keys.order.number)
    )
    if wants_file(keys.plain) and not (shown.is_file and keys.total == 1):
        files: list[AnyButton] = [Button(t.plain("button-as-file"), taps.file, keys.order.number)]
        if wants_csv(keys.plain):
            files.append(Button(t.plain("button-as-csv"), taps.file, keys.order.number, _CSV))
        rows.append(files)
    if problem:
        rows.append([Button(t.plain("button-problem"), KEY_PROBLEM, keys.order.number)])
    if shown.is_file:
        return _file_card(t, keys, shown, rows, holds, twins)
    lines = [
        *_title(t, keys, twins),
        "",
        *(spoiler(key) for _, key in shown.keys),  # a code inside would drop the spoiler around it
        "",
        t.get("key-hint", count=len(shown.keys)),
        *_unreadable(t, keys),
        *_let_go(t, keys),
    ]
    return Card(join(lines), rows, protect=True, holds=holds)


def kind_of_file(values: Values, index: int) -> str:
    """Which file a button asks for: text, unless it says otherwise."""
    return values.one_of(index, _KINDS) if len(values) > index else _TEXT


def all_in_file(
    t: Texts, keys: Keys, holds: Holds, twins: Sequence[SeenTwin] = (), kind: str = _TEXT
) -> Card:
    """All keys of an order in one file; ``holds`` as above. Keys that CSV might change come as text."""
    lines = [
        *_title(t, keys, twins),
        t.get("key-file-all", count=len(keys.plain)),
        *_unreadable(t, keys),
        *_let_go(t, keys),
    ]
    file = Attached(f"{keys.order.number}.txt", file_of(keys.numbered, keys.total))
    if kind == _CSV and wants_csv(keys.plain):
        header = [t.plain(f"key-csv-{column}") for column in ("at", "key")]
        rows = [(str(place), key) for place, key in keys.numbered]
        file = Attached(f"{keys.order.number}.csv", csv_file(header, rows))
    return Card(join(lines), protect=True, file=file, holds=holds)


def _file_card(
    t: Texts,
    keys: Keys,
    shown: KeyPage,
    rows: list[list[AnyButton]],
    holds: Holds,
    twins: Sequence[SeenTwin],
) -> Card:
    [(place, key)] = shown.keys
    start = beginning(" ".join(key.split()), _SHOWN_OF_LONG)
    visible = "".join(letter for letter in start if shows_exactly(letter))
    why = "key-file-long" if units(key) >= ROOM else "key-file-odd"
    lines = [
        *_title(t, keys, twins),
        t.get(why, at=place, total=keys.total, characters=len(key)),
        *([spoiler(f"{visible}…")] if visible else []),
        *_unreadable(t, keys),
        *_let_go(t, keys),
    ]
    name = keys.order.number if keys.total == 1 else f"{keys.order.number}-{place}"
    file = Attached(f"{name}.txt", file_of(shown.keys, keys.total))
    return Card(join(lines), rows, protect=True, file=file, holds=holds)


def _title(t: Texts, keys: Keys, twins: Sequence[SeenTwin]) -> list[Html]:
    order = keys.order
    return [
        t.get("key-title", product=bold(order.product), count=keys.total),
        t.get("order-number", number=code(order.number)),
        *expiry_lines(t, keys.expiry, keys.total),
        *twin_lines(t, order, twins),
    ]


def _unreadable(t: Texts, keys: Keys) -> list[Html]:
    """Which keys no secret opens any more: named by their places, the first ten of them."""
    if not keys.unreadable:
        return []
    places = t.listing([str(place) for place in keys.unreadable[:10]])
    return [
        t.get(
            "key-unreadable",
            count=len(keys.unreadable),
            total=keys.total,
            places=places if len(keys.unreadable) <= 10 else f"{places} …",
        )
    ]


def _let_go(t: Texts, keys: Keys) -> list[Html]:
    """How many keys are not kept any more: they were handed over long ago."""
    if not keys.let_go:
        return []
    return [t.get("key-let-go", count=len(keys.let_go), total=keys.total)]


def _copy_label(t: Texts, at: int, total: int) -> str:
    return t.plain("button-copy") if total == 1 else t.plain("button-copy-nth", at=at)
