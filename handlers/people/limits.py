"""/limits: what may be spent without asking, by whom: looked at, and what is left of one's own."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.denials import ask_owners
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.people.arguments import MINE_WORDS
from handlers.people.limit_setting import in_words, is_owner, typed
from handlers.people.limit_wishes import scope_mark, values_of, whose_mark
from handlers.taps import LIMIT_AMOUNT, LIMIT_ASK, LIMIT_NEW, LIMIT_OPEN, LIMIT_QUORUM, LIMITS_SHOW
from handlers.words.arguments import words
from handlers.words.limit_words import limit_words
from handlers.words.markup import Html, join
from services.limits import Scope
from services.limits.errors import OwnLimitError
from services.limits.service import EDIT, QUORUMS, wish_for
from services.page import page_of
from storage.limits import LimitRow

routes = Routes(area="team")
PAGE = 8
MOST_OF_GROUPS = 20


@routes.command("limits", permission="orders.buy", also=EDIT)
async def limits(turn: Turn) -> None:
    """What is left; who may change limits sees and changes all, by buttons or in a line."""
    pieces = words(turn.args)
    if pieces and (len(pieces) > 1 or pieces[0].lower() not in MINE_WORDS):
        await typed(turn, pieces)
    elif pieces or not turn.may(EDIT):
        await _mine(turn)
    else:
        await show(turn)


@routes.number_tap(LIMITS_SHOW, permission=EDIT, least=1)
async def show(turn: Turn, number: int = 1) -> None:
    """List what is set here, and everywhere."""
    t = turn.t
    listed = await turn.services.limits.listing(turn.actor)
    page = page_of(listed, number, PAGE)
    lines, buttons = list[Html](), list[AnyButton]()
    for at, limit in enumerate(page.items, start=(page.number - 1) * PAGE + 1):
        said = await in_words(turn, wish_for(limit, limit.amount))
        lines.append(t.get("limits-line", number=at, limit=said))
        buttons.append(Button(str(at), LIMIT_OPEN, limit.id))
    new: list[AnyButton] = []
    if is_owner(turn) or not turn.chat.is_private:
        new.append(Button(t.plain("limits-new-button"), LIMIT_NEW))
    of_groups = await turn.services.limits.of_groups(turn.actor)
    if not listed:
        none = "limits-none" if turn.chat.is_private else "limits-none-here"
        lines.append(t.get("limits-none-everywhere" if of_groups else none))
    if listed:
        lines += _unbounded(turn, [*listed, *of_groups])
    lines += await _of_groups(turn, of_groups)
    text = join([t.get("limits"), "", *lines])
    await turn.show(Card(text, [*in_columns(buttons, 4), pager(t, LIMITS_SHOW, page), new]))


async def _of_groups(turn: Turn, limits: Sequence[LimitRow]) -> list[Html]:
    """What is set in single groups, by their names; it is changed there."""
    if not limits:
        return []
    t, access = turn.t, turn.services.access
    lines = [Html(""), t.get("limits-of-groups")]
    for limit in limits[:MOST_OF_GROUPS]:
        said = await in_words(turn, wish_for(limit, limit.amount))
        chat = access.title_of(limit.chat_id) or str(limit.chat_id)
        lines.append(t.get("limits-of-group", chat=chat, limit=said))
    if (more := len(limits) - MOST_OF_GROUPS) > 0:
        lines.append(t.get("lines-more", count=more))
    return lines


@routes.number_tap(LIMIT_OPEN, permission=EDIT, least=1)
async def opened(turn: Turn, number: int) -> None:
    """One of them: another amount, or away with it."""
    t = turn.t
    limit = await turn.services.limits.get(turn.actor, number)
    wish = wish_for(limit, limit.amount)
    lines = [await in_words(turn, wish), t.get("limit-quorum", count=limit.quorum)]
    back: list[AnyButton] = [Button(t.plain("button-back"), LIMITS_SHOW, 1)]
    if wish.everywhere and not is_owner(turn):
        lines.append(t.get("limit-of-owners", ask=await ask_owners(turn)))
        await turn.show(Card(join(lines), [back]))
        return
    at = scope_mark(wish.scope), whose_mark(wish), int(wish.everywhere)
    change: list[AnyButton] = [Button(t.plain("limit-amount-button"), LIMIT_AMOUNT, *at)]
    away = replace(wish, amount=None)
    try:
        await turn.services.limits.may_set(turn.actor, away)
    except OwnLimitError:
        lines.append(t.get("limit-holds-you", ask=await ask_owners(turn)))
    else:
        change.append(Button(t.plain("limit-remove-button"), LIMIT_ASK, *values_of(away)))
    other = 1 if limit.quorum > 1 else 2
    quorum: list[AnyButton] = []
    with suppress(OwnLimitError):
        await turn.services.limits.may_set(turn.actor, replace(wish, quorum=other))
        quorum = [
            Button(t.plain("limit-quorum-button", count=other), LIMIT_QUORUM, limit.id, other)
        ]
    await turn.show(Card(join(lines), [change, quorum, back]))


@routes.tap(LIMIT_QUORUM, permission=EDIT)
async def so_many(turn: Turn) -> None:
    """So many have to say yes to an order above it."""
    limit_id = turn.values.number(0, 1)
    if (quorum := turn.values.number(1, 1)) not in QUORUMS:
        raise StaleButtonError
    await turn.services.limits.ask_of(turn.actor, limit_id, quorum)
    await opened(turn, limit_id)


async def _mine(turn: Turn) -> None:
    t = turn.t
    held = await turn.services.limits.mine(turn.actor)
    lines = [
        t.get("limits-mine-order", limit=limit_words(t, each.limit))
        if each.limit.scope == Scope.ORDER
        else t.get(
            "limits-mine-line", limit=limit_words(t, each.limit), spent=each.spent, left=each.left
        )
        for each in held
    ]
    lines += _unbounded(turn, [each.limit for each in held]) if held else []
    await turn.reply(Card(join([t.get("limits-mine" if lines else "limits-mine-none"), *lines])))


def _unbounded(turn: Turn, limits: Sequence[LimitRow]) -> list[Html]:
    """The line that names the currencies of the catalog in which none of these limits is."""
    found = turn.services.limits.unbounded.by(limits)
    return [Html(""), turn.t.get("limits-unbounded", currencies=found)] if found else []
