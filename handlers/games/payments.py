"""/payments, /subscriptions: what a player has paid, what waits to be consumed, and what runs."""

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.confirmation.pending import hold
from handlers.frame.lists import that_fit
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, game_command, may_be_id, store_at
from handlers.games.consume import Listed
from handlers.games.prices import price_text
from handlers.taps import CONSUME_ASK
from handlers.words.codes import store_name
from handlers.words.markup import Html, bold, code, join, one_line
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.games import KnowsPayments, KnowsSubscriptions, Payment, Subscription

routes = Routes(area="payments", needs=KnowsPayments)
subscription_routes = Routes(area="payments", needs=KnowsSubscriptions)
STORES = ("GG", "ONESTORE", "AS")
_BUTTONS = 8
_LONGEST_PACKAGE = 200


def _player_and_store(said: Said) -> bool:
    return may_be_id(said[0]) and said[1].upper() in STORES


@game_command(
    routes,
    "payments",
    permission="payments.view",
    least=2,
    most=2,
    fits=_player_and_store,
    about=0,
    reads=store_at(1),
)
async def payments(turn: Turn, app: str, said: Said) -> None:
    """``/payments [app] <player> <store>``: what was paid and nobody has consumed."""
    t, player, store = turn.t, said[0], said[1].upper()
    found = await turn.services.games.payments.waiting(app, player, store)
    title = t.get("payments-title", player=code(player), app=app, store=store_name(t, store))
    blocks = [_payment(t, each) for each in found] or [t.get("payments-none")]
    rows: list[list[AnyButton]] = []
    if turn.may("payments.consume"):
        for each in found[:_BUTTONS]:
            label = t.plain("payments-button-consume", payment=each.payment)
            key = hold(turn, Listed(app, each.payment, player, store))
            rows.append([Button(label, CONSUME_ASK, key)])
    blocks += unread_lines(t, found)
    await turn.show(Card(_listed(turn, title, blocks), rows))


def _player_store_package(said: Said) -> bool:
    return _player_and_store(said) and len(said[2]) <= _LONGEST_PACKAGE and said[2].isprintable()


@game_command(
    subscription_routes,
    "subscriptions",
    permission="payments.view",
    least=3,
    most=3,
    fits=_player_store_package,
    about=0,
    reads=store_at(1),
)
async def subscriptions(turn: Turn, app: str, said: Said) -> None:
    """``/subscriptions [app] <player> <store> <package>``: those that run."""
    t, player, store, package = turn.t, said[0], said[1].upper(), said[2]
    found = await turn.services.games.payments.subscriptions(app, player, store, package)
    title = t.get("subscriptions-title", player=code(player), app=app, store=store_name(t, store))
    blocks = [_subscription(t, each) for each in found]
    if not blocks:
        blocks = [t.get("subscriptions-none", package=code(package))]
    blocks += unread_lines(t, found)
    await turn.show(Card(_listed(turn, title, blocks)))


def _listed(turn: Turn, title: Html, blocks: list[Html]) -> Html:
    shown = that_fit(blocks)
    if left := len(blocks) - len(shown):
        shown.append(turn.t.get("payments-more", count=left))
    lines: list[str] = [title]
    for block in shown:
        lines += ["", block]
    return join([*lines, "", turn.t.get("read-at", at=turn.services.clock())])


def _payment(t: Texts, payment: Payment) -> Html:
    lines = [t.get("payment-line", payment=code(payment.payment))]
    if (price := price_text(t, payment.price, payment.currency)) is not None:
        lines.append(t.get("payment-price", price=price))
    if payment.product is not None:
        lines.append(t.get("payment-product", product=str(payment.product)))
    return join(lines)


def _subscription(t: Texts, each: Subscription) -> Html:
    name = one_line(each.product_id) or str(each.product or "") or t.plain("unknown")
    lines = [t.get("subscription-line", product=bold(name))]
    if (price := price_text(t, each.price, each.currency)) is not None:
        lines.append(t.get("payment-price", price=price))
    if each.purchased_at is not None:
        lines.append(t.get("subscription-since", at=each.purchased_at))
    if t.endless(each.expires_at):
        lines.append(t.get("subscription-endless"))
    elif each.expires_at is not None:
        lines.append(t.get("subscription-until", at=each.expires_at))
    if each.payment:
        lines.append(t.get("payment-number", payment=code(each.payment)))
    if each.store_payment:
        lines.append(t.get("subscription-store", payment=code(one_line(each.store_payment))))
    return join(lines)
