"""Products with their offers, words and settings, read from the rows for the memory of the catalog."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from sys import intern

from services.catalog.entries import Offer, Product
from services.catalog.fields import settings_of
from storage.catalog import OfferRow, ProductRow, WordRow
from storage.transaction import Tx

_AT_ONCE = 1000
"""Rows that are read together."""


async def everything(tx: Tx) -> AsyncIterator[Sequence[Product]]:
    """All products that have an offer, some at a time."""
    offers: dict[int, list[OfferRow]] = defaultdict(list)
    behind = 0
    while rows := await tx.catalog.offers_behind(behind, _AT_ONCE):
        for offer in rows:
            offers[offer.product_id].append(offer)
        behind = rows[-1].id
    behind = 0
    while products := await tx.catalog.products_behind(behind, _AT_ONCE):
        words = await tx.catalog.words_between(products[0].id, products[-1].id)
        yield _joined([row for row in products if row.id in offers], words, offers)
        behind = products[-1].id


async def products_of(tx: Tx, ids: Collection[int]) -> dict[int, Product]:
    """Some products; those without an offer are left out."""
    offers: dict[int, list[OfferRow]] = defaultdict(list)
    for offer in await tx.catalog.offers_of(ids):
        offers[offer.product_id].append(offer)
    rows = [row for row in await tx.catalog.products(ids) if row.id in offers]
    words = await tx.catalog.words_of(ids)
    return {each.id: each for each in _joined(rows, words, offers)}


def _joined(
    rows: Iterable[ProductRow], words: Iterable[WordRow], offers: dict[int, list[OfferRow]]
) -> list[Product]:
    also: dict[int, list[str]] = defaultdict(list)
    for each in words:
        also[each.product_id].append(each.word)
    return [
        Product(
            row.id,
            row.name,
            tuple(_offer(each, row.name) for each in offers[row.id]),
            tuple(also.get(row.id, ())),
            row.paused_at is not None,
            settings_of(row),
        )
        for row in rows
    ]


def _offer(row: OfferRow, product_name: str) -> Offer:
    """Very many have these three words in common: each is in memory once."""
    return Offer(
        row.id,
        row.product_id,
        product_name,
        intern(row.provider),
        row.external_id,
        intern(row.currency),
        intern(row.country),
    )
