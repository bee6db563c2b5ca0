"""What must be true of whose an order's keys are, whatever was done in whatever order."""

from datetime import datetime

from sqlalchemy import select

from services.orders import OrderStatus
from services.orders.pieces import good_keys, read_pieces
from storage.tables.keys import claims, keys
from storage.transaction import Tx


async def pieces_wrong(tx: Tx, number: str, now: datetime) -> list[str]:
    """Everything that is wrong, in words: each good key is free, in one open link, or in one hand."""
    order = await tx.orders.by_number(number)
    assert order is not None
    pieces, wrong = await read_pieces(tx, order, now), []
    good = {key.id for key in await good_keys(tx, order.id)}
    groups = [{key.id for key in each} for each in (pieces.free, pieces.linked, pieces.given)]
    if sorted(one for group in groups for one in group) != sorted(good):
        wrong.append(f"{number}: {len(good)} good keys, and {[len(each) for each in groups]}")
    opened = {each.id for each in pieces.links}
    wrong += [
        f"{number}: an open link with nothing in it"
        for link in pieces.links
        if not link.whole and not any(key.claim_id == link.id for key in pieces.linked)
    ]
    whole = order.owner_id
    for key in pieces.given:
        if whole is not None and key.customer_id not in (None, whole):
            wrong.append(f"{number}: {whole} has all of it, and {key.customer_id} a key")
        if key.claim_id in opened:
            wrong.append(f"{number}: a key is {key.customer_id}'s and in an open link")
    handed = bool(good) and all(key.handed_at is not None for key in pieces.given)
    handed = handed and len(pieces.given) == len(good)
    if order.status == OrderStatus.DELIVERED and good and not handed:
        wrong.append(f"{number}: delivered, with keys that nobody was handed")
    if order.status == OrderStatus.KEYED and handed and order.by_the_piece:
        wrong.append(f"{number}: all is handed over, and it is not delivered")
    return wrong + await _by_links(tx, order.id, number)


async def _by_links(tx: Tx, order_id: int, number: str) -> list[str]:
    """Who has a key by a link is who has used that link."""
    found = (
        select(claims.c.used_by, keys.c.customer_id)
        .join(keys, keys.c.claim_id == claims.c.id)
        .where(keys.c.order_id == order_id, claims.c.used_at.is_not(None))
    )
    rows = (await tx.connection.execute(found)).all()
    return [
        f"{number}: {row.used_by} has used a link, and {row.customer_id} has its key"
        for row in rows
        if row.used_by != row.customer_id
    ]
