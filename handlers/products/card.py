"""The card of a key product: what is written of it, and the platforms with their prices."""

from collections.abc import Iterable, Mapping

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import counted
from handlers.frame.turn import Turn
from handlers.products.sellers import ProductAt, carried
from handlers.taps import (
    PRODUCT_DELETE,
    PRODUCT_EDIT,
    PRODUCT_FILE,
    PRODUCT_PLATFORMS,
    PRODUCT_PUBLIC,
    PRODUCT_PUBLISH,
    PRODUCT_SHOW,
)
from handlers.words.markup import Html, code, join, one_line, web_link
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.administration import (
    LANGUAGE,
    KeyProduct,
    KeyProductContent,
    PricedPlatform,
    RegionPrice,
)
from services.money import Money

_LONGEST = 200
_LABEL = 40
_PLATFORMS = 8
_PRICES = 8
"""Of a product on its card, and of a platform in one line; the pages of both have all."""


def product_card(turn: Turn, seller: str, product: KeyProduct, said: Html | None = None) -> Card:
    """The card of a key product; ``said`` is what has just been done to it."""
    t = turn.t
    provider = provider_name(t, seller)
    lines = [said, Html("")] if said is not None else []
    lines += [
        t.get("product-title", name=product_name(product)),
        t.get("product-sku", sku=code(product.sku), id=code(product.id), provider=provider),
        _state(t, product),
        Html(""),
        *content_lines(t, product.content),
        Html(""),
        *platform_lines(t, product.platforms[:_PLATFORMS]),
    ]
    if (more := len(product.platforms) - _PLATFORMS) > 0:
        lines.append(t.get("product-platforms-more", count=more))
    if product.created_at is not None:
        lines.append(t.get("product-created", at=product.created_at))
    if product.updated_at is not None:
        lines.append(t.get("product-updated", at=product.updated_at))
    return Card(join(counted(t, lines)), _buttons(turn, seller, product))


def product_name(product: KeyProduct) -> str:
    """What to call it: its name in the language every product has, or any, or its SKU."""
    names = product.content.names
    name = names.get(LANGUAGE) or next(iter(names.values()), "") or product.sku
    return one_line(name, _LONGEST)


def label(text: str) -> str:
    """A text from outside, short enough for a button."""
    return one_line(text, _LABEL)


def content_lines(t: Texts, content: KeyProductContent) -> list[Html]:
    """What a merchant has written of a product, a line for each thing."""
    lines = [
        *_by_language(t, "product-name-line", content.names),
        *_by_language(t, "product-description-line", content.descriptions),
        *_by_language(t, "product-long-line", content.long_descriptions),
        t.get("product-currency-line", currency=content.default_currency),
    ]
    if content.pricing:
        lines.append(t.get("product-pricing-line", pricing=content.pricing))
    if content.url:
        lines.append(t.get("product-url-line", url=web_link(content.url, content.url)))
    if content.images:
        lines.append(t.get("product-images-line", count=len(content.images)))
    if content.metadata:
        names = [one_line(name, _LABEL) for name in content.metadata]
        lines.append(t.get("product-metadata-line", names=names))
    return lines


def platform_lines(t: Texts, platforms: Iterable[PricedPlatform]) -> list[Html]:
    """A line for each platform with its prices, or one that says there is none."""
    lines = [
        t.get("product-platform-line", platform=one_line(each.name), prices=price_words(t, each))
        for each in platforms
    ]
    return lines or [t.get("product-no-platforms")]


def price_words(t: Texts, platform: PricedPlatform) -> str:
    """The prices of a platform in one line."""
    if not platform.prices:
        return t.plain("product-no-prices")
    shown = [price_word(t, price) for price in platform.prices[:_PRICES]]
    if (more := len(platform.prices) - _PRICES) > 0:
        shown.append(t.plain("and-more", count=more))
    return t.listing(shown)


def price_word(t: Texts, price: RegionPrice) -> str:
    """A price with its region."""
    amount = Money(price.amount, price.currency)
    return t.plain("product-price", region=one_line(price.region, _LABEL), amount=amount)


def back_to(turn: Turn, at: ProductAt) -> AnyButton:
    """The button that leads back to the product's card."""
    return Button(turn.t.plain("button-back"), PRODUCT_SHOW, *carried(turn, at))


def _by_language(t: Texts, text: str, by_language: Mapping[str, str]) -> list[Html]:
    return [
        t.get(text, language=language, text=one_line(words, _LONGEST))
        for language, words in by_language.items()
    ]


def _state(t: Texts, product: KeyProduct) -> Html:
    if not product.enabled:
        return t.get("product-draft")
    if product.published_at is None:
        return t.get("product-published")
    return t.get("product-published-at", at=product.published_at)


def _buttons(turn: Turn, seller: str, product: KeyProduct) -> list[list[AnyButton]]:
    t, which = turn.t, carried(turn, ProductAt(seller, product.id))
    rows: list[list[AnyButton]] = []
    if turn.may("products.edit"):
        changes: list[AnyButton] = [Button(t.plain("product-edit"), PRODUCT_EDIT, *which)]
        if not product.enabled:
            publish = t.plain("product-publish")
            changes.append(Button(publish, PRODUCT_PUBLISH, *which, style="success"))
        delete = t.plain("product-delete")
        changes.append(Button(delete, PRODUCT_DELETE, *which, style="danger"))
        rows += [changes, [Button(t.plain("product-platforms"), PRODUCT_PLATFORMS, *which)]]
    looks: list[AnyButton] = [
        Button(t.plain("product-public"), PRODUCT_PUBLIC, *which),
        Button(t.plain("button-refresh"), PRODUCT_SHOW, *which),
    ]
    files: list[AnyButton] = [
        Button(t.plain(f"product-as-{kind}"), PRODUCT_FILE, *which, kind)
        for kind in ("csv", "json")
    ]
    return [*rows, looks, files]
