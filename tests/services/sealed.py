"""Desks with something of all that is sealed, started with secrets."""

from datetime import timedelta

from cryptography.fernet import Fernet
from sqlalchemy import insert, select

from services.audit import Audit
from services.rotation import Rotation
from services.seals import Seals
from services.vault import Vault
from storage.database import Database
from storage.secrets import SEALED_COLUMNS
from storage.tables.cases import case_messages, cases
from storage.tables.catalog import offers, products
from storage.tables.conversations import pending_confirmations
from storage.tables.inbox import inbox
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.tables.stock import own_keys
from storage.tables.work import work
from tests.clock import ManualClock
from tests.own_stock_made import own_key

OLD, MID, NEW = (Fernet.generate_key().decode() for _ in range(3))
PLAIN = [f"AAAA-BBBB-{number:04}" for number in range(450)]
"""More than two steps of a rotation."""


async def store(db: Database, clock: ManualClock, vault: Vault, plain: list[str], at: int) -> None:
    """One order with these keys, and one of all else that is sealed, as a desk has them."""
    async with db.write() as tx:
        run = tx.connection.execute
        if at == 1:
            await run(insert(products).values(id=1, name="G", name_key="g", created_at=clock()))
            offer = {"id": 1, "product_id": 1, "provider": "shop", "external_id": "1"}
            await run(insert(offers).values(**offer, currency="BRL", created_at=clock()))
        order = {"id": at, "number": f"K-{at}", "status": "keyed", "offer_id": 1, "product": "G"}
        price = {"unit_price": 1, "currency": "BRL", "buyer_id": 1, "chat_id": 1}
        count = len(plain)
        await run(
            insert(orders).values(
                **order, **price, provider="shop", count=count, created_at=clock()
            )
        )
        for position, key in enumerate(plain, start=1):
            row_id = at * 1000 + position
            bought = {"id": row_id, "order_id": at, "position": position, "status": "accepted"}
            await run(insert(purchases).values(**bought, txn_id=str(row_id)))
            await run(
                insert(keys).values(
                    order_id=at,
                    purchase_id=row_id,
                    position=1,
                    sealed=vault.seal(key),
                    fingerprint=vault.fingerprint(key),
                    bare_fingerprint=vault.bare_fingerprint(key),
                    mask="•",
                    arrived_at=clock(),
                )
            )
        await run(
            insert(pending_confirmations).values(
                key=f"held{at}",
                chat_id=1,
                user_id=1,
                sealed=vault.wrap("words"),
                expires_at=clock() + timedelta(hours=1),
            )
        )
        await run(insert(own_keys).values(own_key(f"OWN-{at}", 1, vault, clock)))
        case = {"id": at, "order_id": at, "product_id": 1, "chat_id": 1, "customer_id": 2}
        stands = {"kind": "used", "status": "open", "opened_at": clock()}
        await run(insert(cases).values(**case, **stands))
        said = {"case_id": at, "author_id": 2, "from_customer": True, "at": clock()}
        await run(insert(case_messages).values(**said, sealed=vault.wrap("it is used")))
        taken = {"taken_at": clock(), "tries": 1, "claimed_by": "desk"}
        await run(insert(inbox).values(id=at, sealed=vault.wrap("an update"), **taken))
        await run(insert(inbox).values(id=at + 100, taken_at=clock(), tries=1))
        due = {"facts": {}, "due_at": clock(), "tries": 0, "made_at": clock()}
        some = {"kind": "some", "subject": str(at), "line": "hype", **due}
        await run(insert(work).values(**some, sealed=vault.wrap("a deed")))
        await run(insert(work).values(**some | {"kind": "order"}))


async def started(db: Database, clock: ManualClock, *present: str) -> Vault:
    """Start a desk with these secrets, newest first. Raises WrongSecretsError."""
    vault = Vault(present)
    seals = Seals(db, clock, vault)
    await seals.check()
    clock.advance(1)
    await seals.note_start()
    return vault


def rotation(db: Database, clock: ManualClock, *present: str) -> Rotation:
    """The command, with these secrets in the settings."""
    return Rotation(db, clock, Vault(present), Audit(db, clock, Vault(present)))


async def all_sealed(db: Database) -> list[bytes]:
    """Whatever is sealed anywhere."""
    async with db.read() as tx:
        found = [(await tx.connection.execute(select(each))).scalars() for each in SEALED_COLUMNS]
        return [sealed for rows in found for sealed in rows if sealed is not None]
