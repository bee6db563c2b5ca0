"""What is written of a key product, changed field by field or by one JSON document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.frame.card_room import that_fit
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.products.card import back_to, product_card, product_name
from handlers.products.changes import wish_card
from handlers.products.document import REMOVE, document_text, read_document, texts_of
from handlers.words.markup import Html, join, one_line
from handlers.words.texts import Texts
from providers.administration import KeyProductChange, KeyProductContent, SellsKeyProducts
from services.administration.product_checks import good_change

routes = Routes(needs=SellsKeyProducts)
_FIELDS = ("name", "description", "long", "currency", "pricing", "url", "images", "json")
_SHORT = 80


@routes.tap("product.edit", permission="products.edit", slow=True)
async def edit(turn: Turn) -> None:
    """Ask what to change."""
    t, product_id = turn.t, turn.values[0]
    product = await turn.desk.products.read(product_id)
    fields: list[AnyButton] = [
        Button(t.plain(f"product-field-{field}"), "product.field", product_id, field)
        for field in _FIELDS
    ]
    text = t.get("product-edit-which", name=product_name(product))
    await turn.show(Card(text, [*in_columns(fields), [back_to(t, product_id)]]))


@routes.tap("product.field", permission="products.edit")
async def field_chosen(turn: Turn) -> None:
    """Ask for the new value."""
    product_id, field = turn.values
    question = Card(turn.t.get(f"product-ask-{field}"))
    await turn.ask("product.value", question, product=product_id, field=field)


@routes.answer("product.value", permission="products.edit")
async def value_said(turn: Turn) -> None:
    """Show what would be different, and ask."""
    t, product_id = turn.t, str(turn.facts["product"])
    text = await document_text(turn, turn.args)
    said = _said(str(turn.facts["field"]), text)
    change = good_change(said.change)
    product = await turn.desk.products.read(product_id)
    differences = list(_differences(t, product.content, change.of(product.content)))
    if not differences:
        await turn.reply(Card(t.get("product-edit-same"), [[back_to(t, product_id)]]))
        return

    async def make(then: Turn) -> Card:
        edited = await then.desk.products.edit(then.actor, product_id, change)
        return product_card(then, edited, then.t.get("product-edit-done"))

    live = "product-edit-ask-live" if product.enabled else "product-edit-ask"
    lines = [t.get(live, name=product_name(product)), Html(""), *that_fit(differences)]
    if said.passed_over:
        lines += [Html(""), t.get("product-passed-over", fields=list(said.passed_over))]
    await turn.reply(wish_card(turn, join(lines), make))


@dataclass(frozen=True, slots=True)
class _Said:
    change: KeyProductChange
    passed_over: Sequence[str] = ()


def _said(field: str, text: str) -> _Said:
    if field == "json":
        document = read_document(text)
        sku = ("sku",) if document.sku else ()
        return _Said(document.change, (*sku, *document.passed_over))
    return _Said(_changes(field, text.strip()))


def _changes(field: str, text: str) -> KeyProductChange:
    if field == "name":
        return KeyProductChange(names=texts_of(text))
    if field == "description":
        return KeyProductChange(descriptions=texts_of(text))
    if field == "long":
        return KeyProductChange(long_descriptions=texts_of(text))
    if field == "currency":
        return KeyProductChange(default_currency=text)
    if field == "pricing":
        return KeyProductChange(pricing=text)
    nothing = text == REMOVE
    if field == "url":
        return KeyProductChange(url="" if nothing else text)
    return KeyProductChange(images=() if nothing else tuple(text.split()))


def _differences(t: Texts, old: KeyProductContent, new: KeyProductContent) -> Iterator[Html]:
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
