"""Marks on orders and alerts of which a chat was not told, until people have seen them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from services.outbox.instead import NOT_TOLD
from services.outbox.kinds import ON_THE_CARD
from storage.notices import NoticeRow
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class NotTold:
    """What was not told, by the numbers of orders and of schedules."""

    orders: Mapping[str, tuple[NoticeRow, ...]]
    schedules: Mapping[int, tuple[NoticeRow, ...]]


async def not_told(tx: Tx) -> NotTold:
    """Read the marks."""
    orders: dict[str, list[NoticeRow]] = defaultdict(list)
    schedules: dict[int, list[NoticeRow]] = defaultdict(list)
    for row in await tx.notices.not_told():
        if row.kind == NOT_TOLD:
            continue
        if "order" in row.facts:
            orders[str(row.facts["order"])].append(row)
        elif "schedule" in row.facts:
            schedules[int(row.facts["schedule"])].append(row)
    return NotTold(
        {number: tuple(rows) for number, rows in orders.items()},
        {number: tuple(rows) for number, rows in schedules.items()},
    )


async def known_by_card(tx: Tx, number: str, chat_id: int) -> list[int]:
    """What a chat knows that sees an order's card now.

    What sleeps for another chat, a customer's for instance, is still to be told there.
    """
    return [
        row.id
        for row in await tx.notices.not_told()
        if row.facts.get("order") == number
        and row.kind in ON_THE_CARD
        and (row.state == "untold" or row.chat_id == chat_id)
    ]


async def known_by_alert(tx: Tx, arrived: NoticeRow) -> list[int]:
    """What a chat knows that was told of an app by the same schedule now."""
    same = ("schedule", "app")
    return [
        row.id
        for row in await tx.notices.not_told()
        if row.kind == arrived.kind
        and row.state == "untold"
        and all(name in row.facts and row.facts[name] == arrived.facts.get(name) for name in same)
    ]
