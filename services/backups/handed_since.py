"""What may have been handed over since a backup was made: people are told, and nobody gets it twice."""

from collections.abc import Collection, Sequence
from datetime import datetime

from storage.transaction import Tx

LINKS_CLOSED = "links-closed"
"""A notice of which orders had a claim link that is closed now.

Facts: ``orders``, how many ``more`` there are, ``made_at`` of the backup.
"""
PERHAPS_HANDED = "perhaps-handed"
"""A notice of which orders had keys that were nobody's then. Facts: the same."""
ASIDE = "own-stock-aside"
"""A notice to owners that own stock is not sold before a person says so. Facts: ``keys``, ``made_at``."""
MOST_NAMED = 20
OPEN = ("paying", "paid", "keyed", "uncertain")
"""Orders that may have gone on after the backup was made."""


async def guard(tx: Tx, made_at: datetime, now: datetime) -> int:
    """Let no claim link that was open then work, and leave orders whose they were then.

    Each chat is told at the next start of which orders keys may have been handed over since; gives how many
    links were closed.
    """
    await tx.orders.take_for_handed_over(made_at)
    await tx.pieces.take_for_handed_over(made_at)
    closed = await tx.claims.revoke_all(now)
    await _tell(tx, LINKS_CLOSED, closed, made_at, now)
    with_link = {number for _, number in closed}
    ready = [each for each in await tx.orders.ready(OPEN) if each[1] not in with_link]
    await _tell(tx, PERHAPS_HANDED, ready, made_at, now)
    return len(closed)


async def tell_of_aside(
    tx: Tx, owners: Collection[int], keys: int, made_at: datetime, now: datetime
) -> None:
    """Have owners hear how much of own stock is put aside, and how it is sold again."""
    facts = {"keys": keys, "made_at": made_at.isoformat()}
    for owner in owners:
        await tx.notices.add(ASIDE, owner, facts, None, now, now)


async def _tell(
    tx: Tx, kind: str, orders: Sequence[tuple[int, str]], made_at: datetime, now: datetime
) -> None:
    by_chat: dict[int, list[str]] = {}
    for chat_id, number in orders:
        by_chat.setdefault(chat_id, []).append(number)
    for chat_id, numbers in by_chat.items():
        facts = {
            "orders": numbers[:MOST_NAMED],
            "more": max(len(numbers) - MOST_NAMED, 0),
            "made_at": made_at.isoformat(),
        }
        await tx.notices.add(kind, chat_id, facts, None, now, now)
