"""The provider's own books: by days, by its reference, by our transaction id, by a buyer's document."""

from zoneinfo import ZoneInfo

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.arguments import words
from handlers.words.markup import Html, bold, code, join
from handlers.words.periods import PERIODS, days_of, days_text, wanted_period
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.base import Reporting, Sale
from services.money import Money
from services.page import pages_for

routes = Routes(area="reports", needs=Reporting)
_ON_A_PAGE = 6
_LONGEST = 40
"""Characters of a reference or document number; longer ones are none."""


@routes.command("books", permission="sales.view")
async def books(turn: Turn) -> None:
    """``/books [provider] [period | reference | txn <id> | document <number>]``."""
    keepers = turn.desk.books.keepers
    said = words(turn.args)
    keeper = said.pop(0).lower() if said and said[0].lower() in keepers else keepers[0]
    await turn.typing()
    match said:
        case []:
            await _period(turn, keeper, "today", 1)
        case [one] if wanted_period(turn.t, one) is not None:
            await _period(turn, keeper, one, 1)
        case [one] if _short(one):
            await _found(turn, keeper, await turn.desk.books.reference(keeper, one))
        case ["txn", txn_id] if _short(txn_id):
            await _found(turn, keeper, await turn.desk.books.txn(keeper, txn_id))
        case ["document", *number] if _short("".join(number)):
            found = await turn.desk.books.document(keeper, "".join(number))
            await _found(turn, keeper, found)
        case _:
            raise UsageError("books")


@routes.tap("books.page", permission="sales.view", slow=True)
async def page(turn: Turn) -> None:
    """Another period, or another page of it."""
    keeper, wanted, _ = turn.values.texts(3)
    await _period(turn, keeper, wanted, turn.values.number(2, 1))


async def _period(turn: Turn, keeper: str, said: str, number: int) -> None:
    t = turn.t
    wanted = wanted_period(t, said)
    if wanted is None:
        raise UsageError("books")
    days = days_of(wanted, turn.desk.clock(), ZoneInfo(t.zone))
    sales = await turn.desk.books.period(keeper, days.first, days.last)
    pages = pages_for(len(sales), _ON_A_PAGE)
    number = min(max(number, 1), pages)
    shown = sales[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    title = t.get(
        "books-title",
        provider=provider_name(t, keeper),
        days=days_text(t, days),
        total=len(sales),
        page=number,
        pages=pages,
    )
    turns: list[AnyButton] = []
    if number > 1:
        turns.append(Button(t.plain("button-previous"), "books.page", keeper, said, number - 1))
    if number < pages:
        turns.append(Button(t.plain("button-next"), "books.page", keeper, said, number + 1))
    others: list[AnyButton] = [
        Button(t.plain(f"period-{name}"), "books.page", keeper, name, 1)
        for name in PERIODS
        if name != said
    ]
    text = join([title, *(_line(t, sale) for sale in shown)], "\n\n")
    await turn.show(Card(text, [turns, *in_columns(others, 4)]))


async def _found(turn: Turn, keeper: str, sales: tuple[Sale, ...]) -> None:
    provider = provider_name(turn.t, keeper)
    if not sales:
        await turn.reply(Card(turn.t.get("books-none", provider=provider)))
        return
    title = turn.t.get("books-found", provider=provider, total=len(sales))
    lines = [_line(turn.t, sale) for sale in sales[:_ON_A_PAGE]]
    await turn.reply(Card(join([title, *lines], "\n\n")))


def _line(t: Texts, sale: Sale) -> Html:
    """One sale. Its key is not shown: keys are handed over from orders only."""
    lines = [
        t.get("books-sale", product=bold(sale.product or sale.external_id), status=sale.status),
        t.get("books-reference", reference=code(sale.reference), txn=code(sale.txn_id or "–")),
    ]
    if sale.cost is not None and sale.currency:
        lines.append(t.get("books-cost", cost=Money(sale.cost, sale.currency)))
    if sale.sold_at is not None:
        lines.append(t.get("books-sold", at=sale.sold_at))
    return join(lines)


def _short(text: str) -> bool:
    return 0 < len(text) <= _LONGEST
