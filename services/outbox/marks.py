"""Marks on orders and alerts of which a chat was not told, until people have seen them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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


async def known_by_alerts(tx: Tx, arrived: Sequence[NoticeRow]) -> list[int]:
    """What chats know that were told of an app by the same schedule now."""
    told = {(each.chat_id, each.kind, *_of_app(each)) for each in arrived if all(_of_app(each))}
    if not told:
        return []
    return [
        row.id
        for row in await tx.notices.untold_in({each.chat_id for each in arrived})
        if (row.chat_id, row.kind, *_of_app(row)) in told
    ]


def _of_app(notice: NoticeRow) -> tuple[object, object]:
    return notice.facts.get("schedule"), notice.facts.get("app")
