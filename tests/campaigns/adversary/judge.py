"""The judge: what reached whom by Telegram's journal, what moved by the ledgers, what changed in rows.

It knows the orders, and nothing of how the desk decides.
"""

import re
from collections import Counter
from html import unescape
from typing import Any

from sqlalchemy import select

from sandbox.telegram import Chat
from sandbox.telegram.calls import Call
from services.vault import mask
from storage.tables.access import grants, switches
from storage.tables.audit import audit
from storage.tables.chats import chats
from storage.tables.keys import claims, keys
from storage.tables.orders import orders, purchases
from storage.tables.outbox import notices
from storage.tables.schedules import schedules
from tests.campaigns.adversary.scene import Scene, Target
from tests.campaigns.disguises import holds

SHOWS = re.compile(r"^(send|edit|answer|copy|forward)")
LINK = re.compile(r"\?start=(?!send-)[\w-]{16,}")
LOOKS = {
    "token",
    "launching",
    "bans",
    "unbans",
    "member",
    "members",
    "maintenance",
    "user_count",
} | {
    *("consumables", "subscriptions", "rank", "ranks", "top", "sign_in", "check", "list", "get"),
    *("public", "platforms", "auth", "catalog", "collections", "collection", "product", "stock"),
    *("report_period", "report_transaction", "report_reference", "report_document", "echo"),
    *("refresh", "auth_keys", "user_ids", "accounts"),
}
"""Requests to providers that change nothing there."""
TAGS = re.compile(r"<[^>]+>")
PASSING = re.compile(r"\d\d:\d\d(:\d\d)?|E-[0-9A-Z]{6}")
"""Moments, and references of errors: no answer has them twice."""


def shown(calls: list[Call]) -> list[Call]:
    """What people can see of it, or could have seen, had Telegram let the bot."""
    return [call for call in calls if SHOWS.match(call.method)]


def told(target: Target, call: Call) -> str | None:
    """What a call says of an order; None: nothing."""
    text = str(call.params)
    if holds(text, target.keys):
        return "a key"
    said = (*target.words, target.number, *(mask(key) for key in target.keys))
    return next((word for word in said if word in text), None)


def leaks(scene: Scene, calls: list[Call], sent: Counter[str]) -> list[str]:
    """What was said of orders to people they are not for. ``sent``: the numbers that were forged."""
    found = []
    for call in shown(calls):
        reader = _reader(scene, call)
        if LINK.search(str(call.params)):
            found.append(f"a claim link to {reader}: {call.params}")
        for target in scene.targets:
            if not target.of_home and _is_of_other(scene, reader):
                continue
            word = told(target, call)
            if word is not None and not (word == target.number and sent[word]):
                found.append(f"{word} to {reader}: {call.params}")
    return found


def answers(calls: list[Call], numbers: set[str], *, with_buttons: bool) -> Counter[str]:
    """What was said, with whatever number was sent left open: it may make no difference.

    A tap whose answer takes long is answered by a message: how it was said is left out. Of edits that put
    the same into one message some may be passed over for the newest: they count once.
    """
    heard: Counter[str] = Counter()
    edits: set[tuple[object, object, str]] = set()
    for call in shown(calls):
        words = _words(call, numbers, with_buttons=with_buttons)
        edit = (call.params.get("chat_id"), call.params.get("message_id"), words)
        if call.method.startswith("edit") and edit in edits:
            continue
        edits.add(edit)
        heard[words] += bool(words)
    return +heard


def _words(call: Call, numbers: set[str], *, with_buttons: bool) -> str:
    words = str(call.params.get("text", "") or call.params.get("caption", ""))
    text = unescape(TAGS.sub("", words))
    if with_buttons and (more := call.params.get("reply_markup") or call.params.get("document")):
        text += f" {more}"
    for number in numbers:
        text = re.sub(re.escape(number), "NUMBER", text, flags=re.IGNORECASE)
    return PASSING.sub("…", text)


async def rows(scene: Scene) -> list[Any]:
    """What may not change: the orders and all that hangs on them, and who may do what."""
    numbers = [target.number for target in scene.targets]
    own = select(orders.c.id).where(orders.c.number.in_(numbers))
    order, purchase = orders.c, purchases.c
    wanted = [
        select(order.number, order.status, order.customer_id).where(order.id.in_(own)),
        select(purchase.id, purchase.status, purchase.reference).where(purchase.order_id.in_(own)),
        *(select(each).where(each.c.order_id.in_(own)) for each in (keys, claims)),
        *(select(each) for each in (grants, switches)),
        # When it is looked at next is the desk's own business.
        select(*(each for each in schedules.c if each.name not in {"due_at", "looked_at"})),
        select(chats.c.id, chats.c.set_up_at, chats.c.default_role).where(chats.c.id < 0),
        select(audit.c.id).where(audit.c.subject.in_(numbers)),
        select(notices.c.id, notices.c.kind).where(notices.c.kind != "flood"),
    ]
    async with scene.play.stage.app.house.db.read() as tx:
        return [(await tx.connection.execute(each)).all() for each in wanted]


def cards(scene: Scene) -> list[tuple[str, list[str]]]:
    """How the cards of the home group look."""
    return [(card.text, card.labels()) for card in scene.cards]


def ledgers(scene: Scene) -> tuple[object, ...]:
    """What was charged and given back, and every request by which something moves."""
    town = scene.play.town
    moved = Counter(
        f"{provider.__class__.__name__} {call.endpoint}"
        for provider in town.providers
        for call in provider.calls
        if call.endpoint not in LOOKS
    )
    sold = town.codegames.charges, len(town.hype.pins), len(town.hype.reversals)
    return *sold, len(town.openapigames.changes), moved


def _reader(scene: Scene, call: Call) -> Chat | None:
    """Where it can be read: the private chat of who pressed, for an answer to a tap."""
    world = scene.play.town.world
    query = call.params.get("callback_query_id")
    if "chat_id" in call.params:
        return world.chat(int(call.params["chat_id"]))
    return world.chat(world.taps.by_id(query).person.id) if query else None


def _is_of_other(scene: Scene, reader: Chat | None) -> bool:
    if reader is None:
        return False
    mine = {each.person for each in scene.outsiders if each.of_other}
    return reader is scene.other or reader.person in {*mine, scene.play.town.olga}
