"""Handing keys over: Claim link, Send to customer, Show to me."""

import re

from aiogram.exceptions import TelegramForbiddenError

from handlers.delivery.key_card import OF_STAFF, all_in_file, key_card
from handlers.frame import sending
from handlers.frame.cards import Button, Card, CopyButton, UrlButton
from handlers.frame.hiding import hide
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.markup import bold, code, join
from services.access.errors import UnknownPersonError

routes = Routes()
_PERSON = re.compile(r"@?\w{1,32}", re.ASCII)


def _is_no_person(turn: Turn) -> bool:
    """Where a customer is asked for: neither a @name nor an id, so it may be the key."""
    return _PERSON.fullmatch(turn.args.strip()) is None


@routes.tap("order.claim", permission="orders.deliver", opener_only=False)
async def claim_link(turn: Turn) -> None:
    """Make a claim link and hand it to the person who asked, privately: it is as good as the key."""
    if not await _reachable(turn):
        return
    link = await turn.desk.claims.make(turn.actor, turn.values.text(0))
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
    revoke = Button(
        turn.t.plain("button-revoke"), "order.revoke", link.order.number, style="danger"
    )
    copy = CopyButton(turn.t.plain("button-copy-link"), url)
    await _privately(turn, Card(text, [[copy], [revoke]]))


@routes.tap("order.revoke", permission="orders.deliver", of_order=True)
async def revoke(turn: Turn) -> None:
    """Stop the order's links from working."""
    number = turn.values.text(0)
    await turn.desk.claims.revoke(turn.actor, number)
    await turn.edit(Card(turn.t.get("claim-revoked", number=code(number))))


@routes.tap("order.send", permission="orders.deliver", opener_only=False)
async def ask_customer(turn: Turn) -> None:
    """To whom?"""
    order = await turn.desk.orders.view(turn.values.text(0))
    text = turn.t.get("ask-customer", product=bold(order.product), number=code(order.number))
    await turn.ask("order.customer", Card(text), order=order.number)


@routes.answer("order.customer", permission="orders.deliver", secret=_is_no_person)
async def send(turn: Turn) -> None:
    """Send the keys to this person. What may be a key instead is not said once more."""
    number = str(turn.facts["order"])
    if _is_no_person(turn):
        raise UsageError("order.customer")
    try:
        person = await turn.desk.people.find(turn.args)
    except UnknownPersonError:
        if not await turn.desk.orders.knows_key(turn.args):
            raise
        await hide(turn)
        raise UsageError("order.customer") from None
    order = await turn.desk.delivery.send_to(turn.actor, number, person.id)
    await turn.reply(Card(turn.t.get("sending-to", name=person.name, number=code(order.number))))


@routes.tap("order.show", permission="keys.reveal", opener_only=False, of_order=True)
async def show(turn: Turn) -> None:
    """Show the keys to the person who asked, in their private chat only."""
    if not await _reachable(turn):
        return
    number = turn.values.text(0)
    page = turn.values.number(1, 1) if len(turn.values) > 1 else 1
    keys = await turn.desk.delivery.reveal(turn.actor, number)
    card = key_card(turn.t, keys, OF_STAFF, page=page)
    if len(turn.values) > 1 and turn.chat.is_private:
        await turn.edit(card)
    else:
        await _privately(turn, card)


@routes.tap("order.file", permission="keys.reveal", opener_only=False, of_order=True)
async def show_file(turn: Turn) -> None:
    """All keys in a file, to the person who asked, in their private chat only."""
    if not await _reachable(turn):
        return
    keys = await turn.desk.delivery.reveal(turn.actor, turn.values.text(0))
    await _privately(turn, all_in_file(turn.t, keys))


async def _reachable(turn: Turn) -> bool:
    """Whether the person can be written to privately; says how if not."""
    if turn.chat.is_private or await turn.desk.people.can_write_to(turn.actor.user_id):
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
