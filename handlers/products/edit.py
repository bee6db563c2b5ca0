"""Editing what is written of a key product: field by field, or by one document."""

from collections.abc import Callable, Mapping

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import counted
from handlers.frame.registry import Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.products import by_document
from handlers.products.card import back_to, content_lines, product_name
from handlers.products.changes import ask
from handlers.products.difference_lines import content_differences, platform_differences
from handlers.products.json_document import REMOVE, Document, document_text, texts_of
from handlers.products.new_in_document import differing
from handlers.products.sellers import asked_of, carried, pressed, read
from handlers.taps import PRODUCT_EDIT, PRODUCT_FIELD
from handlers.words.markup import Html, join
from providers.administration import KeyProductChange, SellsKeyProducts
from services.administration.conflicts import marks_of_product
from services.administration.product_checks import good_change

routes = Routes(needs=SellsKeyProducts)
FIELDS: Mapping[str, Callable[[str], KeyProductChange]] = {
    "name": lambda said: KeyProductChange(names=texts_of(said)),
    "description": lambda said: KeyProductChange(descriptions=texts_of(said)),
    "long": lambda said: KeyProductChange(long_descriptions=texts_of(said)),
    "currency": lambda said: KeyProductChange(default_currency=said),
    "pricing": lambda said: KeyProductChange(pricing=said),
    "url": lambda said: KeyProductChange(url="" if said == REMOVE else said),
    "images": lambda said: KeyProductChange(images=() if said == REMOVE else tuple(said.split())),
}
"""Each field, and what is to be different by what was said. Its texts are ``product-field-<field>`` and
``product-ask-<field>``."""
_DOCUMENT = "json"
"""All in one; it may be CSV too."""
_MARKS = {field[:4]: field for field in (*FIELDS, _DOCUMENT)}
"""A button beside an id has room for four letters of the field."""


@routes.tap(PRODUCT_EDIT, permission="products.edit", slow=True)
async def edit(turn: Turn) -> None:
    """Ask what to change."""
    t, at = turn.t, await pressed(turn)
    product, which = await read(turn, at), carried(turn, at)
    fields: list[AnyButton] = [
        Button(t.plain(f"product-field-{field}"), PRODUCT_FIELD, *which, mark)
        for mark, field in _MARKS.items()
    ]
    title = t.get("product-edit-which", name=product_name(product))
    lines = [title, Html(""), *content_lines(t, product.content)]
    await turn.show(Card(join(counted(t, lines)), [*in_columns(fields), [back_to(turn, at)]]))


@routes.tap(PRODUCT_FIELD, permission="products.edit")
async def field_chosen(turn: Turn) -> None:
    """Ask for the new value."""
    at, field = await pressed(turn, values=3), _MARKS[turn.values.one_of(2, _MARKS)]
    question = Card(turn.t.get(f"product-ask-{field}"))
    await turn.ask("product.value", question, seller=at.seller, product=at.id, field=field)


@routes.answer("product.value", permission="products.edit", brings=Brings.DOCUMENT)
async def value_said(turn: Turn) -> None:
    """Show what would be different, and ask."""
    t, at = turn.t, asked_of(turn)
    field, text = str(turn.facts["field"]), await document_text(turn, turn.args)
    if field == _DOCUMENT:
        product = await read(turn, at)
        said = differing(await by_document.read(turn, at.seller, text, product), product)
    else:
        said = Document("", good_change(FIELDS[field](text.strip())))
        product = await read(turn, at)
    steps = await turn.services.products.platform_steps(at.seller, product, said.platforms)
    differences = [
        *content_differences(t, product.content, said.change.of(product.content)),
        *platform_differences(t, steps),
    ]
    if not differences:
        await turn.reply(Card(t.get("product-edit-same"), [[back_to(turn, at)]]))
        return
    live = "product-edit-ask-live" if product.enabled else "product-edit-ask"
    lines = [
        t.get(live, name=product_name(product)),
        Html(""),
        *counted(t, differences),
        *by_document.passed_over(t, said.passed_over),
    ]
    change = "write" if field == _DOCUMENT else "edit"
    seen = marks_of_product(product, said.change, said.platforms)
    await turn.reply(ask(turn, join(lines), change, at, said.change, said.platforms, seen))
