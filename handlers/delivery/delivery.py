"""Handing keys over: Claim link, Send to customer, Show to me."""

import re
from functools import partial

from aiogram.exceptions import TelegramForbiddenError

from handlers.delivery.key_card import OF_STAFF, all_in_file, key_card
from handlers.frame.cards import Button, Card, CopyButton, UrlButton
from handlers.frame.outgoing import sending
from handlers.frame.persons import (
    ask_person,
    introduced,
    is_pointing,
    person_meant,
    person_with,
)
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import (
    ORDER_CLAIM,
    ORDER_FILE,
    ORDER_REVOKE,
    ORDER_SEND,
    ORDER_SEND_NOT,
    ORDER_SEND_NOW,
    ORDER_SHOW,
)
from handlers.words.markup import Html, bold, code, join, link, mention
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.delivery import TooLate
from services.orders import OrderView

routes = Routes()
_PERSON = re.compile(r"@?\w{1,32}", re.ASCII)
_PICK = "send-"
"""Before an order's number in a start link: pick who gets it."""


def _is_no_person(turn: Turn) -> bool:
    """Where a customer is asked for: neither a @name nor an id, so it may be the key."""
    return not is_pointing(turn) and _PERSON.fullmatch(turn.args.strip()) is None


@routes.tap(ORDER_CLAIM, permission="orders.deliver", opener_only=False, of_order=True)
async def claim_link(turn: Turn) -> None:
    """Make a claim link and hand it to the person who asked, privately: it is as good as the key."""
    if not await _reachable(turn):
        return
    link = await turn.services.claims.make(turn.admitted)
    me = await turn.bot.me()
    url = f"https://t.me/{me.username}?start={link.token}"
    text = join(
        [
            turn.t.get(
                "claim-link", product=bold(link.order.product), number=code(link.order.number)
            ),
            "",
            url,
            "",
            turn.t.get("claim-rules", until=link.expires_at),
        ]
    )
    revoke = Button(turn.t.plain("button-revoke"), ORDER_REVOKE, link.order.number, style="danger")
    copy = CopyButton(turn.t.plain("button-copy-link"), url)
    await _privately(turn, Card(text, [[copy], [revoke]]))


@routes.tap(ORDER_REVOKE, permission="orders.deliver", of_order=True)
async def revoke(turn: Turn) -> None:
    """Stop the order's links from working, or say who was faster, and what can still be done."""
    t, number = turn.t, code(turn.admitted.number)
    ended = await turn.services.claims.revoke(turn.admitted)
    if isinstance(ended, TooLate):
        await turn.edit(Card(_too_late(t, ended)))
    else:
        await turn.edit(Card(t.get("claim-revoked" if ended else "claim-none-open", number=number)))


@routes.tap(ORDER_SEND, permission="orders.deliver", opener_only=False, of_order=True)
async def ask_customer(turn: Turn) -> None:
    """To whom? In the private chat there is a button to pick the person by."""
    order = await turn.services.orders.view(turn.admitted)
    await ask_person(turn, "order.customer", await _ask_customer(turn, order), order=order.number)


@routes.start_payload(permission="orders.deliver", begins=_PICK, of_order=True)
async def ask_customer_privately(turn: Turn) -> None:
    """The same question in the private chat, by the link in that of a group."""
    order = await turn.services.orders.view(turn.admitted)
    await ask_person(turn, "order.customer", await _ask_customer(turn, order), order=order.number)


@routes.answer(
    "order.customer",
    permission="orders.deliver",
    secret=_is_no_person,
    of_order=True,
    forwarded=True,
)
async def customer_told(turn: Turn) -> None:
    """Ask before the keys go to this person. What may be a key instead is not said once more."""
    t, number = turn.t, turn.admitted.number
    if _is_no_person(turn):
        raise UsageError("order.customer")
    person = await person_meant(turn, turn.args)
    if person is None:
        raise UsageError("order.customer")
    sendable = await turn.services.delivery.sendable(turn.admitted, person.id)
    order = sendable.order
    lines = [
        t.get(
            "send-question",
            product=bold(order.product),
            number=code(order.number),
            count=sendable.keys,
            person=mention(person.id, person.name),
        ),
        *await introduced(turn, person),
    ]
    yes = Button(t.plain("button-confirm"), ORDER_SEND_NOW, number, person.id, style="success")
    no = Button(t.plain("button-cancel"), ORDER_SEND_NOT, number)
    await turn.reply(Card(join(lines), [[yes, no]]))


@routes.tap(ORDER_SEND_NOW, permission="orders.deliver", of_order=True)
async def send(turn: Turn) -> None:
    """Send the keys to this person."""
    person = await person_with(turn, turn.values.number(1, 1))
    order = await turn.services.delivery.send_to(turn.admitted, person.id)
    text = turn.t.get("sending-to", name=person.name, number=code(order.number))
    await turn.edit(Card(text))


@routes.tap(ORDER_SEND_NOT, permission="orders.deliver", of_order=True)
async def send_not(turn: Turn) -> None:
    """Nobody gets them after all."""
    await turn.edit(Card(turn.t.get("send-cancelled", number=code(turn.admitted.number))))


@routes.tap(ORDER_SHOW, permission="keys.reveal", opener_only=False, of_order=True)
async def show(turn: Turn) -> None:
    """Show the keys to the person who asked, in their private chat only."""
    if not await _reachable(turn):
        return
    page = turn.values.number(1, 1) if len(turn.values) > 1 else 1
    keys = await turn.services.delivery.reveal(turn.admitted)
    card = key_card(
        turn.t, keys, OF_STAFF, partial(turn.services.shelf.still_good, keys), page=page
    )
    if len(turn.values) > 1 and turn.chat.is_private:
        await turn.edit(card)
    else:
        await _privately(turn, card)


@routes.tap(ORDER_FILE, permission="keys.reveal", opener_only=False, of_order=True)
async def show_file(turn: Turn) -> None:
    """All keys in a file, to the person who asked, in their private chat only."""
    if not await _reachable(turn):
        return
    keys = await turn.services.delivery.reveal(turn.admitted)
    await _privately(turn, all_in_file(turn.t, keys, partial(turn.services.shelf.still_good, keys)))


def _too_late(t: Texts, ended: TooLate) -> Html:
    """Who has the keys, since when, and what can be done about it."""
    number, order = code(ended.order.number), ended.order
    person = mention(ended.customer_id, ended.name)
    lines = [t.get("claim-used-first", number=number, person=person, at=ended.at)]
    if order.reversible:
        provider = provider_name(t, order.provider)
        lines.append(t.get("claim-used-reverse", provider=provider, number=number))
    else:
        lines.append(t.get("claim-used-stays", number=number))
    return join(lines, "\n\n")


async def _ask_customer(turn: Turn, order: OrderView) -> Card:
    """In a group a link leads to the private chat, where a button picks the person."""
    t, me = turn.t, await turn.bot.me()
    asking = t.get("ask-customer", product=bold(order.product), number=code(order.number))
    if turn.chat.is_private:
        return Card(asking)
    url = f"https://t.me/{me.username}?start={_PICK}{order.number}"
    return Card(join([asking, link(t.plain("ask-customer-privately"), url)], " "))


async def _reachable(turn: Turn) -> bool:
    """Whether the person can be written to privately; says how if not."""
    if turn.chat.is_private or await turn.services.people.can_write_to(turn.actor.user_id):
        return True
    await _say_start_me(turn)
    return False


async def _privately(turn: Turn, card: Card) -> None:
    person = turn.actor.user_id
    try:
        await sending.send(turn.bot, person, card, turn.t, asker=person)
    except TelegramForbiddenError:
        await _say_start_me(turn)
        return
    if not turn.chat.is_private:
        await turn.toast(turn.t.plain("sent-privately"))


async def _say_start_me(turn: Turn) -> None:
    me = await turn.bot.me()
    await turn.toast(turn.t.plain("start-me-first-toast"))
    button = UrlButton(turn.t.plain("button-open-private"), f"https://t.me/{me.username}")
    await turn.reply(Card(turn.t.get("start-me-first", name=turn.actor.name), [[button]]))
