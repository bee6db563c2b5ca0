"""What is new in a document of a key product: that is checked, and nothing else is touched."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from handlers.products.json_document import Document
from handlers.products.sheet_writing import settled
from providers.administration import KeyProduct, KeyProductChange, PricedPlatform, RegionPrice
from services.administration import checks
from services.administration.platform_changes import PlatformWish
from services.administration.product_checks import good_change

T = TypeVar("T")


def differing(said: Document, product: KeyProduct) -> Document:
    """The document without what stands there already. Raises BadFieldError."""
    if said.sku and settled(said.sku) != settled(product.sku):
        raise checks.bad("document", "other-sku", said.sku[: checks.MOST_WORD])
    old, change = product.content, said.change
    new = KeyProductChange(
        names=_new_texts(change.names, old.names),
        descriptions=_new_texts(change.descriptions, old.descriptions),
        long_descriptions=_new_texts(change.long_descriptions, old.long_descriptions),
        default_currency=_new(change.default_currency, old.default_currency),
        pricing=_new(change.pricing, old.pricing),
        images=_new(change.images, old.images),
        url=_new(change.url, old.url),
        metadata=_new(change.metadata, old.metadata),
    )
    wishes = differing_wishes(said.platforms, product.platforms)
    return replace(said, change=good_change(new), platforms=wishes)


def differing_wishes(
    wishes: Iterable[PlatformWish], platforms: Iterable[PricedPlatform] = ()
) -> tuple[PlatformWish, ...]:
    """The wishes without what stands there already. Raises BadFieldError."""
    there = {each.id: each for each in platforms}
    found = [_differing(wish, there.get(wish.id, PricedPlatform(wish.id, ""))) for wish in wishes]
    return tuple(wish for wish in found if wish != PlatformWish(wish.id) or wish.id not in there)


def _differing(wish: PlatformWish, old: PricedPlatform) -> PlatformWish:
    if wish.gone:
        return PlatformWish(wish.id, gone=True)
    prices = {
        region: price and checks.price(region, price.amount, price.currency)
        for region, price in wish.prices.items()
        if price is None or not _stands(price, old.prices)
    }
    name = "" if wish.name == old.name else wish.name
    return PlatformWish(
        wish.id,
        name=checks.line("platform", name) if name else "",
        prices=prices,
        activation_url=_new_link("activation_url", wish.activation_url, old.activation_url),
        eula_url=_new_link("eula_url", wish.eula_url, old.eula_url),
    )


def _stands(price: RegionPrice, prices: Iterable[RegionPrice]) -> bool:
    return replace(price, currency=price.currency.upper()) in prices or price in prices


def _new_texts(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    return {
        language: text
        for language, text in new.items()
        if text != old.get(language) and (text or language in old)
    }


def _new_link(field: str, new: str, old: str) -> str:
    return "" if new == old else checks.url(field, new)


def _new(new: T | None, old: T) -> T | None:
    return None if new == old else new
