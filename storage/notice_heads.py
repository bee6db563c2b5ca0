"""Which notices are next in line: the first of each chat, as far as there is room."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, select, union_all

from storage.tables.outbox import notices


def due_heads(
    seen_to: ColumnElement[bool],
    now: datetime,
    first: Collection[str],
    rooms: tuple[int, int],
    line: int | None,
) -> Select[int]:
    """Ids of due notices that nobody sees to, at most one a chat, and none where another is seen to.

    Kinds that are ``first`` go before all others. ``rooms``: so many of the others, and of those. ``line``:
    only so many of the oldest of either are looked at, since to line up all takes as long as there are many.
    """
    waiting = notices.c.state == "waiting"
    sending = notices.c.state == "sending"
    # Thousands wait and few are claimed, which SQLite does not know: it is kept from the index of states.
    still_waiting = notices.c.state.concat("") == "waiting"
    claimed = and_(notices.c.claimed_by > "", still_waiting, seen_to)
    busy = union_all(*(select(notices.c.chat_id).where(each) for each in (sending, claimed)))
    goes_first = notices.c.kind.in_(first)
    rank = case((goes_first, 0), else_=1).label("rank")
    due = select(notices.c.id, notices.c.chat_id, notices.c.due_at, rank).where(
        waiting, notices.c.due_at <= now, not_(seen_to), notices.c.chat_id.not_in(busy)
    )
    if not rooms[0]:
        due = due.where(goes_first)
    if line is not None:
        oldest = due.order_by(notices.c.due_at, notices.c.id).limit(line)
        parts = oldest.where(not_(goes_first)).subquery(), oldest.where(goes_first).subquery()
        looked_at = union_all(*map(select, parts)).subquery()
    else:
        looked_at = due.subquery()
    in_line = func.row_number().over(
        partition_by=looked_at.c.chat_id,
        order_by=(looked_at.c.rank, looked_at.c.due_at, looked_at.c.id),
    )
    lined_up = select(looked_at, in_line.label("in_line")).subquery()
    place = func.row_number().over(
        partition_by=lined_up.c.rank, order_by=(lined_up.c.due_at, lined_up.c.id)
    )
    heads = select(lined_up.c.id, lined_up.c.rank, place.label("place"))
    heads_of_chats = heads.where(lined_up.c.in_line == 1).subquery()
    others, answers = rooms
    fits = heads_of_chats.c.place <= case((heads_of_chats.c.rank == 0, answers), else_=others)
    return select(heads_of_chats.c.id).where(fits)
