"""/books: a provider's own books, by days, its reference, our transaction id, or a buyer's document."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from handlers.frame.callback import mark_of
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.confirmation.pending import hold, look
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError, no_period
from handlers.frame.which_provider import provider_first, provider_marked, which_provider
from handlers.taps import BOOKS_FIND, BOOKS_PAGE
from handlers.words.arguments import words
from handlers.words.markup import Html, bold, code, join
from handlers.words.periods import (
    PERIODS,
    days_of,
    days_text,
    like_days,
    period,
    wanted_period,
)
from handlers.words.provider_words import provider_name
from handlers.words.spoken_periods import spoken_past
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.base import Reporting, Sale
from providers.lists import slips_of
from services.access import Reach
from services.books import BookLine
from services.errors import NoSuchSaleError, UnknownKeeperError
from services.money import Money
from services.page import pages_for

routes = Routes(area="reports", needs=Reporting)
_ON_A_PAGE = 6
_LONGEST = 40
"""Characters of a reference or document number; longer ones are none."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """By which mark a sale is looked for; what is typed may name a buyer, so it is on no button."""

    kind: str
    """reference, txn or document."""
    text: str = field(repr=False)


@routes.command("books", permission="sales.view")
async def books(turn: Turn) -> None:
    """``/books [provider] [period | reference | txn <id> | document <number>]``; asks whose, if need be."""
    able = _keepers(turn)
    named, behind = provider_first(turn.t, turn.args, able)
    if named is None and (
        other := provider_first(turn.t, turn.args, tuple(turn.services.providers))[0]
    ):
        known = [provider_name(turn.t, each.name) for each in able]
        raise UnknownKeeperError(provider=other.name, known=known)
    wanted = _wanted(turn.t, words(behind))
    if named is None and len(able) > 1:
        await turn.show(_whose(turn, able, wanted))
        return
    await turn.typing()
    keeper = (named or able[0]).name
    if isinstance(wanted, str):
        await _period(turn, keeper, wanted, 1)
    else:
        await _find(turn, keeper, wanted)


@routes.tap(BOOKS_PAGE, permission="sales.view", slow=True)
async def page(turn: Turn) -> None:
    """Another period, or another page of it."""
    mark, wanted, _ = turn.values.texts(3)
    await _period(turn, _keeper_at(turn, mark), wanted, turn.values.number(2, 1))


@routes.tap(BOOKS_FIND, permission="sales.view", slow=True)
async def find(turn: Turn) -> None:
    """Whose was asked: look there; the question stays, so that one can look at the others too."""
    mark, key = turn.values.texts(2)
    keeper = _keeper_at(turn, mark)
    await _find(turn, keeper, await look(turn, key, _Mark))


def _keepers(turn: Turn) -> tuple[Reporting, ...]:
    return turn.services.providers.with_capability(Reporting)


def _keeper_at(turn: Turn, mark: str) -> str:
    return provider_marked(mark, _keepers(turn)).name


def _whose(turn: Turn, able: Sequence[Reporting], wanted: str | _Mark) -> Card:
    asking = turn.t.get("books-which")
    if isinstance(wanted, str):
        return which_provider(turn.t, asking, able, BOOKS_PAGE, wanted, 1)
    return which_provider(turn.t, asking, able, BOOKS_FIND, hold(turn, wanted))


def _wanted(t: Texts, said: list[str]) -> str | _Mark:
    """The period, or the mark of a sale. Raises UsageError."""
    match said:
        case []:
            return "today"
        case [*several] if (wanted := spoken_past(t, " ".join(several))) is not None:
            return str(wanted)
        case [one] if like_days(one):
            raise no_period("books", t, one)
        case [one] if _short(one):
            return _Mark("reference", one)
        case ["reference", reference] if _short(reference):
            return _Mark("reference", reference)
        case ["txn", txn_id] if _short(txn_id):
            return _Mark("txn", txn_id)
        case ["document", *number] if _short("".join(number)):
            return _Mark("document", "".join(number))
    raise no_period("books", t, " ".join(said))


async def _period(turn: Turn, keeper: str, said: str, number: int) -> None:
    t = turn.t
    wanted = wanted_period(t, said)
    if wanted is None:
        raise UsageError("books")
    now, zone = turn.services.clock(), ZoneInfo(t.zone)
    days = days_of(wanted, now, zone)
    sales = await turn.services.books.period(keeper, period(days, now, zone))
    held, notes = await _in_sight(turn, keeper, sales)
    pages = pages_for(len(held), _ON_A_PAGE)
    number = min(max(number, 1), pages)
    shown = held[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    title = t.get(
        "books-title",
        provider=provider_name(t, keeper),
        days=days_text(t, days),
        total=len(held),
        page=number,
        pages=pages,
    )
    mark = mark_of(keeper)
    turns: list[AnyButton] = []
    if number > 1:
        turns.append(Button(t.plain("button-previous"), BOOKS_PAGE, mark, said, number - 1))
    if number < pages:
        turns.append(Button(t.plain("button-next"), BOOKS_PAGE, mark, said, number + 1))
    others: list[AnyButton] = [
        Button(t.plain(f"period-{name}"), BOOKS_PAGE, mark, name, 1)
        for name in PERIODS
        if name != said
    ]
    costs = await _costs(turn)
    lines = [title, *(_line(t, each, costs) for each in shown), *notes]
    text = join(lines, "\n\n")
    await turn.show(Card(text, [turns, *in_columns(others, 4)]))


async def _find(turn: Turn, keeper: str, wanted: _Mark) -> None:
    services = turn.services.books
    if wanted.kind == "reference":
        sales = await services.reference(keeper, wanted.text)
    elif wanted.kind == "txn":
        sales = await services.txn(keeper, wanted.text)
    else:
        sales = await services.document(keeper, wanted.text)
    provider = provider_name(turn.t, keeper)
    held, notes = await _in_sight(turn, keeper, sales)
    if not held:  # in the same words whether there is none or it is not for them
        raise NoSuchSaleError(provider=keeper)
    title = turn.t.get("books-found", provider=provider, total=len(held))
    costs = await _costs(turn)
    lines = [_line(turn.t, each, costs) for each in held[:_ON_A_PAGE]]
    if left := len(held) - len(lines):
        lines.append(turn.t.get("books-more", count=left))
    await turn.reply(Card(join([title, *lines, *notes], "\n\n")))


async def _in_sight(
    turn: Turn, keeper: str, sales: Sequence[Sale]
) -> tuple[Sequence[BookLine], list[Html]]:
    """The sales this person may see, and what is to be said of the others.

    How many these are is not said: it would be the trade of chats that are none of theirs.
    """
    access, me, t = turn.services.access, turn.actor.user_id, turn.t
    in_sight, reach = await access.reach(me, "sales.view"), await access.reach(me, "orders.view")
    held = await turn.services.books.against_ours(keeper, sales, in_sight, reach)
    if in_sight.anywhere and not in_sight.chats:
        return held, unread_lines(t, sales)
    notes = [t.get("books-of-yours")]
    if slips_of(sales):
        notes.append(t.get("books-some-unread"))
    return held, notes


async def _costs(turn: Turn) -> Reach:
    """The chats of whose purchases the cost is shown here: in a group of none, for all of it read that."""
    if not turn.chat.is_private:
        return Reach(anywhere=False, chats=frozenset())
    return await turn.services.access.reach(turn.actor.user_id, "sales.cost")


def _line(t: Texts, held: BookLine, costs: Reach) -> Html:
    """One sale. Its key is not shown: keys are handed over from orders only."""
    sale = held.sale
    lines = [
        t.get("books-sale", product=bold(sale.product or sale.external_id), status=sale.status),
        t.get("books-reference", reference=code(sale.reference), txn=code(sale.txn_id or "–")),
    ]
    if held.order is not None:
        lines.append(t.get("books-order", number=code(held.order)))
    if held.charged is not None and held.confirmed is not None:
        lines.append(t.get("books-differs", charged=held.charged, confirmed=held.confirmed))
    if sale.cost is not None and sale.currency and held.is_of(costs):
        lines.append(t.get("books-cost", cost=Money(sale.cost, sale.currency)))
    if sale.sold_at is not None:
        lines.append(t.get("books-sold", at=sale.sold_at))
    return join(lines)


def _short(text: str) -> bool:
    return 0 < len(text) <= _LONGEST
