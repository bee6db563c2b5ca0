"""Which messages and forum topics are about a case: who answers one or writes in the other speaks in it."""

from dataclasses import dataclass

from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case by its number, that of its order, and whose it is."""

    id: int
    number: str
    customer_id: int
    is_open: bool


class CasePosts:
    """Looks them up and remembers them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def about(self, chat_id: int, message_id: int) -> CaseRef | None:
        """The case that a message of ours is about."""
        async with self._db.read() as tx:
            return _ref(await tx.cases.posted(chat_id, message_id))

    async def of_topic(self, chat_id: int, thread_id: int) -> CaseRef | None:
        """The case that a forum topic was opened for."""
        async with self._db.read() as tx:
            return _ref(await tx.cases.in_topic(chat_id, thread_id))

    async def note_post(
        self,
        case_id: int,
        chat_id: int,
        message_id: int,
        *,
        is_card: bool = False,
        home: int | None = None,
    ) -> None:
        """A message of ours is about this case; ``is_card``: it shows how the case stands, and follows.

        ``home``: the case's own chat, if another may be meant: its card is the one that stands there.
        """

        async def unit(tx: Tx) -> None:
            await tx.cases.post(case_id, chat_id, message_id, is_card=is_card)
            if is_card and home in (None, chat_id):
                await tx.cases.note_card(case_id, message_id)

        await self._db.keep(unit, "told", case=case_id)

    async def note_topic(self, case_id: int, thread_id: int) -> None:
        """A forum topic was opened for this case."""

        async def unit(tx: Tx) -> None:
            await tx.cases.note_topic(case_id, thread_id)

        await self._db.keep(unit, "told", case=case_id)


def _ref(row: CaseRow | None) -> CaseRef | None:
    return None if row is None else CaseRef(row.id, row.number, row.customer_id, row.is_open)
