"""The question before an order is bought, or others are asked for it."""

from handlers.frame.cards import Button, Card
from handlers.taps import ORDER_CANCEL, ORDER_CONFIRM
from handlers.words.limit_words import over_lines
from handlers.words.markup import Html, bold, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.money import Money
from services.orders import OrderView

ASKS_FIRST = "ask"
"""In the Confirm of a question that said it spends nothing yet."""


def question_card(
    t: Texts, order: OrderView, *, was: Money | None = None, news: Html | None = None
) -> Card:
    """What is about to be bought, for how much, and whether to go on. It obeys who asked.

    ``was``: the price so far, of one that is asked anew; ``news``: why else it is. Its button has in it what
    Confirm was said to do, and does nothing else.
    """
    lines = [
        t.get("buy-question", product=bold(order.product), count=order.count),
        t.get("buy-provider", provider=provider_name(t, order.provider)),
        t.get("buy-price", each=order.unit_price, total=order.total, count=order.count),
        "",
    ]
    if order.above:
        lines += [t.get("buy-effect-above"), *over_lines(t, order.above)]
    else:
        lines.append(t.get("buy-effect", total=order.total))
    if not order.price_is_sent:
        lines.append(t.get("buy-price-not-sent", provider=provider_name(t, order.provider)))
    if was is not None:
        lines.insert(0, _price_news(t, order, was))
    if news is not None:
        lines.insert(0, news)
    if order.in_case is not None and order.in_case.is_open:
        number, name = code(order.in_case.number), order.in_case.customer
        lines = [t.get("case-replace", number=number, name=name), "", *lines]
    asks = (ASKS_FIRST,) if order.above else ()
    confirm = Button(t.plain("button-confirm"), ORDER_CONFIRM, order.number, *asks, style="success")
    cancel = Button(t.plain("button-cancel"), ORDER_CANCEL, order.number)
    return Card(join(lines), [[confirm, cancel]], opener=order.buyer_id)


def _price_news(t: Texts, order: OrderView, was: Money) -> Html:
    if was == order.unit_price:  # refused at the till, and yet it is what the provider asks
        return t.get("buy-price-refused", provider=provider_name(t, order.provider))
    return t.get("buy-price-moved", was=was, now=order.unit_price)
