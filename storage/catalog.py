"""The catalog: products, and their offers by provider."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import offers, products
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product: the name people read, and its folded form that is unique."""

    id: int
    name: str
    name_key: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A product as one provider sells it. ``country`` is empty where the provider asks for none."""

    id: int
    product_id: int
    provider: str
    external_id: str
    currency: str
    country: str
    created_at: datetime
    removed_at: datetime | None


class Catalog:
    """Rows of ``products`` and ``offers``. An offer is put away, never deleted: orders point to it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def listed(self, behind: int, limit: int) -> list[tuple[OfferRow, str]]:
        """Offers that are not put away, with their products' names: some behind this id, oldest first."""
        found = (
            select(*offers.c, products.c.name)
            .join(products, products.c.id == offers.c.product_id)
            .where(offers.c.removed_at.is_(None), offers.c.id > behind)
            .order_by(offers.c.id)
            .limit(limit)
        )
        rows = await self._connection.execute(found)
        return [(OfferRow(*row[:-1]), row[-1]) for row in rows]

    async def offer(self, offer_id: int) -> OfferRow | None:
        """An offer by its row number, also one that is put away: open orders still need it."""
        found = select(offers).where(offers.c.id == offer_id)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else OfferRow(*row)

    async def name_product(self, name: str, name_key: str, at: datetime) -> ProductRow:
        """The product of this name, made if there is none.

        One that has no offers left takes the new spelling: that is how a name is corrected.
        """
        made = insert_into(self._connection, products).values(
            name=name, name_key=name_key, created_at=at
        )
        await self._connection.execute(made.on_conflict_do_nothing(index_elements=["name_key"]))
        in_use = exists().where(offers.c.product_id == products.c.id, offers.c.removed_at.is_(None))
        await self._connection.execute(
            update(products)
            .where(products.c.name_key == name_key, products.c.name != name, ~in_use)
            .values(name=name)
        )
        found = select(products).where(products.c.name_key == name_key)
        return ProductRow(*(await self._connection.execute(found)).one())

    async def put_offer(
        self,
        product_id: int,
        provider: str,
        external_id: str,
        currency: str,
        country: str,
        at: datetime,
    ) -> OfferRow | None:
        """Write an offer, or bring it back from where it was put away; None: it is there already."""
        insert = insert_into(self._connection, offers).values(
            product_id=product_id,
            provider=provider,
            external_id=external_id,
            currency=currency,
            country=country,
            created_at=at,
        )
        put = insert.on_conflict_do_update(
            index_elements=["provider", "external_id", "currency", "country"],
            set_={"product_id": product_id, "removed_at": None},
            where=offers.c.removed_at.is_not(None),
        )
        row = (await self._connection.execute(put.returning(offers))).first()
        return None if row is None else OfferRow(*row)

    async def put_away(self, offer_id: int, at: datetime) -> bool:
        """Take an offer out of the catalog; False: it is not in it."""
        statement = (
            update(offers)
            .where(offers.c.id == offer_id, offers.c.removed_at.is_(None))
            .values(removed_at=at)
        )
        return (await self._connection.execute(statement)).rowcount == 1
