"""Lists of open cases, of the chats in which somebody may answer them."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.access import Access, Reach
from services.actor import Actor
from services.cases.finding import ANSWER
from services.cases.views import CaseView, CaseViews
from services.page import COUNTED, Count, Stretch, stretch
from storage.case_lists import CaseFilter
from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx

FILTERS = ("open", "mine", "waiting")


@dataclass(frozen=True, slots=True)
class CaseList:
    """Some of the cases that were asked for, and how many there are of these."""

    shown: Stretch[CaseView]
    total: Count


class CaseLists:
    """Lists cases: in a group its own, in a private chat those of everywhere in reach."""

    def __init__(self, db: Database, views: CaseViews, access: Access) -> None:
        self._db = db
        self._views = views
        self._access = access

    async def listing(
        self,
        actor: Actor,
        name: str,
        size: int,
        *,
        behind: int | None = None,
        before: int | None = None,
    ) -> CaseList:
        """Some of the open cases by a filter of FILTERS: the first ones, or those behind or before a case."""
        reach = Reach(anywhere=False, chats=frozenset({actor.chat_id}))
        if actor.chat_id == actor.user_id:
            reach = await self._access.reach(actor.user_id, ANSWER)
        asked = CaseFilter(
            chats=None if reach.anywhere else reach.chats,
            other_than=reach.chats if reach.anywhere else (),
            assigned_to=actor.user_id if name == "mine" else None,
            waiting=name == "waiting",
        )
        async with self._db.read() as tx:
            return await self._read(tx, asked, reach, size, behind, before)

    async def _read(
        self,
        tx: Tx,
        asked: CaseFilter,
        reach: Reach,
        size: int,
        behind: int | None,
        before: int | None,
    ) -> CaseList:
        marks: dict[int, CaseRow] = {}
        for each in (behind, before):
            row = None if each is None else await tx.cases.by_id(each)
            if row is not None and reach.covers(row.chat_id):
                marks[row.id] = row

        async def first(limit: int, than: int | None) -> Sequence[CaseRow]:
            mark = None if than is None else marks[than]
            return await tx.case_lists.first(asked, limit, behind=mark)

        async def next_before(limit: int, than: int) -> Sequence[CaseRow]:
            return await tx.case_lists.before(asked, limit, than=marks[than])

        found = await stretch(
            first,
            next_before,
            size,
            behind=behind if behind in marks else None,
            before=before if before in marks else None,
        )
        count = len(found.items)
        if found.newer or found.older:
            count = await tx.case_lists.counted(asked, COUNTED + 1)
        views = tuple([await self._views.of(tx, row) for row in found.items])
        return CaseList(Stretch(views, found.newer, found.older), Count.of(count))
