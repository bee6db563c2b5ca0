"""A person who was forgotten stands in no row any more, and the books are what they were."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import LargeBinary, insert, select, update

from services.access.errors import UnknownPersonError
from services.access.roles import SUPPORT
from services.access.service import Access
from services.actor import Actor
from services.cases import CaseKind, Said, SentFile
from services.delivery.errors import ClaimRefusedError
from services.duty import DutyRota
from services.incidents.views import seen
from services.orders import OrderStatus
from services.orders.door import BUY, DELIVER
from services.orders.errors import UnknownOrderError
from services.people import People
from services.privacy import Forgetting
from services.privacy.errors import HasRoleError
from services.vault import Vault
from storage.forgetting import FORGOTTEN, NAME
from storage.grants import EVERYWHERE, GrantRow
from storage.members import MemberRow
from storage.pending_confirmations import PendingConfirmationRow
from storage.stock_wishes import StockWishRow
from storage.tables.access import grants
from storage.tables.cases import cases
from storage.tables.chats import users
from storage.tables.conversations import allowances
from storage.tables.keys import claim_misses
from storage.tables.metadata import metadata
from storage.tables.orders import orders
from storage.tables.outbox import notices
from tests.services.cases.conftest import CaseDesk
from tests.services.orders.conftest import CARA, GROUP, SAM, OrderRoom
from tests.services.orders_made import OrderMade, let_in, make_orders

OWNER = Actor(1, 1, "Olga Owner")
CUSTOMER = Actor(CARA, CARA, "Carazanthe Öztürk")
USERNAME = "cara_zanthe"
WORDS = "it says quixotically used"
MINE = (CUSTOMER.name, USERNAME, WORDS, "photo-of-cara")

GOES = {
    *("users", "chats", "members", "dialogs", "held", "claim_misses", "allowances", "notices"),
    *("case_messages", "case_posts", "case_settings", "reply_templates", "schedules"),
    *("incidents", "incident_signals", "incident_log", "incident_cards"),
    *("maintenance_cards", "hooks"),
    "stock_wishes",
}
"""Tables with rows of a customer, or of their private chat, that go."""
NAMELESS = {"orders", "keys", "claims", "cases", "object_changes", "own_keys", "audit"}
"""Tables of the books: a row stays and names nobody; the audit's has an id, and is hashed."""
OF_STAFF = {
    *("grants", "limits", "spent", "roles", "role_permissions", "switches", "catalog_changes"),
    *("escalations", "duty_rotas", "duty_shifts", "duty_overrides"),
    *("work", "inbox", "runs", "maintenance_seen", "sales_totals", "sales_changes"),
    *("approvals", "approval_votes", "approval_cards", "approval_chats"),
}
"""Who works here by id, and what is under way for moments only."""
OF_NOBODY = {
    *("products", "product_words", "catalog_change_parts", "offers", "purchases", "unread_charges"),
    *("stock_watches", "low_stock", "quotes", "order_marks", "provider_health", "starts"),
    *("key_samples", "own_key_samples", "samples_due"),
    *("key_shapes", "heartbeat", "secrets", "backups", "audit_head", "audit_keys", "audit_nights"),
}


def test_every_table_is_known_to_those_who_forget() -> None:
    """Whoever adds a table says what becomes of a customer in it, and sees to it in storage/forgetting.py."""
    known = GOES | NAMELESS | OF_STAFF | OF_NOBODY
    assert set(metadata.tables) - known == set()
    assert known - set(metadata.tables) == set()


def forgetting(room: OrderRoom) -> Forgetting:
    """Who forgets, in a desk of which person 1 is an owner."""
    access = Access(room.db, room.clock, frozenset({1}), room.audit)
    return Forgetting(room.db, room.clock, access, room.people, room.outbox, room.audit)


async def everything(room: OrderRoom, vault: Vault) -> dict[str, list[str]]:
    """Every row of every table as text, what is sealed opened, by table."""
    found: dict[str, list[str]] = {}
    async with room.db.read() as tx:
        for table in metadata.sorted_tables:
            for row in (await tx.connection.execute(select(table))).mappings():
                words = []
                for column in table.c:
                    value = row[column.name]
                    if isinstance(column.type, LargeBinary) and value:
                        try:
                            value = vault.unwrap(value)
                        except InvalidToken:  # a key, sealed by the room's own secret
                            value = ""
                    words.append(f"{value}")
                found.setdefault(table.name, []).append(" | ".join(words))
    return found


def naming(rows: dict[str, list[str]], *words: str) -> set[str]:
    """The tables in which any of these stands."""
    return {name for name, each in rows.items() for row in each for word in words if word in row}


async def fill(desk: CaseDesk, vault: Vault) -> int:
    """Let Cara leave a trace wherever a customer can; gives the number of her open case."""
    room, now = desk.room, desk.room.clock()
    await room.people.seen(CARA, CUSTOMER.name, USERNAME, CARA, "private", CUSTOMER.name)
    await room.people.set_language(CARA, "en")
    said = Said(WORDS, file=SentFile("photo", "photo-of-cara"))
    case, _ = await desk.cases.open(CUSTOMER, await desk.keys(), 1, CaseKind.USED, said)
    await desk.answer(case, words=f"Dear {CUSTOMER.name}, try again")
    async with room.db.write() as tx:
        run = tx.connection.execute
        await run(insert(claim_misses).values(user_id=CARA, misses=2, last_at=now))
        await run(insert(allowances).values(who=CARA, what="start", full_at=now, refused=0))
        await tx.members.note(MemberRow(CARA, GROUP, "member", now))
        held = vault.wrap(f"{WORDS} {CARA}")
        later = now + timedelta(hours=1)
        await tx.pending_confirmations.add([PendingConfirmationRow("key", CARA, CARA, held, later)])
        await tx.cases.post(case.id, CARA, 77)
        await tx.stock_wishes.add(StockWishRow(1, CARA, CARA, "GTA V"), now)
        for kind, chat, facts in (
            ("key-problem", GROUP, {"order": case.number, "name": CUSTOMER.name, "words": WORDS}),
            ("brought-in", 1, {"chat": -7, "title": "T", "user": CARA, "name": CUSTOMER.name}),
            ("not-delivered", GROUP, {"order": case.number, "customer": CARA}),
            ("order-reversed", CARA, {"order": case.number, "keys": 1}),
            ("listed", GROUP, {"names": ["x", CUSTOMER.name], "customer": 2100}),
        ):
            await tx.notices.add(kind, chat, facts, None, now, now)
    await room.people.started(CARA)
    return case.id


async def test_nothing_of_a_forgotten_customer_is_in_any_row(
    desk: CaseDesk, vault: Vault, room: OrderRoom
) -> None:
    """All tables are walked: neither name, @name nor words are left, and the id in the audit alone."""
    case_id = await fill(desk, vault)
    before = await everything(room, vault)
    assert naming(before, *MINE) >= {"users", "chats", "held", "case_messages", "notices"}
    number = desk.order.number
    order = await room.orders.told(number)

    gone = await forgetting(room).forget(OWNER, CARA)
    after = await everything(room, vault)
    assert naming(after, *MINE) == set()
    lone = {
        name: [row for row in rows if str(CARA) in row.split(" | ")] for name, rows in after.items()
    }
    assert {name for name, rows in lone.items() if rows} == {"audit"}
    facts = [row for row in after["notices"] if "listed" in row]
    assert "2100" in facts[0]
    assert "x" in facts[0]

    assert (gone.counts.keys, gone.counts.open_cases) == (1, 1)
    kept = await room.orders.told(number)
    same = replace(kept, customer_id=order.customer_id, customers=order.customers)
    assert same == replace(order, status=kept.status, ended_at=kept.ended_at)
    assert [person.name for person in kept.customers] == [NAME]
    async with room.db.read() as tx:
        row = (await tx.connection.execute(select(cases).where(cases.c.id == case_id))).one()
        told = (await tx.connection.execute(select(notices.c.kind, notices.c.chat_id))).all()
    assert (row.status, row.customer_id, row.open_key) == ("closed", FORGOTTEN, None)
    assert ("case-changed", GROUP) in [tuple(each) for each in told]
    assert (await room.audit.verify()).trouble is None


async def test_their_keys_are_nobodys_to_find_and_nobodys_to_get(
    desk: CaseDesk, room: OrderRoom
) -> None:
    """Neither /mykeys nor the used link gives them, and they are not free; whoever comes back begins anew."""
    draft = await room.checkout.draft(SAM, desk.order.offer_id, 1)
    await room.confirm(let_in(SAM, draft.number, BUY))
    link = await room.claims.make(let_in(SAM, draft.number, DELIVER))
    await room.claims.honour(CARA, link.token)
    await room.people.seen(CARA, CUSTOMER.name, None, CARA, "private", CUSTOMER.name)
    await forgetting(room).forget(CUSTOMER, CARA)
    with pytest.raises(UnknownOrderError):
        await room.shelf.my_keys(CARA, draft.number)
    with pytest.raises(ClaimRefusedError):
        await room.claims.honour(CARA, link.token)
    order = await room.orders.told(draft.number)
    assert order.status is OrderStatus.DELIVERED
    assert (order.free, order.handed) == (0, 1)
    assert not (await room.shelf.my_orders(CARA, 5)).shown.items

    await room.people.seen(CARA, "Somebody", None, CARA, "private", "Somebody")
    assert (await room.people.with_id(CARA)).name == "Somebody"
    assert (await forgetting(room).data(CARA)).counts.keys == 0


async def test_what_never_arrived_is_not_sold_again(desk: CaseDesk, room: OrderRoom) -> None:
    """Keys that were sent and wait for their customer count as handed over, and nobody is written to."""
    await room.people.seen(CARA, CUSTOMER.name, None, CARA, "private", CUSTOMER.name)
    await room.people.started(CARA)
    draft = await room.checkout.draft(SAM, desk.order.offer_id, 1)
    await room.confirm(let_in(SAM, draft.number, BUY))
    await room.delivery.send_to(let_in(SAM, draft.number, DELIVER), CARA)
    gone = await forgetting(room).forget(OWNER, CARA)
    assert gone.counts.unseen == 1
    order = await room.orders.told(draft.number)
    assert (order.free, order.handed, order.status) == (0, 1, OrderStatus.DELIVERED)
    assert not await room.notices_of(CARA)
    async with room.db.write() as tx:
        assert await room.outbox.post(tx, "order-reversed", FORGOTTEN, {}) is None


async def test_who_works_here_is_not_forgotten(room: OrderRoom, people: People) -> None:
    """Somebody with a role, an owner, and nobody at all are refused; so is the second of two."""
    now = room.clock()
    await people.seen(CARA, CUSTOMER.name, None, CARA, "private", CUSTOMER.name)
    await people.seen(1, OWNER.name, None, 1, "private", OWNER.name)
    async with room.db.write() as tx:
        await tx.grants.add(GrantRow(CARA, EVERYWHERE, SUPPORT, 1, now, None))
    desk = forgetting(room)
    for user_id in (CARA, 1):
        with pytest.raises(HasRoleError):
            await desk.forget(OWNER, user_id)
    async with room.db.write() as tx:
        await tx.connection.execute(grants.delete())
    await desk.forget(OWNER, CARA)
    for user_id in (CARA, FORGOTTEN, 999):
        with pytest.raises(UnknownPersonError):
            await desk.forget(OWNER, user_id)
    async with room.db.read() as tx:
        known = set(await tx.connection.scalars(select(users.c.id)))
    assert CARA not in known
    assert FORGOTTEN in known


async def test_who_was_forgotten_is_called_so_wherever_they_stand(
    room: OrderRoom, people: People, access: Access
) -> None:
    """In the rota, on an order and an incident, as customers are; whom nobody knows by the id."""
    now = room.clock()
    await people.seen(CARA, CUSTOMER.name, None, CARA, "private", CUSTOMER.name)
    async with room.db.write() as tx:
        await tx.duty.add_shift(chat_id=GROUP, user_id=CARA, days=127, begins=0, ends=1440)
        told = {"group_key": "a", "kind": "omen", "severity": "warning", "opened_at": now}
        number = await tx.incidents.add(chat_id=GROUP, thread_id=None, open_key="a", **told)
        assert number is not None
        await tx.incidents.note(number, now, "acknowledged", CARA)
    await make_orders(room.db, [OrderMade("mill", "delivered", "9", "KZT", now, ())])
    async with room.db.write() as tx:
        await tx.connection.execute(update(orders).values(buyer_id=CARA))
    await forgetting(room).forget(OWNER, CARA)
    rota = await DutyRota(room.db, room.clock, access, room.audit, "UTC").view(GROUP)
    async with room.db.read() as tx:
        row = await tx.incidents.get(number)
        assert row is not None
        incident = await seen(tx, row)
    assert (await room.orders.told("K-0001")).buyer_name == NAME
    assert (rota.names[CARA], [each.by for each in incident.lines]) == (NAME, [NAME])
    assert await people.names([CARA, 999]) == {CARA: NAME}
