"""A key product by one document, JSON or CSV: given as a file, and taken back."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.frame.cards import Card
from handlers.frame.lists import counted
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.products import sellers
from handlers.products.card import product_name
from handlers.products.json_document import Document, document_of, read_document
from handlers.products.sellers import pressed
from handlers.products.sheet_reading import BadCell, BadSheetError, is_sheet, read_sheet
from handlers.products.sheet_writing import sheet_of
from handlers.taps import PRODUCT_FILE
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from providers.administration import KeyProduct, SellsKeyProducts
from services.administration import checks

routes = Routes(needs=SellsKeyProducts)
_WRITERS = {"csv": sheet_of, "json": document_of}


@routes.tap(PRODUCT_FILE, permission="products.view", slow=True)
async def file(turn: Turn) -> None:
    """Send the product as a file, to be changed and sent back."""
    t, at = turn.t, await pressed(turn, values=3)
    kind = turn.values.one_of(2, _WRITERS)
    product = await sellers.read(turn, at)
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", product.sku)[:50].strip(".-") or "product"
    caption = t.get(f"product-file-{kind}", name=product_name(product))
    await turn.send_file(f"{name}.{kind}", _WRITERS[kind](product), caption)


def is_document(text: str) -> bool:
    """Whether what was typed is a document rather than a word or two."""
    return text.lstrip().startswith(("{", "[")) or is_sheet(text)


async def read(turn: Turn, seller: str, text: str, product: KeyProduct | None) -> Document:
    """Read a document, JSON or CSV, for this provider; ``product`` is what stands there.

    Raises BadFieldError, or UsageError with a card that names every bad row.
    """
    if is_sheet(text):
        try:
            said = read_sheet(text, product)
        except BadSheetError as error:
            raise UsageError("product.document", _bad_rows(turn.t, error.cells)) from None
    elif text.lstrip().startswith(("{", "[")):
        said = read_document(text)
    else:
        raise checks.bad("document", "no-document")
    if turn.services.products.own_platform_links(seller):
        return said
    links = ("activation_url", "eula_url")
    given = tuple(name for name in links if any(getattr(wish, name) for wish in said.platforms))
    wishes = [replace(wish, activation_url="", eula_url="") for wish in said.platforms]
    return replace(said, platforms=tuple(wishes), passed_over=(*said.passed_over, *given))


def passed_over(t: Texts, names: Sequence[str]) -> list[Html]:
    """The line that names what is not taken from a document, if there is anything."""
    return [Html(""), t.get("product-passed-over", fields=list(names))] if names else []


def _bad_rows(t: Texts, cells: Sequence[BadCell]) -> Card:
    rows = [
        t.get(
            "product-sheet-row",
            row=str(cell.row),
            column=cell.column,
            why=t.get("bad-problem", problem=cell.problem, text=cell.text, near=cell.near),
        )
        for cell in cells
    ]
    lines = [t.get("product-sheet-bad"), *counted(t, rows)]
    return Card(join(lines))
