"""Dialogs: what the bot has asked a person in a chat and waits to read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.conversations import dialogs
from storage.upsert import insert_into

_ANSWER = "answer_in_hand"


@dataclass(frozen=True, slots=True)
class DialogRow:
    """An open question. ``facts`` is JSON: what the answer is about.

    ``answer``: the update that is being served as its answer; None: nobody has one in hand.
    """

    chat_id: int
    user_id: int
    question: str
    facts: dict[str, Any]
    asked_at: datetime
    answer: int | None = None


class Dialogs:
    """Rows of ``dialogs``: at most one question for a person in a chat."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ask(self, dialog: DialogRow) -> None:
        """Open a question; it takes the place of the one before."""
        new = {"question": dialog.question, "facts": dialog.facts, "asked_at": dialog.asked_at}
        insert = insert_into(self._connection, dialogs).values(
            chat_id=dialog.chat_id, user_id=dialog.user_id, **new
        )
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["chat_id", "user_id"], set_=new)
        )

    async def get(self, chat_id: int, user_id: int) -> DialogRow | None:
        """Give the open question, or None."""
        found = select(dialogs).where(dialogs.c.chat_id == chat_id, dialogs.c.user_id == user_id)
        row = (await self._connection.execute(found)).first()
        return None if row is None else _read(*row)

    async def take(self, chat_id: int, user_id: int, answer: int) -> DialogRow | None:
        """Let an update be its answer, and give it. None: there is none, or another update is it."""
        mine = and_(dialogs.c.chat_id == chat_id, dialogs.c.user_id == user_id)
        found = select(dialogs).where(mine).with_for_update()
        row = (await self._connection.execute(found)).first()
        asked = None if row is None else _read(*row)
        if asked is None or asked.answer not in (None, answer):
            return None
        facts = {**asked.facts, _ANSWER: answer}
        await self._connection.execute(update(dialogs).where(mine).values(facts=facts))
        return asked

    async def put_back(self, asked: DialogRow) -> None:
        """Its answer did not do: another update may be it, unless another was asked meanwhile."""
        await self._connection.execute(
            update(dialogs)
            .where(
                dialogs.c.chat_id == asked.chat_id,
                dialogs.c.user_id == asked.user_id,
                dialogs.c.asked_at == asked.asked_at,
            )
            .values(facts=asked.facts)
        )

    async def any_since(self, chat_id: int, moment: datetime) -> bool:
        """Whether anybody was asked something in a chat from a moment on."""
        found = select(dialogs.c.user_id).where(
            dialogs.c.chat_id == chat_id, dialogs.c.asked_at >= moment
        )
        return await self._connection.scalar(found.limit(1)) is not None

    async def all(self) -> tuple[DialogRow, ...]:
        """Give every open question, oldest first."""
        found = select(dialogs).order_by(dialogs.c.asked_at)
        return tuple(_read(*row) for row in await self._connection.execute(found))

    async def end(self, chat_id: int, user_id: int, asked_at: datetime | None = None) -> bool:
        """Close the question. False: there was none, or someone else has just closed it.

        ``asked_at``: only the one that was asked then.
        """
        gone = delete(dialogs).where(dialogs.c.chat_id == chat_id, dialogs.c.user_id == user_id)
        if asked_at is not None:
            gone = gone.where(dialogs.c.asked_at == asked_at)
        return (await self._connection.execute(gone)).rowcount == 1

    async def end_all(self, user_id: int) -> int:
        """Close every question to a person and tell how many there were."""
        gone = delete(dialogs).where(dialogs.c.user_id == user_id)
        return (await self._connection.execute(gone)).rowcount


def _read(
    chat_id: int, user_id: int, question: str, facts: dict[str, Any], asked_at: datetime
) -> DialogRow:
    """A row as it stands in the table: whose answer is in hand is kept among its facts."""
    about = {name: fact for name, fact in facts.items() if name != _ANSWER}
    return DialogRow(chat_id, user_id, question, about, asked_at, facts.get(_ANSWER))
