"""Groups that let passers-by in: the default role shrinks, and who may decide about that is told, once."""

from datetime import datetime

from services.access.cache import Book
from services.access.chats_now import DefaultFor
from services.access.roles import EDIT_ROLES
from services.access.standing import Openness
from storage.chats import ChatRow
from storage.transaction import Tx

GROUP_OPENED = "group-opened"
"""The kind of the notice. Facts: ``chat``, its ``title``, ``role``, and ``open_to`` (an Openness)."""


async def tell_if_it_shrank(
    tx: Tx, book: Book, was: ChatRow, openness: Openness, now: datetime
) -> None:
    """Tell owners, and those who may give roles there and can be written to.

    ``was``: the group before it became so open; ``book`` knows it as it is now. Each opening is told, each
    once: it is written in the transaction by which the desk takes note of it.
    """
    was_closed = was.open_to in (None, Openness.CLOSED)
    shrinks = was.default_role is not None and book.default_for(was.id) is DefaultFor.WAITS
    if openness is Openness.CLOSED or not was_closed or not shrinks:
        return
    facts = {
        "chat": was.id,
        "title": was.title,
        "role": was.default_role,
        "open_to": str(openness),
    }
    holders = {grant.user_id for grant in book.members(was.id)} - book.owners
    told = set(book.owners)
    for holder in holders:
        may = book.permissions(holder, was.id, book.last_seen(holder, was.id))
        user = await tx.users.get(holder) if EDIT_ROLES in may else None
        if user is not None and user.can_be_written_to:
            told.add(holder)
    for person in sorted(told):
        once = f"{GROUP_OPENED}:{was.id}:{now.isoformat()}:{person}"
        await tx.notices.add(GROUP_OPENED, person, facts, once, now, now)
