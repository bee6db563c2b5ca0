"""A desk that has sold a key to Cara, and two who may answer her."""

from dataclasses import dataclass, replace

import pytest
from cryptography.fernet import Fernet

from services.access import Access
from services.actor import Actor
from services.cases import (
    CaseFollowing,
    CaseKeys,
    CaseKind,
    CaseReplacing,
    Cases,
    CaseSettings,
    CaseTalk,
    CaseView,
    CaseViews,
    Said,
)
from services.cases.finding import ANSWER
from services.delivery import Keys
from services.orders import OrderView, OrderViews
from services.orders.door import BUY, DELIVER
from services.vault import Vault
from tests.services.orders.conftest import CARA, SAM, OrderRoom, room, shop
from tests.services.orders_made import let_in

__all__ = ["room", "shop"]

SUE = replace(SAM, user_id=SAM.user_id + 1000, name="Sue")
CUSTOMER = Actor(CARA, CARA, "Cara")


@dataclass
class CaseDesk:
    """The services of cases, and the order that Cara has."""

    room: OrderRoom
    cases: Cases
    talk: CaseTalk
    replacing: CaseReplacing
    following: CaseFollowing
    settings: CaseSettings
    order: OrderView

    async def keys(self) -> Keys:
        """Cara's keys."""
        return await self.room.shelf.my_keys(CARA, self.order.number)

    async def open(self, words: str = "it is used") -> CaseView:
        """Cara opens a case."""
        case, _ = await self.cases.open(CUSTOMER, await self.keys(), 1, CaseKind.USED, Said(words))
        return case

    async def answer(
        self, case: CaseView, actor: Actor = SAM, words: str = "Try again"
    ) -> CaseView:
        """Somebody of the desk answers."""
        return await self.talk.answer(let_in(actor, case.number, ANSWER), case.id, Said(words))

    async def replace(self, case: CaseView, actor: Actor = SAM) -> OrderView:
        """Somebody draws a replacement up."""
        _, draft = await self.replacing.replace(let_in(actor, case.number, BUY), case.id)
        return draft

    async def told(self, kind: str, chat_id: int) -> int:
        """How many notices of a kind a chat is told."""
        async with self.room.db.read() as tx:
            return len(await tx.notices.of_kind(kind, chat_id))

    async def bought(self, number: str, actor: Actor = SAM) -> None:
        """Somebody confirms an order, and it is bought."""
        await self.room.checkout.confirm(let_in(actor, number, BUY))
        await self.room.worker.idle()


@pytest.fixture
async def desk(room: OrderRoom, vault: Vault) -> CaseDesk:
    """Everything wired; Cara has claimed one key of GTA V."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    await room.checkout.confirm(let_in(SAM, draft.number, BUY))
    await room.worker.idle()
    link = await room.claims.make(let_in(SAM, draft.number, DELIVER))
    await room.claims.honour(CARA, link.token)
    views = CaseViews(OrderViews(room.clock))
    keys = CaseKeys(room.db, room.shelf, vault)
    access = Access(room.db, room.clock, frozenset({SAM.user_id, SUE.user_id}), room.audit)
    talk = CaseTalk(room.db, room.clock, views, keys, vault, room.outbox, room.audit, access)
    cases = Cases(room.db, room.clock, views, talk, room.outbox, room.audit)
    replacing = CaseReplacing(
        *(room.db, room.clock, views, room.checkout, room.approvals), room.outbox, room.audit
    )
    following = CaseFollowing(room.db, room.clock, room.delivery, access, room.outbox, room.audit)
    order = await room.orders.told(draft.number)
    return CaseDesk(
        room, cases, talk, replacing, following, CaseSettings(room.db, room.audit), order
    )


@pytest.fixture
def vault() -> Vault:
    """What seals what is said."""
    return Vault([Fernet.generate_key().decode()])
