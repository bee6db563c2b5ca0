"""A case as a card for the desk: what it is about, where it stands, and what can be done about it."""

from collections.abc import Sequence
from typing import Any

from handlers.frame.cards import AnyButton, Button, Card
from handlers.orders.order_card import status_words
from handlers.taps import (
    CASE_ANSWER,
    CASE_BACK,
    CASE_CLOSE,
    CASE_REFRESH,
    CASE_REPLACE,
    CASE_REVERSE,
    CASE_SEND_AGAIN,
    CASE_TAKE,
    ORDER_CLAIM,
)
from handlers.words.markup import Html, bold, code, join, mention
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.cases import CaseStatus, CaseView
from services.orders import OrderView
from services.own_stock import OWN

_MASKS_SHOWN = 5
_TWINS_SHOWN = 3


def case_card(t: Texts, case: CaseView, here: int, *, keeps_books: bool) -> Card:
    """The card for the chat ``here``. Whoever may answer cases there shares it. ``keeps_books``: its provider
    has some to be read.
    """
    t, order = t.kept, case.order
    lines = [
        t.get("case-title", product=bold(order.product), kind=t.plain(f"case-kind-{case.kind}")),
        t.get("case-order", number=code(order.number), status=status_words(t, order)),
        t.get("case-customer", customer=mention(case.customer_id, case.customer_name)),
        *_keys(t, case),
        _provider(t, case, keeps_books=keeps_books),
        _earlier(t, case),
        "",
        *_standing(t, case, here),
    ]
    return Card(join(lines), _buttons(t, case, here, keeps_books=keeps_books), shared=True)


def answer_rows(t: Texts, case: CaseView, here: int) -> list[list[AnyButton]]:
    """Take it, give it back or take it over, and answer. ``here``: a group reads a label for everybody."""
    place = case_place(case)
    answer = Button(t.plain("button-answer"), CASE_ANSWER, *place)
    if case.assigned_to is None:
        return [[Button(t.plain("button-take"), CASE_TAKE, *place, style="primary"), answer]]
    if here < 0:
        return [[Button(t.plain("button-change-hands"), CASE_BACK, *place)], [answer]]
    words = "button-give-back" if here == case.assigned_to else "button-take-over"
    return [[Button(t.plain(words), CASE_BACK, *place), answer]]


def case_place(case: CaseView) -> tuple[str, int]:
    """What every button of a case carries: it is let in to the order, and then to the case."""
    return case.number, case.id


def keys_named(masks: Sequence[str]) -> dict[str, Any]:
    """The first of these keys, and how many there are, and besides: for a text that names them."""
    shown = [code(mask) for mask in masks[:_MASKS_SHOWN]]
    return {
        "count": len(masks),
        "keys": join(shown, "  "),
        "more": len(masks) - len(shown),
    }


def given_named(t: Texts, case: CaseView) -> dict[str, Any]:
    """Which orders took the place of keys of the case before, and of how many of its keys."""
    named = [
        t.get("case-given-order", number=code(each.number), status=status_words(t, each))
        for each in case.given[:_MASKS_SHOWN]
    ]
    more = len(case.given) - len(named)
    return {
        "orders": join(named, ", "),
        "more": more,
        "count": len(case.masks),
        "replaced": len(case.masks) - case.unreplaced,
    }


def _keys(t: Texts, case: CaseView) -> list[Html]:
    return [t.get("case-keys", **keys_named(case.masks))] if case.masks else []


def _provider(t: Texts, case: CaseView, *, keeps_books: bool) -> Html:
    provider = provider_name(t, case.order.provider)
    if not keeps_books:
        return t.get("case-provider-no-books", provider=provider)
    if case.provider_status is None:
        return t.get("case-provider-silent", provider=provider)
    return t.get("case-provider-says", provider=provider, status=case.provider_status)


def _earlier(t: Texts, case: CaseView) -> Html:
    if not case.earlier_of_customer and not case.earlier_of_product:
        return t.get("case-no-earlier")
    return t.get("case-earlier", customer=case.earlier_of_customer, product=case.earlier_of_product)


def _standing(t: Texts, case: CaseView, here: int) -> list[Html]:
    if not case.is_open:
        ended = t.get(
            f"case-end-{case.status}",
            name=case.ended_by_name,
            at=case.ended_at,
            count=len(case.masks),
            keys=0 if case.replacement is None else len(case.replacement.masks),
        )
        return [ended, *_replacement(t, case, here)]
    if case.waiting_since is not None:
        lines = [t.get("case-waits", at=case.waiting_since)]
    else:
        lines = [t.get("case-answered")]
    if case.assigned_to is not None:
        lines.append(t.get("case-taken", name=case.assigned_name))
    if case.given:
        lines.append(t.get("case-given", **given_named(t, case)))
    lines += _replacement(t, case, here)
    if case.order.provider == OWN:
        lines.append(t.get("case-own-stays"))
    lines.append(t.get("case-how-topic" if case.thread_id is not None else "case-how"))
    return lines


def _replacement(t: Texts, case: CaseView, here: int) -> list[Html]:
    instead = case.replacement
    if instead is None:
        return []
    theirs = instead.customer_id == case.customer_id and not case.not_arrived
    if case.status is CaseStatus.REPLACED or (theirs and not case.is_open):
        # Its state goes on, and this card does not.
        return [t.get("case-replacement-given", number=code(instead.number))]
    if case.on_its_way:
        about = {"number": code(instead.number), "name": case.customer_name}
        return [t.get("case-replacement-sent", **about)]
    if case.not_arrived:
        about = {"number": code(instead.number), "name": case.customer_name}
        words = "case-replacement-lost" if case.is_open else "case-replacement-left"
        return [t.get(words, **about)]
    if case.held and case.is_open:
        return [t.get("case-replacement-held", **held_words(t, case, instead, here))]
    return [t.get("case-replacement", number=code(instead.number), status=status_words(t, instead))]


def held_words(t: Texts, case: CaseView, held: OrderView, here: int) -> dict[str, Any]:
    """What is said of an order in the key's place of which a key came before."""
    numbers = list(dict.fromkeys(held.twins_at(here) or (held.number,)))[:_TWINS_SHOWN]
    earlier = t.listing([each or t.plain("twin-order-hidden") for each in numbers])
    facts: dict[str, Any] = {"earlier": earlier, "count": len(held.masks)}
    facts |= {"number": code(held.number), "name": case.customer_name}
    return facts | {"provider": provider_name(t, held.provider)}


def _buttons(t: Texts, case: CaseView, here: int, *, keeps_books: bool) -> list[list[AnyButton]]:
    if not case.is_open:
        return []
    place = case_place(case)
    rows = answer_rows(t, case, here)
    if case.replacement is not None and case.not_arrived:
        again = Button(
            t.plain("button-send-again"), CASE_SEND_AGAIN, *place, case.handed, style="primary"
        )
        link = Button(t.plain("button-claim-link"), ORDER_CLAIM, case.replacement.number)
        rows.append([again, link])
    deal: list[AnyButton] = []
    if not case.being_replaced:
        deal.append(Button(t.plain("button-replace"), CASE_REPLACE, *place))
    if case.to_reverse and not case.order.reversing and not case.bought_anew:
        deal.append(Button(t.plain("button-reverse"), CASE_REVERSE, *place, style="danger"))
    deal.append(Button(t.plain("button-close"), CASE_CLOSE, *place))
    rows.append(deal)
    if keeps_books:
        rows.append([Button(t.plain("button-refresh"), CASE_REFRESH, *place)])
    return rows
