"""PIN Hype's catalog tree (FACTS 5.3) and its stretches (5.4, 5.5), read whole.

What cannot be read as a product or a collection is left out and counted in the log: one slip among
thousands of products must not close the shop.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

import structlog
from pydantic import ValidationError

from providers.base import Collection, TreeProduct
from providers.calls import UnreadableError
from providers.hype.models import CollectionHead, Model, Product

log: structlog.stdlib.BoundLogger = structlog.get_logger("providers")

M = TypeVar("M", bound=Model)

DEEPEST = 50
"""Levels of collections that are followed; seen on the real tree are three."""


def read_tree(body: object) -> tuple[Collection, ...]:
    """The top collections with all that is below. Raises UnreadableError for what is no list."""
    return _collections(_list(body), 1)


def read_all(body: object, model: type[M], inside: str = "") -> list[M]:
    """The items of a list, or of the list ``inside`` an object; those that can be read.

    Raises UnreadableError for what is no list.
    """
    if isinstance(body, Mapping) and inside in body:
        body = body[inside]
    items = _list(body)
    found = [item for raw in items if (item := _read(raw, model)) is not None]
    if len(found) < len(items):
        log.warning("provider.left_out", provider="hype", count=len(items) - len(found))
    return found


def products_in(collections: Sequence[Collection]) -> Iterator[TreeProduct]:
    """Every product, wherever it hangs; one that hangs in two places comes twice."""
    for collection in collections:
        yield from collection.products
        yield from products_in(collection.collections)


def _collections(items: Sequence[object], level: int) -> tuple[Collection, ...]:
    if level > DEEPEST:
        raise UnreadableError("a tree without end")
    found = []
    for raw in items:
        head = _read(raw, CollectionHead)
        if head is None or not isinstance(raw, Mapping):
            log.warning("provider.left_out", provider="hype", count=1)
            continue
        inner = _collections(_list(raw.get("collections")), level + 1)
        products = tuple(map(tree_product, read_all(raw.get("products"), Product)))
        found.append(Collection(str(head.id), head.name, inner, products))
    return tuple(found)


def tree_product(product: Product) -> TreeProduct:
    """A product as the desk has it."""
    return TreeProduct(
        external_id=str(product.id),
        name=product.name,
        sales_price=product.sales_price,
        cost=product.partner_cost_price,
        currency=product.sales_currency_code.upper(),
        country=product.country_code.upper(),
        available=product.is_available is not False,
        description=product.description,
    )


def price_of(product: TreeProduct, which: str) -> Decimal | None:
    """The price that counts: ``sales`` or ``cost``."""
    return product.cost if which == "cost" else product.sales_price


def _list(value: object) -> Sequence[object]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UnreadableError("no list where one should be")
    return value


def _read(raw: object, model: type[M]) -> M | None:
    try:
        return model.model_validate(raw)
    except ValidationError:
        return None
