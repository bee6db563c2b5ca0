"""An order as a card: what it is, and where it stands."""

from collections import Counter

from handlers.frame.cards import Card
from handlers.orders.order_buttons import order_buttons
from handlers.orders.uncertain_list import uncertain_lines
from handlers.words.expiry_words import expiry_lines
from handlers.words.limit_words import over_lines
from handlers.words.markup import Html, bold, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.money import Money
from services.orders import OrderStatus, OrderView, PurchaseStatus
from services.orders.states import CANCELLED
from services.own_stock import OWN

_MASKS_SHOWN = 10
_TWINS_SHOWN = 3
_CUSTOMERS_SHOWN = 3
_REST = {
    PurchaseStatus.WAITING: "waiting",
    PurchaseStatus.SENT: "open",
    PurchaseStatus.REFUSED: "refused",
    PurchaseStatus.UNCERTAIN: "uncertain",
    PurchaseStatus.REVERSED: "reversed",
}
_NOT_APPROVED = frozenset({OrderStatus.REJECTED, OrderStatus.EXPIRED})
_BOUGHT = frozenset({OrderStatus.PAID, OrderStatus.KEYED, OrderStatus.DELIVERED})


def order_card(
    t: Texts,
    order: OrderView,
    here: int,
    *,
    page: int = 1,
    why: Html | None = None,
    decides: bool = False,
) -> Card:
    """The card of an order after its confirmation, for the chat ``here``. Everybody there shares it.

    In another chat than the order's own it says whose it is. ``page``: of its uncertain purchases. ``why``:
    words for why it stands so that say more than those of its reason. ``decides``: it is the card of who
    approves what waits, and not of the buyer, who can call it off.
    """
    t = t.kept
    lines = [
        t.get("order-title", product=bold(order.product), count=order.count),
        *_standing(t, order),
        *(_reason(t, order) if why is None else [why]),
        *_case_over(t, order),
        *_twins(t, order, here),
        "",
        t.get("order-number", number=code(order.number)),
        _price(t, order),
        *_charge(t, order),
        *_rest(t, order),
        *uncertain_lines(t, order, page),
        *_money_back(t, order),
        *_keys(t, order),
        _by_whom(t, order),
        *_approval(t, order),
        *_home(t, order, here),
    ]
    lines += _customers(t, order)
    return Card(join(lines), order_buttons(t, order, page, decides=decides), shared=True)


def _home(t: Texts, order: OrderView, here: int) -> list[Html]:
    if order.chat_id == here:
        return []
    if not order.chat_title:
        return [t.get("order-home-private")]
    return [t.get("order-home", chat=order.chat_title)]


def status_words(t: Texts, order: OrderView) -> str:
    """Where it stands in a word or two; what is being taken back is not called ready."""
    if order.reversing:
        return t.plain("order-reversing-short")
    return t.plain("order-kept-short" if _all_kept(order) else f"order-status-{order.status}")


def _all_kept(order: OrderView) -> bool:
    """Whether no customer got anything of it: what is left of it went into own stock."""
    delivered = order.status is OrderStatus.DELIVERED
    return delivered and order.kept > 0 and not order.masks


def came_of_it(t: Texts, order: OrderView, why: Html | None) -> list[Html]:
    """Where it stands and why, for a card that shows no more of it. ``why``: as of ``order_card``."""
    return [
        *_standing(t, order),
        *(_reason(t, order) if why is None else [why]),
        *_rest(t, order),
    ]


def _standing(t: Texts, order: OrderView) -> list[Html]:
    """Where it stands. Keys that are being taken back are not called ready."""
    lines = []
    if order.status is not OrderStatus.KEYED or not order.reversing:
        provider = provider_name(t, order.provider)
        count = max(len(order.masks), order.bought - order.kept)
        facts = {"count": count, "uncertain": len(order.uncertain), "provider": provider}
        lines.append(t.get(_line(order), **facts))
    if order.reversing:
        provider = provider_name(t, order.provider)
        lines.append(t.get("order-reversing", count=order.reversing, provider=provider))
    return lines


def _line(order: OrderView) -> str:
    if order.status is OrderStatus.FAILED and order.reason == "closed":
        return "order-line-closed"  # the one failure that does not prove that nothing was charged
    if order.status is OrderStatus.PAYING and order.unclear:
        return f"order-line-paying-{order.unclear}"
    if _all_kept(order):
        return "order-line-kept"
    return f"order-line-{order.status}"


def _price(t: Texts, order: OrderView) -> Html:
    provider = provider_name(t, order.provider)
    if order.bought in (0, order.count):
        return t.get(
            "order-price",
            provider=provider,
            count=order.count,
            each=order.unit_price,
            total=order.total,
        )
    return t.get(
        "order-price-partly",
        provider=provider,
        bought=order.bought,
        count=order.count,
        each=order.unit_price,
        charged=order.unit_price * order.bought,
    )


def _charge(t: Texts, order: OrderView) -> list[Html]:
    """What was really charged, where that is not what was confirmed."""
    provider = provider_name(t, order.provider)
    if order.charged_otherwise:
        return [t.get("order-charged", provider=provider, **charge_words(t, order))]
    return [t.get("order-charge-late", provider=provider)] if order.charge_late else []


def charge_words(t: Texts, order: OrderView) -> dict[str, str]:
    """What was charged and what was confirmed, of the keys that were bought."""
    charged = t.listing([t.money(each) for each in order.charged])
    return {"charged": charged, "confirmed": t.money(order.unit_price * order.bought)}


def _by_whom(t: Texts, order: OrderView) -> Html:
    """Who asked for it and when; what was not bought, or was taken back, is not called bought.

    What others said yes to was asked for before, and bought then: by that moment sales and limits count it.
    """
    at = order.confirmed_at or order.created_at
    if order.status in _BOUGHT:
        return t.get("order-buyer", name=order.buyer_name, at=at)
    asked_at = at if order.approval is None else order.approval.asked_at
    return t.get("order-asked", name=order.buyer_name, at=asked_at)


def _money_back(t: Texts, order: OrderView) -> list[Html]:
    """What should have come back for what was reversed: no provider's answer tells of the money."""
    gone = [each for each in order.purchases if each.status is PurchaseStatus.REVERSED]
    if not gone:
        return []
    if order.provider == OWN:
        expired = order.expired_back
        return [t.get("order-back-in-stock", count=len(gone), expired=expired)]
    sums: dict[str, Money] = {}
    for each in gone:
        paid = each.charged or order.unit_price
        sums[paid.currency] = sums[paid.currency] + paid if paid.currency in sums else paid
    amount = t.listing([t.money(each) for each in sums.values()])
    provider = provider_name(t, order.provider)
    return [t.get("order-money-back", count=len(gone), amount=amount, provider=provider)]


def _rest(t: Texts, order: OrderView) -> list[Html]:
    """What became of those purchases that did not end as the rest: each kind in a line."""
    ended = Counter(_REST[each.status] for each in order.purchases if each.status in _REST)
    provider = provider_name(t, order.provider)
    return [
        t.get(f"order-rest-{what}", count=count, provider=provider)
        for what, count in ended.items()
        if count < order.count
    ]


def _reason(t: Texts, order: OrderView) -> list[Html]:
    if order.reason is None:
        return []
    if order.reason == CANCELLED and order.approval is not None:  # it was confirmed, and waited
        return [t.get("order-reason-cancelled-waiting", name=order.buyer_name)]
    return [t.get(f"order-reason-{order.reason}", provider=provider_name(t, order.provider))]


def _case_over(t: Texts, order: OrderView) -> list[Html]:
    if order.in_case is None or order.in_case.is_open:
        return []
    return [t.get("order-case-over", number=code(order.in_case.number))]


def _twins(t: Texts, order: OrderView, here: int) -> list[Html]:
    words = {each: "order-twin" if each else "order-twin-hidden" for each in order.twins_at(here)}
    words |= {
        each: "order-twin-since" if each else "order-twin-since-hidden"
        for each in order.twins_since_at(here)
        if each not in words
    }
    words |= {each: "order-twin-here" for each in words if each == order.number}
    twins = list(words)
    lines = [t.get(words[number], number=code(number)) for number in twins[:_TWINS_SHOWN]]
    if (left := len(twins) - _TWINS_SHOWN) > 0:
        lines.append(t.get("order-twins-more", count=left))
    return lines


def _approval(t: Texts, order: OrderView) -> list[Html]:
    """Why others were asked, and what they have said."""
    asked = order.approval
    if asked is None:
        return []
    lines = []
    waits = order.status is OrderStatus.AWAITING_APPROVAL
    if waits or order.status in _NOT_APPROVED:
        lines += over_lines(t, asked.over)
        if asked.reason:
            lines.append(t.get("approval-reason", words=asked.reason))
    if yes := asked.names(yes=True):
        # What went on had yes enough: the number it was asked with may have become a smaller one since.
        went_on = not waits and order.status not in _NOT_APPROVED
        quorum = min(asked.quorum, len(yes)) if went_on else asked.quorum
        lines.append(t.get("approval-yes", names=yes, count=len(yes), quorum=quorum))
    if asked.lapsed:
        numbers = {"count": len(asked.lapsed), "yes": len(yes), "quorum": asked.quorum}
        lines.append(t.get("approval-lapsed", names=list(asked.lapsed), **numbers))
    if no := asked.names(yes=False):
        lines.append(t.get("approval-no", names=no))
    if waits:
        lines.append(t.get("approval-until", quorum=asked.quorum, until=asked.expires_at))
    return lines


def _keys(t: Texts, order: OrderView) -> list[Html]:
    if not order.masks:
        return []
    shown = [code(mask) for mask in order.masks[:_MASKS_SHOWN]]
    lines = [t.get("order-keys", count=len(order.masks), keys=join(shown, "  "))]
    if len(order.masks) > _MASKS_SHOWN:
        lines.append(t.get("order-keys-more", count=len(order.masks) - _MASKS_SHOWN))
    lines += expiry_lines(t, order.expiry, len(order.masks))
    if order.let_go:
        lines.append(t.get("order-keys-let-go", count=order.let_go))
    return lines


def _customers(t: Texts, order: OrderView) -> list[Html]:
    """Who has keys of it; of one that goes by the piece, how many are handed over."""
    lines = []
    if order.masks and order.customer_id is None and (order.customers or order.links > 1):
        facts = {"handed": order.handed, "count": len(order.masks), "links": order.links}
        lines.append(t.get("order-handed", **facts))
    if order.customers:
        names = [each.name for each in order.customers[:_CUSTOMERS_SHOWN]]
        more = len(order.customers) - len(names)
        lines.append(t.get("order-customer", name=t.listing(names), more=more))
    if order.kept:
        lines.append(t.get("order-kept", count=order.kept))
    return lines
