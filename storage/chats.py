"""Chats the bot is in, and what they have chosen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.chats import chats
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class ChatRow:
    """A chat. Null ``timezone`` follows the desk; ``removed_at``: the bot cannot write there.

    ``left_at``: it is not in it any more. ``default_role_for``: administrators, or None: all members.
    ``open_to``: how open the group is, as last heard; ``open_yes_at``: an owner said yes to that.
    ``purpose``: what it is for. Null ``language`` follows the desk. ``layout``: how reports look in it.
    """

    id: int
    kind: str
    title: str
    timezone: str | None
    default_role: str | None
    set_up_at: datetime | None
    set_up_by: int | None
    removed_at: datetime | None
    left_at: datetime | None = None
    default_role_for: str | None = None
    open_to: str | None = None
    open_yes_at: datetime | None = None
    purpose: str | None = None
    language: str | None = None
    layout: str | None = None
    zone_before: str | None = None
    zone_day: str | None = None


class Chats:
    """Rows of ``chats``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, chat_id: int) -> ChatRow | None:
        """Give a chat, or None for one that was never seen."""
        row = (await self._connection.execute(select(chats).where(chats.c.id == chat_id))).first()
        return None if row is None else ChatRow(*row)

    async def chosen(self) -> tuple[ChatRow, ...]:
        """Give the chats that were set up or have chosen something: few, however many customers."""
        settings = (chats.c.set_up_at, chats.c.timezone, chats.c.default_role, chats.c.layout)
        found = select(chats).where(or_(*(column.is_not(None) for column in settings)))
        return tuple(ChatRow(*row) for row in await self._connection.execute(found))

    async def not_set_up(self) -> tuple[ChatRow, ...]:
        """Give the groups the bot is in that nobody has set up, by title."""
        found = select(chats).where(
            chats.c.kind.in_(("group", "supergroup")),
            chats.c.set_up_at.is_(None),
            chats.c.left_at.is_(None),
        )
        rows = await self._connection.execute(found.order_by(chats.c.title, chats.c.id))
        return tuple(ChatRow(*row) for row in rows)

    async def note(self, chat_id: int, kind: str, title: str) -> None:
        """Write down a chat as it is called now; it was just heard from, so the bot is in it."""
        new: dict[str, object] = {"kind": kind, "title": title, "removed_at": None, "left_at": None}
        await self._write(chat_id, new)

    async def set_up(self, chat_id: int, kind: str, title: str, by: int, at: datetime) -> None:
        """Open a chat for service."""
        new = {"kind": kind, "title": title, "set_up_at": at, "set_up_by": by}
        await self._write(chat_id, {**new, "removed_at": None, "left_at": None})

    async def set_default_role(
        self, chat_id: int, role: str | None, role_for: str | None, yes_at: datetime | None
    ) -> bool:
        """Choose the role of every member, or of administrators only; None is none.

        ``yes_at``: when an owner said yes to a role that passers-by can reach. False: there is no such chat.
        """
        new = {"default_role": role, "default_role_for": role_for, "open_yes_at": yes_at}
        return await self._change(chat_id, **new)

    async def open_to(self, chat_id: int, openness: str) -> bool:
        """Note how open a group is. False: that is known, or the group is not."""
        known = chats.c.open_to.is_not_distinct_from(openness)
        done = await self._connection.execute(
            update(chats).where(chats.c.id == chat_id, ~known).values(open_to=openness)
        )
        return done.rowcount == 1

    async def set_timezone(
        self,
        chat_id: int,
        timezone: str | None,
        before: str | None = None,
        day: str | None = None,
    ) -> bool:
        """Choose the time zone (an IANA name); None follows the desk. False: there is no such chat.

        Limits count by the zone ``before`` while its ``day`` lasts.
        """
        new = {"timezone": timezone, "zone_before": before, "zone_day": day}
        return await self._change(chat_id, **new)

    async def set_purpose(self, chat_id: int, purpose: str) -> bool:
        """Note what a group is for. False: there is no such chat."""
        return await self._change(chat_id, purpose=purpose)

    async def set_language(self, chat_id: int, language: str) -> bool:
        """Choose the language a group is spoken to in. False: there is no such chat."""
        return await self._change(chat_id, language=language)

    async def set_layout(self, chat_id: int, layout: str) -> bool:
        """Choose how reports look in a chat. False: there is no such chat."""
        return await self._change(chat_id, layout=layout)

    async def remove(self, chat_id: int, at: datetime, *, left: bool) -> None:
        """Note of a known chat that the bot cannot write there any more; ``left``: it is not even in it.

        ``removed_at`` stays that of the first time until it can write there again.
        """
        since = func.coalesce(chats.c.removed_at, at)
        await self._change(chat_id, removed_at=since, left_at=at if left else None)

    async def restore(self, chat_id: int) -> None:
        """Note of a known chat that the bot can write there again."""
        await self._change(chat_id, removed_at=None, left_at=None)

    async def _write(self, chat_id: int, new: dict[str, object]) -> None:
        insert = insert_into(self._connection, chats).values(id=chat_id, **new)
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["id"], set_=new)
        )

    async def _change(self, chat_id: int, **values: object) -> bool:
        done = await self._connection.execute(
            update(chats).where(chats.c.id == chat_id).values(**values)
        )
        return done.rowcount == 1
