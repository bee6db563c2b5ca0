"""/keys: own stock, what there is of it, and more put in by a person, in private."""

from collections.abc import Sequence

from handlers.catalog.own_keys_card import BEGINS, aside_card, list_card, product_card
from handlers.catalog.own_keys_reading import (
    MOST_KEYS,
    Rows,
    begins_with_keys_at,
    one_a_line,
    rows_of,
)
from handlers.catalog.stock import choose_product
from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import Button, Card, UrlButton
from handlers.frame.confirmation.as_asked import as_asked
from handlers.frame.incoming.documents import Bounds, text_of_document
from handlers.frame.registry import PRIVATE, Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import (
    KEYS_ADD,
    KEYS_ASIDE,
    KEYS_ASIDE_SELL,
    KEYS_CANCEL,
    KEYS_CONFIRM,
    KEYS_PAGE,
    KEYS_PRODUCT,
)
from handlers.words.arguments import unquoted
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from services.own_stock.additions import Asked
from services.own_stock.errors import NothingToAddError

routes = Routes(area="goods")
PAGE = 8
_ROWS_NAMED = 8
BOUNDS = Bounds(text=2 * 1024 * 1024, workbook=2 * 1024 * 1024, rows=MOST_KEYS + 2)
"""As many rows of four columns as keys are taken at once: 200 letters a row, a heading, and what all cost."""
_ADD = "add"


def _brings_keys(turn: Turn) -> bool:
    """Whether keys may stand in a command: in it, below it, or in a file or picture beside it."""
    beside = turn.message is not None and turn.message.text is None
    return _is_add(turn.args) and (
        beside or "\n" in turn.args or _keys_at(turn, _first_line(turn)) is not None
    )


def _always(turn: Turn) -> bool:
    """Whatever answers the question for keys may be one, a picture of one too."""
    return turn.message is not None


def _is_add(args: str) -> bool:
    return args.casefold().split(maxsplit=1)[:1] == [_ADD]


def _keys_at(turn: Turn, line: str) -> int | None:
    """Where keys begin behind a product's name, unless all of it is one."""
    return None if turn.services.catalog.whole_name(unquoted(line)) else begins_with_keys_at(line)


def _first_line(turn: Turn) -> str:
    return _behind_add(turn).partition("\n")[0].strip()


def _behind_add(turn: Turn) -> str:
    """What stands behind the word, which a telephone may have written with a capital."""
    return (turn.args[len(_ADD) :] if _is_add(turn.args) else turn.args).strip()


@routes.command(
    "keys", permission="keys.stock", secret=_brings_keys, takes_keys=True, brings=Brings.DOCUMENT
)
async def keys(turn: Turn) -> None:
    """``/keys [product]`` shows what there is, ``/keys add <product>`` takes keys, in private."""
    if not turn.args:
        await show_list(turn, 1)
        return
    if not _is_add(turn.args):
        await _find(turn, turn.args)
        return
    if not turn.chat.is_private:
        here = UrlButton(turn.t.plain("button-open-private"), await _link(turn))
        await turn.reply(Card(turn.t.get("keys-only-private"), [[here]]))
        return
    first = _first_line(turn)
    typed = _behind_add(turn).removeprefix(first)
    if (at := _keys_at(turn, first)) is not None:
        first, typed = first[:at].strip(), one_a_line(first[at:]) + typed
    if not first:
        raise UsageError("keys")
    found = turn.services.catalog.whole_name(unquoted(first))
    if len(found) != 1:
        near = found or turn.services.catalog.search(first, PAGE)
        await choose_product(turn, first, near, KEYS_ADD)
        return
    if typed.strip() or (turn.sent is not None and turn.sent.text is None):
        await _read(turn, found[0].id, typed, "keys")
        return
    await _ask(turn, found[0].id)


@routes.number_tap(KEYS_PAGE, permission="keys.stock")
async def show_list(turn: Turn, number: int) -> None:
    """Show a page of what there is."""
    own_stock = turn.services.own_stock
    await turn.show(list_card(turn.t, await own_stock.page(number, PAGE), await own_stock.hidden()))


@routes.number_tap(KEYS_PRODUCT, permission="keys.stock")
async def show_product(turn: Turn, product_id: int) -> None:
    """Show what there is of one product."""
    link = "" if turn.chat.is_private else await _link(turn)
    stock = await turn.services.own_stock.of(product_id)
    await turn.show(product_card(turn.t, stock, link))


@routes.number_tap(KEYS_ASIDE, permission="keys.stock")
async def ask_aside(turn: Turn, product_id: int) -> None:
    """Ask whether what a restore put aside was not sold since."""
    stock = await turn.services.own_stock.of(product_id)
    if not stock.aside:
        await show_product(turn, product_id)
        return
    await turn.show(aside_card(turn.t, stock))


@routes.number_tap(KEYS_ASIDE_SELL, permission="keys.stock")
async def sell_aside(turn: Turn, product_id: int) -> None:
    """Put it on sale again."""
    await turn.services.own_additions.sell_again(turn.actor, product_id)
    await show_product(turn, product_id)


@routes.tap(KEYS_ADD, permission="keys.stock", where=PRIVATE)
async def add(turn: Turn) -> None:
    """Ask for keys of a product."""
    await _ask(turn, turn.values.number(0))


@routes.start_payload(permission="keys.stock", begins=BEGINS)
async def add_privately(turn: Turn) -> None:
    """The same, by the link on a group's card."""
    said = turn.args.removeprefix(BEGINS)
    if not said.isdecimal():
        raise StaleButtonError
    await _ask(turn, int(said))


@routes.answer(
    "keys.text",
    permission="keys.stock",
    where=PRIVATE,
    secret=_always,
    takes_keys=True,
    brings=Brings.DOCUMENT,
)
async def sent(turn: Turn) -> None:
    """Keys were sent: read them, and ask."""
    await _read(turn, int(turn.facts["product"]), turn.args, "keys.text")


@routes.tap(KEYS_CONFIRM, permission="keys.stock", where=PRIVATE)
async def confirm(turn: Turn) -> None:
    """Put what was read into stock. It is asked anew where its offer is another product's by now, or one of
    the keys has come for an order.
    """
    additions, batch = turn.services.own_additions, turn.values.text(0)
    t, asked = turn.t, await additions.asked(turn.actor, batch)
    before = turn.values.number(2) if len(turn.values) > 2 else asked.keys
    if not await as_asked(turn, _question(t, asked, batch, _came(t, before - asked.keys))):
        return
    product = asked.product
    added = await additions.confirm(turn.actor, product.name, batch)
    look = Button(t.plain("keys-see"), KEYS_PRODUCT, product.id)
    text = t.get("keys-added", count=added, product=product.name)
    await turn.edit(Card(join([text, *_came(t, before - added)]), [[look]]))


@routes.tap(KEYS_CANCEL, permission="keys.stock", where=PRIVATE)
async def cancel(turn: Turn) -> None:
    """Forget what was read."""
    if not await turn.services.own_additions.cancel(turn.actor):
        raise NothingToAddError
    await turn.edit(Card(turn.t.get("keys-cancelled")))


async def _find(turn: Turn, words: str) -> None:
    catalog = turn.services.catalog
    found = catalog.whole_name(unquoted(words)) or catalog.search(words, PAGE)
    if len(found) == 1:
        await show_product(turn, found[0].id)
    else:
        await choose_product(turn, words, found, KEYS_PRODUCT)


async def _ask(turn: Turn, product_id: int) -> None:
    product = await turn.services.catalog.now_of(product_id)
    text = turn.t.get("keys-ask", product=product.name, most=MOST_KEYS)
    await turn.ask("keys.text", Card(text), product=product.id)


async def _read(turn: Turn, product_id: int, typed: str, question: str) -> None:
    """Seal what was sent, and ask whether it is to be sold."""
    t = turn.t
    # It may be gone, which is said before what was sent is read, or merged into another since it was asked.
    product_id = (await turn.services.catalog.now_of(product_id)).id
    if turn.sent is not None and turn.sent.document is not None:
        await turn.typing()
    content = await text_of_document(turn, BOUNDS, of_keys=True)
    above = f"{typed.strip()}\n" if typed.strip() and content is not None else ""
    text = typed if content is None else above + content
    if not text.strip():
        raise UsageError(question, Card(t.get("keys-no-text")))
    is_name = turn.services.catalog.whole_name
    rows = rows_of(text, turn.services.clock(), above=above.count("\n"), is_name=is_name)
    if rows.too_many:
        raise UsageError(question, Card(t.get("keys-too-many", most=MOST_KEYS)))
    if not rows.keys:
        raise UsageError(question, Card(join([t.get("keys-no-good"), *_problems(t, rows)])))
    await turn.typing()
    batch = await turn.services.own_additions.read(turn.actor, product_id, rows.currency, rows.keys)
    besides = _problems(t, rows)
    if batch.doubles:
        besides.append(t.get("keys-doubles", count=batch.doubles))
    if batch.waiting:
        besides.append(t.get("keys-waiting", count=batch.waiting))
    if not batch.keys:
        await turn.reply(Card(join([t.get("keys-all-double"), *besides])))
        return
    asked = await turn.services.own_additions.asked(turn.actor, batch.id)
    await turn.reply(_question(t, asked, batch.id, besides))


def _question(t: Texts, asked: Asked, batch: str, besides: Sequence[Html] = ()) -> Card:
    """Whether it is to be sold, and what else there is to say of what was sent."""
    name, least, most = asked.product.name, asked.least, asked.most
    if least == most:
        lines = [t.get("keys-question", count=asked.keys, product=name, cost=least)]
    else:
        several = {"least": least, "most": most}
        lines = [t.get("keys-question-costs", count=asked.keys, product=name, **several)]
    lines.append(t.get("keys-first", mask=asked.mask))
    if asked.expiring:
        lines.append(t.get("keys-expiry", count=asked.expiring, at=asked.first_expiry))
    if besides:
        lines += [Html(""), *besides]
    meant = batch, asked.product.id, asked.keys
    yes = Button(t.plain("button-confirm"), KEYS_CONFIRM, *meant, style="success")
    no = Button(t.plain("button-cancel"), KEYS_CANCEL)
    return Card(join(lines), [[yes, no]])


def _came(t: Texts, count: int) -> list[Html]:
    """So many that were read came for orders before the yes, and are not put into stock."""
    return [t.get("keys-came", count=count)] if count > 0 else []


def _problems(t: Texts, rows: Rows) -> list[Html]:
    """What is wrong with which rows, by their numbers alone."""
    lines = [_rows(t, f"keys-bad-{problem}", numbers) for problem, numbers in rows.bad.items()]
    whole, parts = rows.two_ways
    return [*lines, t.get("keys-two-ways", whole=whole, parts=parts)] if whole else lines


def _rows(t: Texts, text: str, rows: Sequence[int]) -> Html:
    numbers = [str(row) for row in rows[:_ROWS_NAMED]]
    if (left := len(rows) - _ROWS_NAMED) > 0:
        numbers.append(t.plain("keys-rows-more", count=left))
    return t.get(text, rows=numbers, count=len(rows))


async def _link(turn: Turn) -> str:
    return f"https://t.me/{(await turn.bot.me()).username}"
