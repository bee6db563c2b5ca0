"""PIN Hype's catalog tree (FACTS 5.3) and its stretches (5.4, 5.5), read whole.

What cannot be read as a product or a collection is left out and counted in the log: one slip among
thousands of products must not close the shop. Where nothing is left, the answer makes no sense: to take
it for an empty shop would be to say that nothing is sold any more. An empty object, with which the
document shows its folded items, is no slip.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

import structlog
from pydantic import ValidationError

from providers.base import Collection, TreeProduct
from providers.calls import UnreadableError
from providers.hype.models import CollectionHead, Model, Product
from providers.lists import Listed, Slip, slip_of

log: structlog.stdlib.BoundLogger = structlog.get_logger("providers")

M = TypeVar("M", bound=Model)

DEEPEST = 50
"""Levels of collections that are followed; seen on the real tree are three."""


def read_tree(body: object) -> tuple[Collection, ...]:
    """The top collections with all that is below.

    Raises UnreadableError for what is no list, and where slips have left no product.
    """
    slips: list[object] = []
    found = _collections(_list(body), 1, slips)
    _tell(slips)
    if slips and not any(products_in(found)):
        raise UnreadableError("a tree of slips")
    return Listed(found, _places(slips))


def read_all(body: object, model: type[M], inside: str = "") -> Listed[M]:
    """The items of a list, or of the list ``inside`` an object; those that can be read.

    Raises UnreadableError for what is no list, and where slips have left nothing of it.
    """
    if isinstance(body, Mapping) and inside in body:
        body = body[inside]
    slips: list[object] = []
    found = _items(_list(body), model, slips)
    _tell(slips)
    if slips and not found:
        raise UnreadableError("a list of slips")
    return Listed(found, _places(slips))


def products_in(collections: Sequence[Collection]) -> Iterator[TreeProduct]:
    """Every product, wherever it hangs; one that hangs in two places comes twice."""
    for collection in collections:
        yield from collection.products
        yield from products_in(collection.collections)


def _collections(
    items: Sequence[object], level: int, slips: list[object]
) -> tuple[Collection, ...]:
    if level > DEEPEST:
        raise UnreadableError("a tree without end")
    found = []
    for raw in items:
        head = _read(raw, CollectionHead)
        if head is None or not isinstance(raw, Mapping):
            slips += [raw] if raw else []
            continue
        inner = _collections(_list(raw.get("collections")), level + 1, slips)
        products = tuple(map(tree_product, _items(_list(raw.get("products")), Product, slips)))
        found.append(Collection(str(head.id), head.name, inner, products))
    return tuple(found)


def _items(items: Sequence[object], model: type[M], slips: list[object]) -> list[M]:
    found = []
    for raw in items:
        item = _read(raw, model)
        if item is not None:
            found.append(item)
        elif raw:
            slips.append(raw)
    return found


def _places(slips: Sequence[object]) -> list[Slip]:
    return [slip_of(at, raw) for at, raw in enumerate(slips, start=1)]


def _tell(slips: Sequence[object]) -> None:
    if slips:
        log.warning("provider.left_out", provider="hype", count=len(slips))


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
