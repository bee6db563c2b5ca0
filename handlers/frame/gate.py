"""Who may take a step: asked at every command, tap and answer, and denied unless it is allowed."""

from functools import partial

from handlers.frame.cards import Card, UrlButton
from handlers.frame.denials import owners, told_no
from handlers.frame.registry import GROUP, OPEN, PRIVATE, OrderIn, Route
from handlers.frame.turn import Turn
from services.errors import NotPermittedError


async def refusal(turn: Turn, route: Route) -> Card | None:
    """Why this person may not take this step in this chat, in words; None: go on.

    What takes long asks the same again before it hands a file out.
    """
    access, actor, chat, t = turn.services.access, turn.actor, turn.chat, turn.t
    if not chat.is_private and not access.chat_is_set_up(chat.id):
        owner = access.is_owner(actor.user_id)
        if not route.before_setup or (route.permission != OPEN and not owner):
            return Card(t.get("refused-setup-owner" if owner else "refused-setup"))
    if route.where is PRIVATE and not chat.is_private:
        me = await turn.bot.me()
        here = UrlButton(t.plain("button-open-private"), f"https://t.me/{me.username}")
        # A tap is called by its command, a dot, and what it does.
        command = route.name.partition(".")[0]
        if command not in turn.frame.registry.commands:
            return Card(t.get("refused-only-private-tap"), [[here]])
        return Card(t.get("refused-only-private", command=command), [[here]])
    if route.where is GROUP and chat.is_private:
        return Card(t.get("refused-only-group", command=route.name))
    try:
        await _need(turn, route)
    except NotPermittedError as error:
        return Card(await told_no(turn, error))
    if not turn.frame.registry.serves(route):
        return Card(t.get("refused-off", who=await owners(turn)))
    turn.refused_now = partial(refusal, turn, route)
    return None


async def lost(turn: Turn, permission: str) -> Card | None:
    """The same of a deed that was asked for here: why they may not have what it brings; None: they may."""
    if permission == OPEN:
        return None
    try:
        await turn.services.access.require(turn.actor.user_id, turn.chat.id, permission)
    except NotPermittedError as error:
        return Card(await told_no(turn, error))
    return None


async def _need(turn: Turn, route: Route) -> None:
    """Whether they may, here; for a step on an order, there where it belongs, and they are let in to it.

    Raises NotPermittedError, its AwayError and CannotSeeError where that is another matter than a missing
    role, and UnknownOrderError.
    """
    if route.permission == OPEN:
        return
    said = _order_said(turn, route)
    if said is None:
        await _need_either(turn, route)
        return
    door = turn.services.orders.door
    find = door.find if route.order_in is OrderIn.TEXT else door.admit
    turn.let_in = await find(turn.actor, said, route.permission)


async def _need_either(turn: Turn, route: Route) -> None:
    """What is said no to is the first of its permissions."""
    require, here = turn.services.access.require, (turn.actor.user_id, turn.chat.id)
    try:
        await require(*here, route.permission)
    except NotPermittedError as refused:
        if not route.also:
            raise
        try:
            await require(*here, route.also)
        except NotPermittedError:
            raise refused from None


def _order_said(turn: Turn, route: Route) -> str | None:
    """Which order a step is about, as it was said; None: about none, as a command without one."""
    match route.order_in:
        case OrderIn.TAP:
            return turn.values.text(0)
        case OrderIn.QUESTION:
            return str(turn.facts["order"])
        case OrderIn.TEXT:
            return turn.args.removeprefix(route.name.partition(".")[2]).strip() or None
    return None
