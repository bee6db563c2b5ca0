"""Keys of own stock as they would lie in the database."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from services.vault import Vault, mask
from storage.database import Database
from storage.own_keys import FREE, NEVER
from storage.tables.catalog import offers, products
from storage.tables.stock import own_keys
from tests.clock import ManualClock


def own_key(
    plain: str,
    offer_id: int,
    vault: Vault,
    clock: ManualClock,
    cost: str = "5",
    until: datetime = NEVER,
) -> dict[str, Any]:
    """The row of a key in stock."""
    return {
        "offer_id": offer_id,
        "state": FREE,
        "sealed": vault.seal(plain),
        "fingerprint": vault.fingerprint(plain),
        "bare_fingerprint": vault.bare_fingerprint(plain),
        "mask": mask(plain),
        "cost": Decimal(cost),
        "sold_until": until,
        "came_by": "added",
        "added_by": 12,
        "added_at": clock(),
    }


async def own_offer(db: Database, clock: ManualClock, currency: str = "EUR") -> int:
    """An offer of own stock, its external id "1", of the one product there is."""
    async with db.write() as tx:
        run = tx.connection.execute
        if (product := (await run(select(products.c.id))).scalar()) is None:
            made = insert(products).values(name="GTA V", name_key="gta v", created_at=clock())
            product = (await run(made.returning(products.c.id))).scalar_one()
        made = insert(offers).values(
            product_id=product,
            provider="own",
            external_id="1",
            currency=currency,
            country="",
            created_at=clock(),
        )
        return int((await run(made.returning(offers.c.id))).scalar_one())


async def put_in_stock(db: Database, rows: Sequence[dict[str, Any]]) -> None:
    """Write them."""
    async with db.write() as tx:
        await tx.connection.execute(insert(own_keys), list(rows))
