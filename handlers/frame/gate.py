"""Who may take a step: asked at every command, tap and answer, and denied unless it is allowed."""

from handlers.frame.cards import Card, UrlButton
from handlers.frame.registry import GROUP, OPEN, PRIVATE, OrderIn, Route
from handlers.frame.turn import Turn
from handlers.words.ends import end_words
from handlers.words.markup import Html
from handlers.words.role_names import role_name
from handlers.words.texts import Texts
from services.access.errors import AwayError, CannotSeeError, EndedError
from services.access.roles import ROLES, SUPPORT
from services.errors import NotPermittedError


async def refusal(turn: Turn, route: Route) -> Card | None:
    """Why this person may not take this step in this chat, in words; None: go on."""
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
        return Card(t.get("refused-only-private", command=command), [[here]])
    if route.where is GROUP and chat.is_private:
        return Card(t.get("refused-only-group", command=route.name))
    try:
        await _need(turn, route)
    except (AwayError, CannotSeeError, EndedError) as apart:
        return Card(denied(t, apart))
    except NotPermittedError:
        return Card(_not_here(turn, route.permission))
    if not turn.frame.registry.serves(route):
        return Card(t.get("refused-off"))
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
        await turn.services.access.require(turn.actor.user_id, turn.chat.id, route.permission)
        return
    door = turn.services.orders.door
    find = door.find if route.order_in is OrderIn.TEXT else door.admit
    turn.let_in = await find(turn.actor, said, route.permission)


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


def _not_here(turn: Turn, permission: str) -> Html:
    """In the person's own chat the answer says in which groups they may do it; in a group never."""
    groups: tuple[str, ...] = ()
    if turn.chat.is_private:
        groups = turn.services.access.groups_with(turn.actor.user_id, permission)
    if not groups:
        return not_permitted(turn.t, permission)
    right = turn.t.plain(permission_text(permission))
    return turn.t.get(
        "not-permitted-elsewhere", right=right, groups=[f"“{name}”" for name in groups]
    )


def not_permitted(t: Texts, permission: str) -> Html:
    """What is missing, as words, and who can give it: only an owner gives more than support has."""
    right = t.plain(permission_text(permission))
    if permission in ROLES[SUPPORT]:
        return t.get("error-not-permitted", right=right)
    return t.get("not-permitted-ask-owner", right=right)


def denied(t: Texts, error: NotPermittedError) -> Html:
    """Why somebody may not: a right is missing, or asleep, or it cannot be known whether it is awake."""
    if isinstance(error, AwayError):
        return t.get("error-away", title=str(error.facts["title"]))
    if isinstance(error, EndedError):
        return _ended(t, error)
    if isinstance(error, CannotSeeError):
        words, title = f"cannot-see-{error.facts['why']}", str(error.facts["title"])
        return t.get(words, title=title) if title else t.get(f"{words}-here")
    return not_permitted(t, str(error.facts["permission"]))


def _ended(t: Texts, error: EndedError) -> Html:
    """Which role ended when, and who can give it again."""
    role, title, until = (error.facts[name] for name in ("role", "title", "until"))
    words = "error-ended" if title else "ended-everywhere"
    who = "anybody" if title and role == SUPPORT else "owner"
    return t.get(words, role=role_name(t, role), until=end_words(t, until), title=title, who=who)


def permission_text(permission: str) -> str:
    """The id of the words for a permission."""
    return "permission-" + permission.replace(".", "-")
