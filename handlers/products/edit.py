"""What is written of a key product, changed field by field or by one document."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import counted
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.products import by_document
from handlers.products.card import back_to, content_lines, product_name
from handlers.products.difference_lines import content_differences
from handlers.products.json_document import REMOVE, texts_of
from handlers.products.pending_changes import Edit, wish_card
from handlers.products.sellers import asked_of, carried, pressed, read
from handlers.words.markup import Html, join
from providers.administration import KeyProductChange, SellsKeyProducts
from services.administration.conflicts import marks_of_content
from services.administration.product_checks import good_change

routes = Routes(needs=SellsKeyProducts)
_FIELDS = ("name", "description", "long", "currency", "pricing", "url", "images", "json")
_MARKS = {field[:4]: field for field in _FIELDS}
"""A button beside an id has room for four letters of the field."""
_DOCUMENT = "json"
"""The field of this name takes CSV too."""


@routes.tap("product.edit", permission="products.edit", slow=True)
async def edit(turn: Turn) -> None:
    """Ask what to change."""
    t, at = turn.t, await pressed(turn)
    product, which = await read(turn, at), carried(turn, at)
    fields: list[AnyButton] = [
        Button(t.plain(f"product-field-{field}"), "product.field", *which, mark)
        for mark, field in _MARKS.items()
    ]
    title = t.get("product-edit-which", name=product_name(product))
    lines = [title, Html(""), *content_lines(t, product.content)]
    await turn.show(Card(join(counted(t, lines)), [*in_columns(fields), [back_to(turn, at)]]))


@routes.tap("product.field", permission="products.edit")
async def field_chosen(turn: Turn) -> None:
    """Ask for the new value."""
    at, field = await pressed(turn, values=3), _MARKS[turn.values.one_of(2, _MARKS)]
    question = Card(turn.t.get(f"product-ask-{field}"))
    await turn.ask("product.value", question, seller=at.seller, product=at.id, field=field)


@routes.answer("product.value", permission="products.edit")
async def value_said(turn: Turn) -> None:
    """Show what would be different, and ask."""
    t, at = turn.t, asked_of(turn)
    field = str(turn.facts["field"])
    if field == _DOCUMENT:
        await by_document.change(turn, at)
        return
    change = good_change(_changes(field, turn.args.strip()))
    product = await read(turn, at)
    differences = list(content_differences(t, product.content, change.of(product.content)))
    if not differences:
        await turn.reply(Card(t.get("product-edit-same"), [[back_to(turn, at)]]))
        return

    live = "product-edit-ask-live" if product.enabled else "product-edit-ask"
    shown = counted(t, differences)
    lines = [t.get(live, name=product_name(product)), Html(""), *shown]
    seen = marks_of_content(product.content, change)
    await turn.reply(wish_card(turn, join(lines), Edit(at, change, seen)))


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
