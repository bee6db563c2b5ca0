"""Very full books in a database file of SQLite, written in seconds, and each time alike."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

BEGINNING = datetime(2026, 11, 1, tzinfo=UTC)
PRICES = ("956.30", "120.00", "15.50")
STATUSES = ("delivered", "delivered", "delivered", "failed")
_LETTERS = str.maketrans("0123456789", "ACDEFGHJKM")
_SYLLABLES = (
    "ka",
    "ro",
    "mi",
    "ten",
    "dra",
    "vel",
    "lun",
    "gar",
    "thi",
    "sha",
    "cor",
    "pax",
    "zor",
    "hol",
)
_COMMON = (
    "war",
    "star",
    "legend",
    "dark",
    "world",
    "game",
    "of",
    "the",
    "gold",
    "pack",
    "coins",
    "card",
)
_FROM = 1_000_000
"""The first id of what is written, so that it meets nothing that is there."""
_SOLD = _FROM
"""The product, and the offer, that every order is of."""


@dataclass(frozen=True, slots=True)
class Books:
    """How much is written.

    Orders are bought by ``buyers`` in turn, each in their private chat, over so many ``days``. Of every few
    ``customers`` have one, in turn, and nobody has the others. Every deed of the audit is one with an order.
    """

    orders: int = 0
    products: int = 0
    people: int = 0
    deeds: int = 0
    buyers: Sequence[int] = (1001,)
    customers: Sequence[int] = (2001,)
    claimed_every: int = 100
    days: int = 30


def fill(file: Path, books: Books) -> str:
    """Write them into a file that has the schema, and give the number of the order in their middle."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        with connection:
            _put(connection, "products", _products(books.products))
            _put(connection, "offers", _offers(books.products))
            _put(connection, "orders", (_order(n, books) for n in range(books.orders)))
            _put(connection, "purchases", map(_purchase, range(books.orders)))
            _put(connection, "keys", _keys(books))
            _put(connection, "users", map(_person, range(books.people)))
            _put(connection, "chats", map(_chat, range(books.people)))
            _put(connection, "audit", (_deed(n, books) for n in range(books.deeds)))
    return _number(books.orders // 2)


Row = dict[str, object]


def _put(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    values = ", ".join(f":{name}" for name in first)
    insert = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({values})"  # noqa: S608 - our own names
    connection.execute(insert, first)
    connection.executemany(insert, rows)


def _products(count: int) -> Iterator[Row]:
    for number, name in enumerate(("Game", *names(count)), _SOLD):
        yield {"id": number, "name": name, "name_key": name.lower(), "created_at": _moment(0, 1, 1)}


def _offers(count: int) -> Iterator[Row]:
    for number in range(_SOLD, _SOLD + count + 1):
        row = {"id": number, "product_id": number, "external_id": str(number), "country": ""}
        yield row | {"provider": "codegames", "currency": "KZT", "created_at": _moment(0, 1, 1)}


def names(count: int) -> Iterator[str]:
    """Names of games: words that many have and such as few have, a number behind the half of them."""
    chance, seen = Random(7), set[str]()  # noqa: S311 - the same each time
    made = [
        "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(count // 5 + 9)
    ]
    while len(seen) < count:
        words = [
            chance.choice(_COMMON if chance.random() < 0.3 else made)
            for _ in range(chance.randint(2, 4))
        ]
        if chance.random() < 0.5:
            words.append(chance.choice(("II", "III", "V", "2", str(chance.randint(4, 3000)))))
        name = " ".join(words).title()
        if name.lower() not in seen:
            seen.add(name.lower())
            yield name


def _order(number: int, books: Books) -> Row:
    moment = _moment(number, books.orders, books.days)
    buyer = books.buyers[number % len(books.buyers)]
    return {
        "id": _FROM + number,
        "number": _number(number),
        "status": STATUSES[number % len(STATUSES)],
        "offer_id": _SOLD,
        "provider": ("codegames", "hype")[number % 2],
        "product": "Game",
        "count": 1,
        "unit_price": PRICES[number % len(PRICES)],
        "currency": "KZT",
        "buyer_id": buyer,
        "chat_id": buyer,
        "customer_id": _customer(number, books),
        "created_at": moment,
        "confirmed_at": moment,
        "ended_at": moment,
    }


def _number(number: int) -> str:
    """Like a real one, but never drawn twice."""
    digits = f"{number:08}".translate(_LETTERS)
    return f"K-{digits[:4]}-{digits[4:]}"


def _purchase(number: int) -> Row:
    bought = STATUSES[number % len(STATUSES)] == "delivered"
    return {
        "id": _FROM + number,
        "order_id": _FROM + number,
        "position": 1,
        "txn_id": f"t{number}",
        "status": "accepted" if bought else "refused",
        "reference": str(number) if bought else None,
    }


def _keys(books: Books) -> Iterator[Row]:
    """One of each order that somebody has."""
    for number in range(0, books.orders, books.claimed_every):
        mark = f"{number:064}"
        yield {
            "order_id": _FROM + number,
            "purchase_id": _FROM + number,
            "position": 1,
            "sealed": b"",
            "fingerprint": mark,
            "bare_fingerprint": mark,
            "mask": "…",
            "arrived_at": _moment(number, books.orders, books.days),
            "customer_id": _customer(number, books),
        }


def _customer(number: int, books: Books) -> int | None:
    every = books.claimed_every
    return None if number % every else books.customers[number // every % len(books.customers)]


def _person(number: int) -> Row:
    seen = _moment(0, 1, 1)
    return {"id": 10**9 + number, "name": f"Person {number}", "seen_at": seen, "started_at": seen}


def _chat(number: int) -> Row:
    return {"id": 10**9 + number, "kind": "private", "title": f"Person {number}"}


def _deed(number: int, books: Books) -> Row:
    """A row that looks like one of the chain and is none of it."""
    buyer = books.buyers[number % len(books.buyers)]
    return {
        "at": _moment(number, books.deeds, books.days),
        "actor_id": buyer,
        "chat_id": buyer,
        "home_id": buyer,
        "kind": "orders" if number % 50 else "keys",
        "action": "order.confirmed" if number % 50 else "keys.revealed",
        "subject": _number(number),
        "facts": "{}",
        "previous": f"{_FROM + number:064}",
        "hash": f"{_FROM + number + 1:064}",
    }


def _moment(number: int, count: int, days: int) -> str:
    moment = BEGINNING + timedelta(days=days) * number / count
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
