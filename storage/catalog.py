"""The catalog: products with what they are also found by, and their offers by provider."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.many import execute_many
from storage.tables.catalog import offers, product_words, products
from storage.upsert import insert_into

_AT_ONCE = 500
"""Ids in one statement."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product: the name people read, its folded form that is unique, and its settings."""

    id: int
    name: str
    name_key: str
    created_at: datetime
    paused_at: datetime | None = None
    own_first: bool = False
    low_mark: int | None = None
    price_ceiling: Decimal | None = None
    ceiling_currency: str | None = None


@dataclass(frozen=True, slots=True)
class WordRow:
    """What a product is found by besides its name."""

    product_id: int
    word_key: str
    word: str


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
    """Rows of ``products``, ``product_words`` and ``offers``.

    An offer is put away, never deleted: orders point to it.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def offers_behind(self, behind: int, limit: int) -> list[OfferRow]:
        """Offers that are not put away: some behind this id, oldest first."""
        found = (
            select(offers)
            .where(offers.c.removed_at.is_(None), offers.c.id > behind)
            .order_by(offers.c.id)
            .limit(limit)
        )
        return [OfferRow(*row) for row in await self._connection.execute(found)]

    async def products_behind(self, behind: int, limit: int) -> list[ProductRow]:
        """Products: some behind this id, oldest first, also such without offers."""
        found = select(products).where(products.c.id > behind).order_by(products.c.id).limit(limit)
        return [ProductRow(*row) for row in await self._connection.execute(found)]

    async def words_between(self, first: int, last: int) -> list[WordRow]:
        """What these products and all between them are also found by."""
        found = (
            select(product_words.c.product_id, product_words.c.word_key, product_words.c.word)
            .where(product_words.c.product_id.between(first, last))
            .order_by(product_words.c.product_id, product_words.c.word_key)
        )
        return [WordRow(*row) for row in await self._connection.execute(found)]

    async def products(self, ids: Collection[int]) -> list[ProductRow]:
        """These products."""
        rows = await self._of(select(products), products.c.id, ids)
        return [ProductRow(*row) for row in rows]

    async def words_of(self, ids: Collection[int]) -> list[WordRow]:
        """What these products are also found by, in its order."""
        columns = product_words.c
        found = select(columns.product_id, columns.word_key, columns.word)
        rows = await self._of(found.order_by(columns.word_key), columns.product_id, ids)
        return [WordRow(*row) for row in rows]

    async def offers_of(self, ids: Collection[int]) -> list[OfferRow]:
        """The offers of these products that are not put away, oldest first."""
        found = select(offers).where(offers.c.removed_at.is_(None)).order_by(offers.c.id)
        return [OfferRow(*row) for row in await self._of(found, offers.c.product_id, ids)]

    async def offers(self, ids: Collection[int]) -> list[OfferRow]:
        """These offers, also such as are put away."""
        return [OfferRow(*row) for row in await self._of(select(offers), offers.c.id, ids)]

    async def offer(self, offer_id: int) -> OfferRow | None:
        """An offer by its row number, also one that is put away: open orders still need it."""
        found = select(offers).where(offers.c.id == offer_id)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else OfferRow(*row)

    async def holder(self, name_key: str) -> ProductRow | None:
        """The product that has this name."""
        found = select(products).where(products.c.name_key == name_key)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else ProductRow(*row)

    async def name_product(self, name: str, name_key: str, at: datetime) -> ProductRow:
        """The product of this name, made if there is none."""
        made = insert_into(self._connection, products).values(
            name=name, name_key=name_key, created_at=at
        )
        await self._connection.execute(made.on_conflict_do_nothing(index_elements=["name_key"]))
        found = await self.holder(name_key)
        if found is None:
            raise LookupError(name_key)
        return found

    async def ids_of_names(self, name_keys: Collection[str]) -> dict[str, int]:
        """The numbers of the products of these names, as far as there are any."""
        found = select(products.c.name_key, products.c.id)
        return {
            row.name_key: row.id for row in await self._of(found, products.c.name_key, name_keys)
        }

    async def add_products(self, names: Mapping[str, str], at: datetime) -> None:
        """Make products, each by its folded name."""
        if names:
            made = insert_into(self._connection, products).on_conflict_do_nothing()
            rows = [{"name": n, "name_key": key, "created_at": at} for key, n in names.items()]
            await execute_many(self._connection, made, rows)

    async def put_offers(
        self, wanted: Mapping[tuple[str, str, str, str], int], at: datetime
    ) -> None:
        """Write offers, or bring them back, each under a product; what is there already is left alone."""
        if not wanted:
            return
        insert = insert_into(self._connection, offers)
        put = insert.on_conflict_do_update(
            index_elements=["provider", "external_id", "currency", "country"],
            set_={"product_id": insert.excluded.product_id, "removed_at": None},
            where=offers.c.removed_at.is_not(None),
        )
        names = ("provider", "external_id", "currency", "country")
        rows = [
            {**dict(zip(names, place, strict=True)), "product_id": product, "created_at": at}
            for place, product in wanted.items()
        ]
        await execute_many(self._connection, put, rows)

    async def in_use(self, product_id: int) -> bool:
        """Whether a product has an offer."""
        found = exists().where(offers.c.product_id == product_id, offers.c.removed_at.is_(None))
        return bool(await self._connection.scalar(select(found)))

    async def set_products(self, values: Sequence[Mapping[str, Any]]) -> None:
        """Write products anew: each has its ``id`` and the same columns as the others."""
        if not values:
            return
        columns: dict[str, Any] = {
            name: bindparam(f"new_{name}") for name in values[0] if name != "id"
        }
        changed = update(products).where(products.c.id == bindparam("of")).values(columns)
        rows = [
            {"of" if name == "id" else f"new_{name}": value for name, value in each.items()}
            for each in values
        ]
        await execute_many(self._connection, changed, rows)

    async def add_words(self, words: Sequence[WordRow]) -> None:
        """Let products be found by these too."""
        if words:
            made = insert_into(self._connection, product_words)
            rows = [
                {"product_id": each.product_id, "word_key": each.word_key, "word": each.word}
                for each in words
            ]
            await execute_many(self._connection, made, rows)

    async def drop_words(self, words: Sequence[tuple[int, str]]) -> None:
        """Let products be found by these no more, each named with its key."""
        if words:
            gone = delete(product_words).where(
                product_words.c.product_id == bindparam("of"),
                product_words.c.word_key == bindparam("by"),
            )
            named = [{"of": each, "by": key} for each, key in words]
            await execute_many(self._connection, gone, named)

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

    async def place_offers(self, placed: Sequence[tuple[int, int]]) -> None:
        """Put offers under products: each an offer and its product."""
        if placed:
            put = (
                update(offers)
                .where(offers.c.id == bindparam("which"))
                .values(product_id=bindparam("under"), removed_at=None)
            )
            rows = [{"which": offer, "under": product} for offer, product in placed]
            await execute_many(self._connection, put, rows)

    async def put_away(self, ids: Sequence[int], at: datetime) -> None:
        """Take offers out of the catalog."""
        if ids:
            away = update(offers).where(offers.c.id == bindparam("which")).values(removed_at=at)
            await execute_many(self._connection, away, [{"which": each} for each in ids])

    async def _of(
        self, found: Select[Any], column: Any, ids: Collection[Any]
    ) -> list[Any]:  # rows of what is selected
        wanted, rows = sorted(ids), []
        for at in range(0, len(wanted), _AT_ONCE):
            some = found.where(column.in_(wanted[at : at + _AT_ONCE]))
            rows += (await self._connection.execute(some)).all()
        return rows
