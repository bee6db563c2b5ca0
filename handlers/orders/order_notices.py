"""Notices of orders: what the desk tells chats about them by itself."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial

import structlog

from handlers.delivery.key_card import OF_CUSTOMER, key_card
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.orders.order_buttons import buy_instead, over_with_case
from handlers.orders.order_card import charge_words, order_card
from handlers.orders.question_card import question_card
from handlers.orders.trouble import order_trouble
from handlers.taps import ORDER_LINKS
from handlers.words.markup import Html, bold, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.money import Money
from services.orders import LATE, OrderStatus, OrderView
from services.orders.other_chats import DONE_ELSEWHERE
from services.orders.shown_cards import SHOWN

routes = Routes()
log = structlog.get_logger(__name__)


@routes.notice("order-ended")
async def order_ended(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """How it stands, in place of the message that said that it was being bought."""
    order = await services.orders.told(str(notice.facts["order"]))
    standing = notice.facts["message"]
    if order.asked_anew is not None and "followed" not in notice.facts:
        draft = await services.checkout.question(order.asked_anew)
        if draft.status is not OrderStatus.DRAFT:
            return None  # it was answered since, and its own card stands there
        question = question_card(t, draft, was=order.unit_price)
        return EditOf(standing, question, posted=_noted(notice, services, draft))
    trouble = notice.facts.get("trouble")
    why = None if trouble is None else order_trouble(t, trouble)
    card = order_card(t, order, notice.chat_id, why=why)
    if standing is not None and "followed" in notice.facts:
        # The new card has them too; here they would stay when these do not hold any more.
        card = Card(card.text, shared=True)
    return EditOf(
        standing, _with_others(t, order, card, notice), posted=_noted(notice, services, order)
    )


def _with_others(t: Texts, order: OrderView, card: Card, notice: Notice) -> Card:
    """What else the product can be bought from, at the prices of that moment; the failed order stays."""
    if order.status is not OrderStatus.FAILED or over_with_case(order):
        return card
    rows: list[list[AnyButton]] = []
    for offer_id, provider, amount, currency in notice.facts.get("others", ()):
        price = t.money(Money(Decimal(amount), currency))
        label = t.plain("stock-buy-other", provider=provider_name(t, provider), price=price)
        rows.append([buy_instead(order, label, offer_id)])
    if not rows:
        return card
    words = t.get("order-others", count=order.count)
    return Card(join([card.text, "", words]), [*card.rows, *rows], shared=True)


@routes.notice(SHOWN)
async def order_shown(notice: Notice, services: Services, t: Texts) -> EditOf:
    """How it stands, on one more card that showed it under way; to whose right is gone, only that."""
    reader, home = notice.chat_id, int(notice.facts["home"])
    standing = int(notice.facts["message"])
    number = str(notice.facts["order"])
    if reader > 0 and not await services.orders.door.may_hear(reader, home, number):
        return EditOf(standing, Card(t.get("order-no-right-to-see")), only=True)
    order = await services.orders.told(number)
    trouble = notice.facts.get("trouble")
    why = None if trouble is None else order_trouble(t, trouble)
    return EditOf(standing, order_card(t, order, reader, why=why), only=True)


@routes.notice("order-changed")
async def order_changed(notice: Notice, services: Services, t: Texts) -> EditOf:
    """An order went on after its card was left: a new card, or what its buyer is asked instead."""
    order = await services.orders.told(str(notice.facts["order"]))
    said = t.get("notice-order-changed", number=code(order.number))
    trouble = notice.facts.get("trouble")
    why = None if trouble is None else order_trouble(t, trouble)
    if order.asked_anew is None:
        return _with_card(notice, services, t, order, said, why)
    draft = await services.checkout.question(order.asked_anew)
    if draft.status is not OrderStatus.DRAFT:
        return _with_card(notice, services, t, order, said, why)
    question = question_card(t, draft, was=order.unit_price)
    whole = replace(question, text=join([said, "", question.text]))
    return EditOf(None, whole, posted=_noted(notice, services, draft))


@routes.notice(DONE_ELSEWHERE)
async def order_elsewhere(notice: Notice, services: Services, t: Texts) -> EditOf:
    """Somebody did something to an order of this chat from another one."""
    order = await services.orders.told(str(notice.facts["order"]))
    did, name = str(notice.facts["did"]), str(notice.facts["name"])
    said = t.get(f"notice-elsewhere-{did}", name=name, number=code(order.number))
    return _with_card(notice, services, t, order, said)


@routes.notice("order-uncertain")
async def order_uncertain(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """An order waits for a person, if none has settled it meanwhile."""
    order = await services.orders.told(str(notice.facts["order"]))
    if order.status is not OrderStatus.UNCERTAIN:
        return None
    said = t.get("notice-order-uncertain", number=code(order.number))
    return _with_card(notice, services, t, order, said)


async def late(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """What an order waits for has not come after a long while, and still has not."""
    order = await services.orders.told(str(notice.facts["order"]))
    if LATE.get(order.status) != notice.kind:
        return None
    provider = provider_name(t, order.provider)
    said = t.get(f"late-{order.status}", number=code(order.number), provider=provider)
    return _with_card(notice, services, t, order, said)


for _kind in LATE.values():
    routes.notice(_kind)(late)


@routes.notice("keys-unreadable")
async def keys_unreadable(notice: Notice, services: Services, t: Texts) -> EditOf:
    """The provider's answer has keys that cannot be read; those that can are stored."""
    order = await services.orders.told(str(notice.facts["order"]))
    count, total = int(notice.facts["count"]), int(notice.facts["total"])
    number, provider = code(order.number), provider_name(t, order.provider)
    if count == total:  # of none there is a readable one, or the whole answer makes no sense
        said = t.get("notice-keys-none-readable", number=number, provider=provider)
    else:
        said = t.get(
            "notice-keys-unreadable",
            number=number,
            provider=provider,
            count=count,
            total=total,
            places=list(map(str, notice.facts["places"])),
        )
    return _with_card(notice, services, t, order, said)


@routes.notice("reversal-late")
async def reversal_late(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """A reversal has no clear answer after a long while, and still has none."""
    order = await services.orders.told(str(notice.facts["order"]))
    if not order.reversing:
        return None
    provider = provider_name(t, order.provider)
    said = t.get("notice-reversal-late", number=code(order.number), provider=provider)
    return _with_card(notice, services, t, order, said)


@routes.notice("order-charged")
async def order_charged(notice: Notice, services: Services, t: Texts) -> EditOf:
    """The provider charged another price than was confirmed."""
    order = await services.orders.told(str(notice.facts["order"]))
    provider = provider_name(t, order.provider)
    facts = charge_words(t, order)
    said = t.get("notice-order-charged", number=code(order.number), provider=provider, **facts)
    return _with_card(notice, services, t, order, said)


@routes.notice("links-closed")
async def links_closed(notice: Notice, _desk: Services, t: Texts) -> Card:
    """The desk came back from a backup, and claim links that were open then work no more."""
    return _since_backup(notice, t, "notice-links-closed")


@routes.notice("perhaps-handed")
async def perhaps_handed(notice: Notice, _desk: Services, t: Texts) -> Card:
    """The desk came back from a backup, and keys that were ready then may have been handed over since."""
    return _since_backup(notice, t, "notice-perhaps-handed")


def _since_backup(notice: Notice, t: Texts, text: str) -> Card:
    numbers = [code(str(number)) for number in notice.facts["orders"]]
    at, more = datetime.fromisoformat(str(notice.facts["made_at"])), int(notice.facts["more"])
    lines = [t.get(text, at=at, count=len(numbers) + more), *numbers]
    if more:
        lines.append(t.get("notice-links-closed-more", count=more))
    return Card(join(lines), shared=True)


@routes.notice("not-delivered")
async def not_delivered(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """The customer could not be reached: the order is nobody's again, if it still is."""
    order = await services.orders.told(str(notice.facts["order"]))
    if order.customer_id is not None or order.status is OrderStatus.DELIVERED:
        return None
    name = await services.people.name(int(notice.facts["customer"]))
    said = t.get("notice-not-delivered", number=code(order.number), customer=name)
    return _with_card(notice, services, t, order, said)


@routes.notice("perhaps-delivered")
async def perhaps_delivered(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """The keys may have reached the customer: the order stays theirs, if nothing is known since."""
    order = await services.orders.told(str(notice.facts["order"]))
    customer = int(notice.facts["customer"])
    has_part = customer in {each.id for each in order.customers}
    if not has_part or order.status is OrderStatus.DELIVERED:
        return None
    name = await services.people.name(customer)
    said = t.get("notice-perhaps-delivered", number=code(order.number), customer=name)
    return _with_card(notice, services, t, order, said)


@routes.notice("key-twin")
async def key_twin(notice: Notice, services: Services, t: Texts) -> Card:
    """The provider sold a key that it had sold us before, or twice in this very order."""
    order = await services.orders.told(str(notice.facts["order"]))
    earlier, number, product = str(notice.facts["earlier"]), code(order.number), bold(order.product)
    here = earlier == order.number
    hidden = "no" if earlier else "yes"
    facts = {"number": number, "product": product, "earlier": code(earlier), "hidden": hidden}
    said = t.get("notice-key-twin-here" if here else "notice-key-twin", **facts)
    if (owner := notice.facts.get("owner")) is not None:
        name = await services.people.name(int(owner))
        said = join([said, t.get("notice-key-twin-owner", name=name)], "\n\n")
    if (case_id := notice.facts.get("case")) is None:
        return Card(said)
    case = await services.cases.told(int(case_id))
    about = {"number": code(case.number), "name": case.customer_name}
    return Card(join([said, t.get("notice-key-twin-case", **about)], "\n\n"))


@routes.notice("link-held")
async def link_held(notice: Notice, services: Services, t: Texts) -> Card:
    """Somebody opened a link whose key went to somebody else since: they got nothing."""
    order = await services.orders.told(str(notice.facts["order"]))
    person = await services.people.name(int(notice.facts["person"]))
    about = {"number": code(order.number), "product": bold(order.product), "person": person}
    links = Button(t.plain("button-open-links"), ORDER_LINKS, order.number)
    other = str(notice.facts["other"])
    hidden = "no" if other else "yes"
    said = t.get("notice-link-held", other=code(other), hidden=hidden, **about)
    return Card(said, [[links]], shared=True)


@routes.notice("key-in-stock")
async def key_in_stock(notice: Notice, services: Services, t: Texts) -> Card:
    """A provider sold a key that lies in own stock: it is sold once, with this order."""
    order = await services.orders.told(str(notice.facts["order"]))
    number, product = code(order.number), bold(order.product)
    provider = provider_name(t, order.provider)
    return Card(t.get("notice-key-in-stock", number=number, product=product, provider=provider))


@routes.notice("delivered")
async def delivered(notice: Notice, services: Services, t: Texts) -> EditOf:
    """The customer has the key: the card says so where it stands."""
    order = await services.orders.told(str(notice.facts["order"]))
    standing = order.message_id if order.chat_id == notice.chat_id else None
    return EditOf(standing, order_card(t, order, notice.chat_id))


@routes.notice("keys-for-customer")
async def keys_for_customer(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """The keys themselves, opened only now, for the customer's private chat."""
    number, customer = str(notice.facts["order"]), int(notice.facts["customer"])
    keys = await services.delivery.keys_for(customer, number, notice.id)
    if keys is None:
        return None

    async def arrived(_message_id: int) -> None:
        if not await services.delivery.handed_over(number, customer, keys.rows):
            log.error("keys reached whose order it is not", order=number)

    holds = partial(services.shelf.still_good, keys, customer)
    card = key_card(t, keys, OF_CUSTOMER, holds, problem=True)
    return EditOf(None, card, posted=arrived)


@routes.notice("key-problem")
async def key_problem(notice: Notice, services: Services, t: Texts) -> EditOf:
    """A customer says that a key does not work."""
    order = await services.orders.told(str(notice.facts["order"]))
    text = t.get(
        "notice-key-problem",
        number=code(order.number),
        product=bold(order.product),
        name=str(notice.facts["name"]),
        words=str(notice.facts["words"]),
    )
    card = order_card(t, order, notice.chat_id)
    whole = Card(join([text, "", card.text]), card.rows, shared=True)
    return EditOf(None, whole, posted=shown_there(notice, services, order))


def _with_card(
    notice: Notice,
    services: Services,
    t: Texts,
    order: OrderView,
    said: Html,
    why: Html | None = None,
) -> EditOf:
    """A new card below what is said; ``why``: as of ``order_card``."""
    card = order_card(t, order, notice.chat_id, why=why)
    whole = Card(join([said, "", card.text]), card.rows, shared=True)
    former = order.message_id if order.chat_id == notice.chat_id else None
    return EditOf(None, whole, posted=_noted(notice, services, order), former=former)


def _noted(
    notice: Notice, services: Services, order: OrderView
) -> Callable[[int], Awaitable[None]]:
    """Remember where the order's card stands now."""

    async def posted(message_id: int) -> None:
        await services.orders.note_card(order, notice.chat_id, message_id)

    return posted


def shown_there(
    notice: Notice, services: Services, order: OrderView
) -> Callable[[int], Awaitable[None]]:
    """Remember that this message shows the order, though its card stands elsewhere."""

    async def posted(message_id: int) -> None:
        await services.orders.note_shown(order, notice.chat_id, message_id)

    return posted
