"""**Send to customer**: how many keys, to whom, yes; they go to that person's private chat."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.delivery.how_many_keys import ask_how_many, many_meant
from handlers.delivery.twin_words import seen_twins, twin_lines
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.errors import error_text
from handlers.frame.persons import (
    Met,
    ask_person,
    introduced,
    is_pointing,
    person_line,
    person_meant,
    person_with,
)
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import (
    ORDER_SEND,
    ORDER_SEND_COUNT,
    ORDER_SEND_NOT,
    ORDER_SEND_NOW,
    ORDER_SEND_OTHER,
)
from handlers.words.expiry_words import expiry_lines
from handlers.words.markup import Html, bold, code, join, link, mention
from handlers.words.texts import Texts
from services.delivery import Sendable
from services.delivery.errors import LinkedSinceError, SentSinceError, TwinKeysError
from services.orders import OrderView
from services.orders.twins import SeenTwin

routes = Routes()
_PERSON = re.compile(r"@?\w{1,32}", re.ASCII)
_COUNTS = (1, 2, 5, 10)
_PICK = "send-"
"""Before an order's number in a start link: pick who gets it."""


def _is_no_person(turn: Turn) -> bool:
    """Where a customer is asked for: neither a @name nor an id, so it may be the key."""
    return not is_pointing(turn) and _PERSON.fullmatch(turn.args.strip()) is None


@routes.tap(ORDER_SEND, permission="orders.deliver", opener_only=False, of_order=True)
async def send_pressed(turn: Turn) -> None:
    """How many, where there are several? Then: to whom?"""
    await _begin(turn)


@routes.start_payload(permission="orders.deliver", begins=_PICK, of_order=True)
async def begun_privately(turn: Turn) -> None:
    """The same questions in the private chat, by the link in that of a group."""
    await _begin(turn)


@routes.tap(ORDER_SEND_COUNT, permission="orders.deliver", of_order=True)
async def count_chosen(turn: Turn) -> None:
    """So many: to whom?"""
    count = turn.values.number(1, 1)
    await _ask_whom(turn, await turn.services.orders.view(turn.admitted), count)


@routes.tap(ORDER_SEND_OTHER, permission="orders.deliver", of_order=True)
async def other_count(turn: Turn) -> None:
    """Another number is typed."""
    await ask_how_many(turn, "order.send-count")


@routes.answer("order.send-count", permission="orders.deliver", of_order=True)
async def count_typed(turn: Turn) -> None:
    """The number was typed: to whom?"""
    order, count = await many_meant(turn, "order.send-count")
    await _ask_whom(turn, order, count)


@routes.answer(
    "order.customer",
    permission="orders.deliver",
    secret=_is_no_person,
    of_order=True,
    forwarded=True,
)
async def customer_told(turn: Turn) -> None:
    """Ask before the keys go to this person. What may be a key instead is not said once more."""
    if _is_no_person(turn):
        raise UsageError("order.customer")
    person = await person_meant(turn, turn.args)
    if person is None:
        raise UsageError("order.customer")
    count = turn.facts.get("count")
    sendable = await turn.services.delivery.sendable(turn.admitted, person.id, count)
    await turn.reply(await _question(turn, sendable, person, await introduced(turn, person)))


async def _question(
    turn: Turn, sendable: Sendable, person: Met, introduction: Sequence[Html]
) -> Card:
    twins = await seen_twins(turn, sendable.order, sendable.twins)
    return send_question(turn.t, sendable, person, twins, introduction)


def send_question(
    t: Texts,
    sendable: Sendable,
    person: Met,
    twins: Sequence[SeenTwin],
    introduction: Sequence[Html] = (),
) -> Card:
    """Whether the keys shall go to this person, and what else that does. It is answered once."""
    order, number = sendable.order, sendable.order.number
    words = {
        "product": bold(order.product),
        "number": code(order.number),
        "count": sendable.keys,
        "person": mention(person.id, person.name),
    }
    total = len(order.masks)
    lines = [
        t.get("send-question", **words)
        if sendable.keys == total
        else t.get("send-question-part", total=total, **words),
        *expiry_lines(t, sendable.expiry, sendable.keys),
        *introduction,
    ]
    if sendable.ends is not None:
        lines.append(t.get("send-ends-link", name=sendable.ends.by, at=sendable.ends.at))
    lines += twin_lines(t, order, twins)
    meant = (number, person.id, sendable.keys, sendable.since)
    yes = Button(t.plain("button-confirm"), ORDER_SEND_NOW, *meant, style="success")
    if sendable.twins:
        label, told = t.plain("button-twin-send"), len(sendable.twins)
        yes = Button(label, ORDER_SEND_NOW, *meant, told, style="danger")
    no = Button(t.plain("button-cancel"), ORDER_SEND_NOT, number)
    return Card(join(lines), [[yes, no]])


@routes.tap(ORDER_SEND_NOW, permission="orders.deliver", of_order=True)
async def send(turn: Turn) -> None:
    """Send the keys to this person. Once: what was sent to them since this was asked is said instead.

    Where a link of all keys was made since, which it would end, that is said and asked anew.
    """
    person = await person_with(turn, turn.values.number(1, 1))
    # Buttons of earlier versions do not say how many keys they ask about, nor what was sent before.
    count = turn.values.number(2) if len(turn.values) > 2 else 0
    since = turn.values.number(3) if len(turn.values) > 3 else 0
    twins = turn.values.number(4) if len(turn.values) > 4 else 0
    delivery = turn.services.delivery
    try:
        order = await delivery.send_to(turn.admitted, person.id, count or None, since, twins)
    except SentSinceError as error:
        again = Button(turn.t.plain("button-send"), ORDER_SEND, turn.admitted.number)
        await turn.edit(Card(error_text(turn.t, error), [[again]]))
        return
    except TwinKeysError:
        sendable = await delivery.sendable(turn.admitted, person.id, count or None)
        await turn.edit(await _question(turn, sendable, person, [person_line(turn.t, person)]))
        return
    except LinkedSinceError:
        sendable = await delivery.sendable(turn.admitted, person.id, count or None)
        card = await _question(turn, sendable, person, [person_line(turn.t, person)])
        said = turn.t.get("links-made-before-send", number=code(turn.admitted.number))
        await turn.edit(replace(card, text=join([said, "", card.text])))
        return
    words = {"name": person.name, "number": code(order.number), "chat": order.chat_title or "none"}
    here = order.chat_id == turn.chat.id
    await turn.edit(Card(turn.t.get("sending-to" if here else "sending-to-elsewhere", **words)))


@routes.tap(ORDER_SEND_NOT, permission="orders.deliver", of_order=True)
async def send_not(turn: Turn) -> None:
    """Nobody gets them after all."""
    await turn.edit(Card(turn.t.get("send-cancelled", number=code(turn.admitted.number))))


async def _begin(turn: Turn) -> None:
    order = await turn.services.orders.view(turn.admitted)
    if order.to_give > 1:
        await turn.reply(_how_many(turn.t, order))
    else:
        await _ask_whom(turn, order, None)


def _how_many(t: Texts, order: OrderView) -> Card:
    number, free = order.number, order.to_give
    some: list[AnyButton] = [
        Button(str(count), ORDER_SEND_COUNT, number, count) for count in _COUNTS if count < free
    ]
    every = Button(t.plain("button-send-all", count=free), ORDER_SEND_COUNT, number, free)
    other = Button(t.plain("button-other-count"), ORDER_SEND_OTHER, number)
    text = t.get("ask-how-many", product=bold(order.product), number=code(number), free=free)
    return Card(text, [*in_columns(some, 4), [every, other]])


async def _ask_whom(turn: Turn, order: OrderView, count: int | None) -> None:
    card = await _ask_customer(turn, order)
    await ask_person(turn, "order.customer", card, order=order.number, count=count)


async def _ask_customer(turn: Turn, order: OrderView) -> Card:
    """In a group a link leads to the private chat, where a button picks the person."""
    t, me = turn.t, await turn.bot.me()
    asking = t.get("ask-customer", product=bold(order.product), number=code(order.number))
    if turn.chat.is_private:
        return Card(asking)
    url = f"https://t.me/{me.username}?start={_PICK}{order.number}"
    return Card(join([asking, link(t.plain("ask-customer-privately"), url)], " "))
