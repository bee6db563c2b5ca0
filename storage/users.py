"""People who have met the bot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.audit import audit
from storage.tables.chats import users
from storage.upsert import insert_into

FORGOTTEN_ACTION = "customer.forgotten"
"""What the audit says of whoever was forgotten, and by that of whose id."""
FORGOTTEN_NAME = "(forgotten)"
"""What they are called since."""


@dataclass(frozen=True, slots=True)
class UserRow:
    """A Telegram user. ``started_at``: may be written to, unless ``blocked_at`` says otherwise.

    ``username`` is the one last heard of, in small letters; ``met_at`` is None for people met before
    that was written down.
    """

    id: int
    name: str
    username: str | None
    language: str | None
    started_at: datetime | None
    blocked_at: datetime | None
    seen_at: datetime
    met_at: datetime | None = None

    @property
    def can_be_written_to(self) -> bool:
        """Whether the person has started the bot and not blocked it."""
        return self.started_at is not None and self.blocked_at is None


_BY_ID = select(users).where(users.c.id == bindparam("id"))
_NAMES = select(users.c.id, users.c.name).where(users.c.id.in_(bindparam("ids", expanding=True)))
"""Made once: nothing is said without them."""


class Users:
    """Rows of ``users``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, user_id: int) -> UserRow | None:
        """Give a person, or None for one who was never seen."""
        row = (await self._connection.execute(_BY_ID, {"id": user_id})).first()
        return None if row is None else UserRow(*row)

    async def by_username(self, username: str) -> tuple[UserRow, ...]:
        """Give all last heard of under this name (no @, any case), the latest first.

        Telegram's names change hands: several may have been seen with one, and nobody may have it now.
        """
        found = select(users).where(users.c.username == username.lower())
        rows = await self._connection.execute(found.order_by(users.c.seen_at.desc(), users.c.id))
        return tuple(UserRow(*row) for row in rows)

    async def names(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Give the names of those who are known among these."""
        found = await self._connection.execute(_NAMES, {"ids": list(set(user_ids))})
        return {row.id: row.name for row in found}

    async def called(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Give what to call those who stand in the books: by name, and as forgotten if they were.

        So whoever worked here, was dismissed and then forgotten is named as customers are, and not by an id.
        """
        names = await self.names(wanted := list(user_ids))
        if left := [str(each) for each in wanted if each not in names]:
            gone = audit.c.action == FORGOTTEN_ACTION, audit.c.subject.in_(left)
            found = await self._connection.scalars(select(audit.c.subject).where(*gone))
            names |= {int(each): FORGOTTEN_NAME for each in found}
        return names

    async def note(self, user_id: int, name: str, username: str | None, at: datetime) -> None:
        """Write down a person as they are called now."""
        new = {"name": name, "username": username.lower() if username else None, "seen_at": at}
        insert = insert_into(self._connection, users).values(id=user_id, met_at=at, **new)
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["id"], set_=new)
        )

    async def rename(self, user_id: int, name: str, username: str | None) -> None:
        """Write down what a known person is called now, without having seen them."""
        await self._change(user_id, name=name, username=username.lower() if username else None)

    async def start(self, user_id: int, at: datetime) -> None:
        """Note that a known person pressed Start, so may be written to (again)."""
        since = func.coalesce(users.c.started_at, at)
        await self._change(user_id, started_at=since, blocked_at=None)

    async def block(self, user_id: int, at: datetime) -> None:
        """Note that a known person has blocked the bot or is gone."""
        await self._change(user_id, blocked_at=at)

    async def unblock(self, user_id: int) -> None:
        """Note that a known person takes messages again."""
        await self._change(user_id, blocked_at=None)

    async def set_language(self, user_id: int, language: str | None) -> bool:
        """Choose the language a person is answered in; None follows the desk. False: nobody knows them."""
        return await self._change(user_id, language=language)

    async def languages(self, limit: int) -> dict[int, str]:
        """Give the languages that were chosen, by person; of so many, those seen last at the end."""
        chosen = select(users.c.id, users.c.language).where(users.c.language.is_not(None))
        latest = chosen.order_by(users.c.seen_at.desc()).limit(limit)
        rows = (await self._connection.execute(latest)).all()
        return {row.id: row.language for row in reversed(rows)}

    async def _change(self, user_id: int, **values: object) -> bool:
        done = await self._connection.execute(
            update(users).where(users.c.id == user_id).values(**values)
        )
        return done.rowcount == 1
