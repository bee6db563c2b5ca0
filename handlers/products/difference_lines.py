"""Differences in lines: what was of a key product and what will be, a line for each thing."""

from collections.abc import Iterable, Iterator, Mapping

from handlers.products.card import price_word, price_words
from handlers.words.markup import Html, one_line
from handlers.words.texts import Texts
from providers.administration import KeyProductContent, PricedPlatform
from services.administration.platform_changes import PlatformStep

_SHORT = 80


def content_differences(t: Texts, old: KeyProductContent, new: KeyProductContent) -> Iterator[Html]:
    """What is written of the product."""
    yield from _of_texts(t, "name", old.names, new.names)
    yield from _of_texts(t, "description", old.descriptions, new.descriptions)
    yield from _of_texts(t, "long", old.long_descriptions, new.long_descriptions)
    lines = [
        ("currency", old.default_currency, new.default_currency),
        ("pricing", old.pricing, new.pricing),
        ("url", old.url, new.url),
        ("images", " ".join(old.images), " ".join(new.images)),
    ]
    for field, before, after in lines:
        if before != after:
            yield _difference(t, t.plain(f"product-field-{field}"), before, after)
    if old.metadata != new.metadata:
        yield t.get(
            "product-difference-metadata", before=len(old.metadata), after=len(new.metadata)
        )


def platform_differences(t: Texts, steps: Iterable[PlatformStep]) -> Iterator[Html]:
    """Its platforms and prices."""
    for step in steps:
        name = one_line(step.platform.name, _SHORT)
        if step.after is None:
            count = len(step.platform.prices)
            yield t.get("product-difference-off", platform=name, count=count)
        elif step.before is None:
            prices = price_words(t, step.after)
            yield t.get("product-difference-on", platform=name, prices=prices)
            yield from _of_links(t, name, PricedPlatform(step.after.id, name), step.after)
        else:
            if step.before.name != step.after.name:
                what = t.plain("product-difference-platform")
                yield _difference(t, what, step.before.name, step.after.name)
            yield from _of_links(t, name, step.before, step.after)
            yield from _of_prices(t, name, step.before, step.after)


def _of_links(t: Texts, name: str, old: PricedPlatform, new: PricedPlatform) -> Iterator[Html]:
    links = [
        ("activation", old.activation_url, new.activation_url),
        ("eula", old.eula_url, new.eula_url),
    ]
    for field, before, after in links:
        if before != after:
            what = t.plain("product-on-platform", platform=name, what=t.plain(f"product-{field}"))
            yield _difference(t, what, before, after)


def _of_prices(t: Texts, name: str, old: PricedPlatform, new: PricedPlatform) -> Iterator[Html]:
    before = {price.region: price_word(t, price) for price in old.prices}
    after = {price.region: price_word(t, price) for price in new.prices}
    for region in dict.fromkeys([*before, *after]):
        was, will = before.get(region, ""), after.get(region, "")
        if was != will:
            yield _difference(t, name, was, will)


def _of_texts(
    t: Texts, field: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Html]:
    for language in dict.fromkeys([*old, *new]):
        before, after = old.get(language, ""), new.get(language, "")
        if before != after:
            name = t.plain(f"product-field-{field}")
            what = t.plain("product-in-language", field=name, language=language)
            yield _difference(t, what, before, after)


def _difference(t: Texts, what: str, before: str, after: str) -> Html:
    none = t.plain("product-nothing")
    old, new = one_line(before, _SHORT) or none, one_line(after, _SHORT) or none
    return t.get("product-difference", what=what, before=old, after=new)
