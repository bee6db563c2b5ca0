"""What must hold of what a power cut left: whatever the world was told stands in the books.

Judged with plain SQLite and the sellers' ledgers, so that a mistake of our own code shows too.
"""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from tests.campaigns.power_cut.day import Seen
from tests.campaigns.power_cut.desk import RecordedDesk
from tests.campaigns.power_cut.recording import Recording

KNOWN = {"sent", "accepted", "uncertain", "reversing", "reversed"}
"""States of a purchase for which the seller may have been paid."""
ASKED_BACK = {"reversing", "reversed"}


@dataclass(frozen=True)
class Promises:
    """What the world was told, each with the number of the act by which it was told first."""

    charges: dict[str, int] = field(default_factory=dict)
    """By transaction id: the seller was asked to charge."""
    reversals: dict[str, int] = field(default_factory=dict)
    """By transaction id: the seller was asked to take it back."""
    shown: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Keys that Cara has read: when, and her id."""
    links: dict[str, int] = field(default_factory=dict)
    """Tokens of claim links that Sam has."""
    orders: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)
    """What people have read of an order: one of these states it has from then on."""

    @classmethod
    def of(cls, desk: RecordedDesk, recording: Recording, seen: Seen) -> "Promises":
        """From the ledgers and the chats, when it was told from the recording."""

        def since(*words: str) -> int:
            number = recording.first_told(*words)
            assert number is not None, f"nothing recorded tells {words}"
            return number

        keys = [key for sold in desk.shop.orders for key in sold.keys]
        keys += [pin.key for pin in desk.hype.pins]
        read = "\n".join(message.text for message in desk.cara.private.all_messages)
        return cls(
            charges={
                **{sold.txn_id: since(sold.txn_id) for sold in desk.shop.orders},
                **{pin.reference: since(pin.reference) for pin in desk.hype.pins},
            },
            reversals={
                each.reference: since('"transactionId"', str(each.transaction_id))
                for each in desk.hype.reversals
            },
            shown={key: (since(key), desk.cara.id) for key in keys if key in read},
            links={token: since(token) for token in seen.links},
            orders=[
                (recording.at(moment), number, states) for moment, number, states in seen.orders
            ],
        )


@dataclass(frozen=True)
class Books:
    """What a database has, read from a copy of it."""

    state: str
    """The same for the same content."""
    purchases: dict[str, str]
    orders: dict[str, tuple[str, int | None]]
    keys: dict[str, str]
    """Orders by their keys, opened with the secrets beside the database."""
    links: set[str]


def read(folder: Path) -> Books:
    """Open the copy, which lets SQLite recover it. Raises sqlite3.DatabaseError, OSError, InvalidToken."""
    with closing(sqlite3.connect(folder / "keydesk.db")) as database:
        [(sound,)] = database.execute("PRAGMA integrity_check(1)").fetchall()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)
        state = hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()
        sealed = database.execute(
            "SELECT k.sealed, o.number FROM keys k JOIN orders o ON o.id = k.order_id"
        ).fetchall()
        secrets = (folder / "secret.keys").read_text(encoding="ascii").split()
        fernet = MultiFernet([Fernet(secret) for secret in secrets])
        rows = database.execute("SELECT number, status, customer_id FROM orders")
        return Books(
            state,
            dict(database.execute("SELECT txn_id, status FROM purchases").fetchall()),
            {number: (status, customer) for number, status, customer in rows},
            {fernet.decrypt(each).decode(): number for each, number in sealed},
            {token for (token,) in database.execute("SELECT token_hash FROM claims")},
        )


def broken(folder: Path, promises: Promises, cut: int) -> tuple[Books | None, list[str]]:
    """The books as a cut before act number ``cut`` left them, and what they break of what was told."""
    try:
        books = read(folder)
    except (sqlite3.DatabaseError, OSError, InvalidToken) as error:
        return None, [f"the books cannot be read: {type(error).__name__}: {error}"]
    found = []
    for txn_id, since in promises.charges.items():
        status = books.purchases.get(txn_id, "unknown")
        if since < cut and status not in KNOWN:
            found.append(f"charged, and the purchase is {status}")
    for txn_id, since in promises.reversals.items():
        status = books.purchases.get(txn_id, "unknown")
        if since < cut and status not in ASKED_BACK:
            found.append(f"taken back, and the purchase is {status}")
    for key, (since, customer) in promises.shown.items():
        if since >= cut:
            continue
        if key not in books.keys:
            found.append("a key that was shown is in no book")
        elif books.orders[books.keys[key]][1] != customer:
            found.append("a key that a customer was shown is not the customer's")
    for token, since in promises.links.items():
        if since < cut and hashlib.sha256(token.encode()).hexdigest() not in books.links:
            found.append("a claim link that was handed out opens nothing")
    for since, number, states in promises.orders:
        status, _ = books.orders.get(number, ("unknown", None))
        if since <= cut and status not in states:
            found.append(f"an order that was told to be {'/'.join(sorted(states))} is {status}")
    return books, found
