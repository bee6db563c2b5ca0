"""What differs between a provider's own books and our orders, for a digest and on demand."""

from collections.abc import Sequence

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.reports.sales_parts import period_at
from handlers.taps import SALES_BOOKS, SALES_SHOW
from handlers.words.markup import Html, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.base import Reporting
from services.reconciliation import MOST, Difference, Reconciled

routes = Routes(area="reports", needs=Reporting)
FEW = 5
"""Differences that a digest names."""


@routes.tap(SALES_BOOKS, permission="sales.view", slow=True)
async def books(turn: Turn) -> None:
    """Ask for the books of a report's time, and hold them against our orders."""
    t, (wanted, asked) = turn.t, period_at(turn, 0)
    reach = await turn.services.access.reach(turn.actor.user_id, "sales.view")
    found = await turn.services.reconciliation.of(asked, reach)
    lines = books_lines(t, found, MOST) if found else [t.get("sales-books-too-long")]
    back = Button(t.plain("button-back"), SALES_SHOW, str(wanted))
    await turn.show(Card(join([t.get("sales-books"), Html(""), *lines]), [[back]]))


def books_button(turn: Turn, wanted: str) -> list[AnyButton]:
    """The way there, where any provider has books."""
    if not turn.services.reconciliation.offered:
        return []
    return [Button(turn.t.plain("sales-button-books"), SALES_BOOKS, wanted)]


def books_lines(t: Texts, found: Sequence[Reconciled], most: int = FEW) -> list[Html]:
    """A line for each provider, and one for each of the first differences."""
    lines = []
    for each in found:
        name = provider_name(t, each.provider)
        if each.trouble is not None:
            lines.append(t.get("sales-books-trouble", provider=name))
            continue
        total = each.total
        lines.append(t.get("sales-books-of", provider=name, compared=each.compared, total=total))
        lines += [_line(t, one) for one in each.differences[:most]]
        if (left := total - min(most, len(each.differences))) > 0:
            lines.append(t.get("lines-more", count=left))
        if each.unread:
            lines.append(t.get("sales-books-unread", count=each.unread))
    return lines


def _line(t: Texts, one: Difference) -> Html:
    nothing = t.plain("sales-none-of-it")
    return t.get(
        f"sales-differs-{one.kind}",
        order=code(one.order or nothing),
        reference=code(one.reference),
        ours=t.money(one.ours) if one.ours else nothing,
        theirs=t.money(one.theirs) if one.theirs else nothing,
    )
