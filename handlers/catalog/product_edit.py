"""What is done with a product by its card: renamed, paused, found by more words, set."""

from handlers.catalog.product_card import product_card, settings_lines
from handlers.frame.callback import StaleButtonError, mark_of, marked
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import (
    CATALOG_CEILING,
    CATALOG_LOW_MARK,
    CATALOG_OWN_FIRST,
    CATALOG_PAUSE,
    CATALOG_PRODUCT,
    CATALOG_RENAME,
    CATALOG_SETTINGS,
    CATALOG_WORD_ADD,
    CATALOG_WORD_DROP,
    CATALOG_WORDS,
)
from handlers.words.markup import join, one_line
from services.catalog import Product

routes = Routes()
_LABEL = 30


@routes.number_tap(CATALOG_RENAME, permission="catalog.edit")
async def rename(turn: Turn, product_id: int) -> None:
    """Ask for the new name."""
    await _ask(turn, "catalog.name", "catalog-ask-name", product_id)


@routes.answer("catalog.name", permission="catalog.edit", keeps_words=True)
async def named(turn: Turn) -> None:
    """The new name was typed."""
    editing = turn.services.catalog_editing
    await _done(turn, await editing.rename(turn.actor, _asked(turn), turn.args))


@routes.tap(CATALOG_PAUSE, permission="catalog.edit")
async def pause(turn: Turn) -> None:
    """Offer it no more for a while, or again."""
    editing, product_id = turn.services.catalog_editing, turn.values.number(0)
    step = editing.pause if turn.values.flag(1) else editing.resume
    await _done(turn, await step(turn.actor, product_id))


@routes.number_tap(CATALOG_WORDS, permission="catalog.edit")
async def words(turn: Turn, product_id: int) -> None:
    """Show what it is also found by."""
    await _words(turn, turn.services.catalog.product(product_id))


@routes.number_tap(CATALOG_WORD_ADD, permission="catalog.edit")
async def add_word(turn: Turn, product_id: int) -> None:
    """Ask for a word."""
    await _ask(turn, "catalog.word", "catalog-ask-word", product_id)


@routes.answer("catalog.word", permission="catalog.edit", keeps_words=True)
async def word_typed(turn: Turn) -> None:
    """A word was typed."""
    editing = turn.services.catalog_editing
    await _words(turn, await editing.add_word(turn.actor, _asked(turn), turn.args))


@routes.tap(CATALOG_WORD_DROP, permission="catalog.edit")
async def drop_word(turn: Turn) -> None:
    """Let it be found by a word no more."""
    product = turn.services.catalog.product(turn.values.number(0))
    word = marked(turn.values.text(1), product.words)
    if word is None:
        raise StaleButtonError
    editing = turn.services.catalog_editing
    await _words(turn, await editing.drop_word(turn.actor, product.id, word))


@routes.number_tap(CATALOG_SETTINGS, permission="catalog.edit")
async def settings(turn: Turn, product_id: int) -> None:
    """Show its settings, each to be changed."""
    await _settings(turn, turn.services.catalog.product(product_id))


@routes.tap(CATALOG_OWN_FIRST, permission="catalog.edit")
async def own_first(turn: Turn) -> None:
    """Own stock first, or not."""
    product_id, first = turn.values.number(0), turn.values.flag(1)
    editing = turn.services.catalog_editing
    await _settings(turn, await editing.own_first(turn.actor, product_id, first))


@routes.number_tap(CATALOG_LOW_MARK, permission="catalog.edit")
async def low_mark(turn: Turn, product_id: int) -> None:
    """Ask how many keys are few."""
    await _ask(turn, "catalog.low-mark", "catalog-ask-low-mark", product_id)


@routes.answer("catalog.low-mark", permission="catalog.edit")
async def mark_typed(turn: Turn) -> None:
    """So many, or none."""
    editing = turn.services.catalog_editing
    product = await editing.low_mark(turn.actor, _asked(turn), _or_none(turn))
    await _settings(turn, product)


@routes.number_tap(CATALOG_CEILING, permission="catalog.edit")
async def ceiling(turn: Turn, product_id: int) -> None:
    """Ask for the price above which an order asks for approval."""
    await _ask(turn, "catalog.ceiling", "catalog-ask-ceiling", product_id)


@routes.answer("catalog.ceiling", permission="catalog.edit")
async def ceiling_typed(turn: Turn) -> None:
    """So much, or none."""
    editing = turn.services.catalog_editing
    product = await editing.ceiling(turn.actor, _asked(turn), _or_none(turn))
    await _settings(turn, product)


async def _ask(turn: Turn, question: str, text: str, product_id: int) -> None:
    """Ask for something of a product."""
    product = turn.services.catalog.product(product_id)
    await turn.ask(question, Card(turn.t.get(text, product=product.name)), product=product.id)


def _asked(turn: Turn) -> int:
    return int(turn.facts["product"])


def _or_none(turn: Turn) -> str | None:
    typed = turn.args.strip()
    return None if typed.casefold() == turn.t.plain("catalog-none").casefold() else typed


async def _done(turn: Turn, product: Product) -> None:
    await turn.show(product_card(turn.t, product))


async def _words(turn: Turn, product: Product) -> None:
    t, known = turn.t, product.words
    line = (
        t.get("catalog-found-by", words=list(known)) if known else t.get("catalog-found-by-nothing")
    )
    drops: list[AnyButton] = [
        Button(
            t.plain("catalog-word-drop", word=one_line(word, _LABEL)),
            CATALOG_WORD_DROP,
            product.id,
            mark_of(word),
        )
        for word in known
    ]
    last: list[AnyButton] = [
        Button(t.plain("catalog-word-add"), CATALOG_WORD_ADD, product.id),
        Button(t.plain("button-back"), CATALOG_PRODUCT, product.id, 1),
    ]
    text = join([t.get("catalog-product", product=product.name), line])
    await turn.show(Card(text, [*in_columns(drops), last]))


async def _settings(turn: Turn, product: Product) -> None:
    t, first = turn.t, product.settings.own_first
    own = "catalog-own-not-first-button" if first else "catalog-own-first-button"
    buttons: list[AnyButton] = [
        Button(t.plain(own), CATALOG_OWN_FIRST, product.id, int(not first)),
        Button(t.plain("catalog-mark-button"), CATALOG_LOW_MARK, product.id),
        Button(t.plain("catalog-ceiling-button"), CATALOG_CEILING, product.id),
        Button(t.plain("button-back"), CATALOG_PRODUCT, product.id, 1),
    ]
    lines = [t.get("catalog-product", product=product.name), "", *settings_lines(t, product)]
    await turn.show(Card(join(lines), in_columns(buttons)))
