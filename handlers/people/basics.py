"""What everybody may do: /start, /help, /language, /whoami, /cancel."""

from collections.abc import Sequence

from aiogram.types import ReplyKeyboardRemove

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.denials import changers, permission_text
from handlers.frame.registry import OPEN, Route
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.people.menu import mine
from handlers.taps import LANGUAGE_SET
from handlers.words.markup import Html, code, join
from handlers.words.role_names import role_held
from services.floods.allowances import START

routes = Routes()


@routes.command(
    "start", permission=OPEN, before_setup=True, listed=False, in_menu=False, rate=START
)
async def start(turn: Turn) -> None:
    """Welcome a person by what they may do here."""
    access, me = turn.services.access, turn.actor.user_id
    if not turn.chat.is_private:
        ready = access.chat_is_set_up(turn.chat.id)
        await turn.reply(Card(turn.t.get("joined-again" if ready else "joined-group")))
        return
    rights = access.permissions(me, turn.chat.id)
    kind = "owner" if access.is_owner(me) else "staff" if rights - {"keys.own"} else "customer"
    await turn.reply(Card(turn.t.get(f"welcome-{kind}", name=turn.actor.name)))
    await turn.frame.lists.publish_person(turn.bot, me)


@routes.command("help", permission=OPEN, before_setup=True, in_menu=False)
async def help_(turn: Turn) -> None:
    """List what this person may do here, each in one line."""
    t = turn.t
    if not turn.chat.is_private and not turn.services.access.chat_is_set_up(turn.chat.id):
        await turn.reply(Card(t.get("help-not-set-up")))
        return
    lines: list[str] = [t.get("help")]
    for heading, group in _by_area(mine(turn)).items():
        lines += ["", t.get("area", area=t.plain(heading))] if heading else [""]
        lines += [
            t.get("help-line", command=route.name, does=t.plain(f"command-{route.name}"))
            for route in group
        ]
    await turn.show(Card(join(lines)))


def _by_area(mine_here: list[Route]) -> dict[str, list[Route]]:
    """The work of every day first, without a heading; then the areas; what everybody has comes last."""
    found: dict[str, list[Route]] = {}
    for besides in (False, True):
        for route in mine_here:
            if (route.permission == OPEN) is besides:
                heading = f"area-{route.area}" if route.area else "help-besides" if besides else ""
                found.setdefault(heading, []).append(route)
    first = found.pop("", [])
    return {"": first, **found} if first else found


@routes.command("language", permission=OPEN)
async def language(turn: Turn) -> None:
    """Offer the languages there are texts for."""
    buttons: list[AnyButton] = [
        Button(spoken.name, LANGUAGE_SET, spoken.code) for spoken in turn.frame.library.languages
    ]
    await turn.show(Card(turn.t.get("language"), in_columns(buttons)))


@routes.tap(LANGUAGE_SET, permission=OPEN)
async def set_language(turn: Turn) -> None:
    """Speak this language with this person from now on."""
    chosen = turn.values.text(0)
    if not turn.frame.library.speaks(chosen):
        raise StaleButtonError
    await turn.services.people.set_language(turn.actor.user_id, chosen)
    turn.t = turn.frame.library.texts(chosen, turn.t.zone)
    await turn.show(Card(turn.t.get("language-set")))
    await turn.frame.lists.publish_person(turn.bot, turn.actor.user_id)


@routes.command("whoami", permission=OPEN)
async def whoami(turn: Turn) -> None:
    """Show what the desk knows this person as, and what they may do here."""
    t, access, me = turn.t, turn.services.access, turn.actor.user_id
    lines = [t.get("whoami", name=turn.actor.name, id=code(str(me)))]
    if not turn.chat.is_private:
        lines.append(t.get("whoami-chat", chat=code(str(turn.chat.id))))
    if access.is_owner(me):
        lines.append(t.get("whoami-owner"))
    for held in access.roles_of(me, turn.chat.id):
        role = role_held(t, held.role, held.until)
        lines.append(t.get("whoami-everywhere" if held.everywhere else "whoami-here", role=role))
    rights = sorted(access.permissions(me, turn.chat.id))
    why = access.explain(me, turn.chat.id)
    if not rights and why.roles:
        lines.append(t.get("whoami-may-nothing", count=len(why.roles)))
    elif not rights:
        lines.append(t.get("whoami-nothing"))
    elif not access.is_owner(me):
        words = [t.plain(permission_text(right)) for right in rights]
        lines.append(t.get("whoami-rights", rights=words))
    if why.roles and not access.is_owner(me):
        lines += _switched(turn, [held.role for held in why.roles])
        lines.append(t.get("whoami-changers", who=await changers(turn, why)))
    await turn.show(Card(join(lines)))


def _switched(turn: Turn, roles: Sequence[str]) -> list[Html]:
    """What of these roles differs here from what they have at first."""
    t, access = turn.t, turn.services.access
    switches = [access.switches(turn.chat.id, role) for role in roles]
    lines = []
    for text, on in (("whoami-off", False), ("whoami-on", True)):
        switched = {right for each in switches for right in each if each[right] is on}
        found = sorted(right for right in switched if turn.may(right) is on)
        if found:
            lines.append(t.get(text, rights=[t.plain(permission_text(right)) for right in found]))
    return lines


@routes.command("cancel", permission=OPEN, in_menu=False)
async def cancel(turn: Turn) -> None:
    """Drop the open question."""
    dialogs, chat, me = turn.frame.dialogs, turn.chat.id, turn.actor.user_id
    await dialogs.follow(chat, me)
    asked = dialogs.open_to(chat, me)
    picking = asked is not None and asked.facts.get("picker")
    dropped = await dialogs.cancel(chat, me)
    text = turn.t.get("cancelled" if dropped else "nothing-to-cancel")
    await turn.reply(Card(text), keyboard=ReplyKeyboardRemove() if picking else None)
