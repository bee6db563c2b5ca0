"""A product's card for who keeps the catalog: what it is like, its offers, and what can be done with them."""

from collections.abc import Sequence

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import pager
from handlers.frame.turn import Turn
from handlers.taps import (
    CATALOG_MERGE,
    CATALOG_MOVE,
    CATALOG_PAGE,
    CATALOG_PAUSE,
    CATALOG_PRODUCT,
    CATALOG_REMOVE,
    CATALOG_RENAME,
    CATALOG_SETTINGS,
    CATALOG_WORDS,
)
from handlers.words.markup import Html, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.catalog import Offer, Product
from services.page import page_of

PAGE = 8
"""Offers on a card, and products that may be meant."""


def offer_words(t: Texts, offer: Offer) -> str:
    """An offer in one line, as it is added: provider, external id, currency, country."""
    external_id = f'"{offer.external_id}"' if " " in offer.external_id else offer.external_id
    pieces = [provider_name(t, offer.provider), external_id, offer.currency, offer.country]
    return " ".join(piece for piece in pieces if piece)


def product_label(t: Texts, product: Product) -> str:
    """A product on a button; whether it is paused shows."""
    if product.paused:
        return t.plain("catalog-paused-label", product=product.name)
    return product.name


def product_card(t: Texts, product: Product, page: int = 1, number: int = 1) -> Card:
    """Page ``number`` of the offers; ``page`` of the list is where Back leads."""
    offers = page_of(list(enumerate(product.offers, start=1)), number, PAGE)
    lines = [
        t.get("catalog-offer", place=place, offer=offer_words(t, offer))
        for place, offer in offers.items
    ]
    if offers.pages > 1:
        counted = {"total": offers.total, "page": offers.number, "pages": offers.pages}
        lines = [t.get("stock-offers", **counted), Html(""), *lines]
    rows: list[list[AnyButton]] = [
        [
            Button(t.plain("catalog-remove-button", place=place), CATALOG_REMOVE, offer.id),
            Button(t.plain("catalog-move-button", place=place), CATALOG_MOVE, offer.id),
        ]
        for place, offer in offers.items
    ]
    rows.append(pager(t, CATALOG_PRODUCT, offers, product.id, page))
    resume = product.paused
    steps: list[AnyButton] = [
        Button(t.plain("catalog-rename-button"), CATALOG_RENAME, product.id),
        Button(t.plain("catalog-merge-button"), CATALOG_MERGE, product.id),
        Button(
            t.plain("catalog-resume-button" if resume else "catalog-pause-button"),
            CATALOG_PAUSE,
            product.id,
            int(not resume),
        ),
        Button(t.plain("catalog-words-button"), CATALOG_WORDS, product.id),
        Button(t.plain("catalog-settings-button"), CATALOG_SETTINGS, product.id),
        Button(t.plain("button-back"), CATALOG_PAGE, page),
    ]
    title = [t.get("catalog-product", product=product.name), *_traits(t, product)]
    return Card(join([*title, "", *lines]), [*rows, *in_columns(steps)])


def settings_lines(t: Texts, product: Product) -> list[Html]:
    """The settings of a product, all of them."""
    settings = product.settings
    mark = settings.low_mark
    return [
        t.get("catalog-own-first" if settings.own_first else "catalog-own-not-first"),
        t.get("catalog-no-mark") if mark is None else t.get("catalog-mark", count=mark),
        _ceiling(t, product),
    ]


def _ceiling(t: Texts, product: Product) -> Html:
    """The price ceiling, and the currencies of offers that it does not hold for: prices are not converted."""
    ceiling = product.settings.ceiling
    if ceiling is None:
        return t.get("catalog-no-ceiling")
    others = sorted({offer.currency for offer in product.offers} - {ceiling.currency, ""})
    if not others:
        return t.get("catalog-ceiling", price=ceiling)
    return t.get("catalog-ceiling-not-all", price=ceiling, currencies=others, one=others[0])


def meant(turn: Turn, typed: str) -> Sequence[Product]:
    """Products that may be meant by what was typed, also such as are paused; the very one alone."""
    catalog = turn.services.catalog
    return catalog.whole_name(typed) or catalog.search(typed, PAGE, paused=True)


def _traits(t: Texts, product: Product) -> list[Html]:
    """What is not as with most products."""
    settings = product.settings
    lines = [t.get("catalog-is-paused")] if product.paused else []
    if product.words:
        lines.append(t.get("catalog-found-by", words=list(product.words)))
    told = (settings.own_first, settings.low_mark is not None, settings.ceiling is not None)
    lines += [line for line, there in zip(settings_lines(t, product), told, strict=True) if there]
    return lines
