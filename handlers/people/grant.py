"""/grant: giving a role to a person, for good or until a moment; asked before it happens.

``/grant support @sam 7d`` asks at once; with less the buttons ask for the rest: which role, for how
long, then who. Nothing changes before it is confirmed, and the question says what the person may do then.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aiogram.types import ReplyKeyboardRemove

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.chat_facts import ChatFacts
from handlers.frame.confirmation.as_asked import as_asked, confirm_button
from handlers.frame.denials import permission_text
from handlers.frame.persons import Met, ask_person, introduced, person_meant, person_with
from handlers.frame.registry import OPEN
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.people.arguments import read_wanted
from handlers.people.gifts import Gift, gift_asked, gift_of
from handlers.people.role_texts import tell_change, told
from handlers.taps import (
    GRANT_ASK,
    GRANT_DO,
    GRANT_LENGTH,
    GRANT_ROLE,
    GRANT_UNTIL,
    ROLES_DROP,
)
from handlers.words.ends import DAY, GOOD, MONTH, WEEK, end_meant, end_words
from handlers.words.formats import zone_of
from handlers.words.markup import Html, join, link
from handlers.words.role_names import role_held, role_name
from services.access.roles import EDIT_ROLES, SUPPORT
from storage.grants import EVERYWHERE, GrantRow

routes = Routes(area="team")
_PICK = "grant-"
_DIGITS = 16
_LENGTHS = {
    GOOD: "grant-good-button",
    DAY: "grant-day-button",
    WEEK: "grant-week-button",
    MONTH: "grant-month-button",
    "": "grant-date-button",
}
"""What can be chosen, as it would be typed; "" asks."""


@routes.command("grant", permission="roles.edit", in_menu=False)
async def grant(turn: Turn) -> None:
    """Give a role: to the person named, or to the one replied to."""
    wanted = await read_wanted(turn, "grant", with_end=True)
    if wanted.role is None:
        await which_role(turn, wanted.person.id if wanted.person else None)
        return
    gift = Gift(wanted.role, None, wanted.everywhere, wanted.until)
    await _go_on(turn, gift, wanted.person)


@routes.tap(GRANT_ROLE, permission="roles.edit")
async def which_role(turn: Turn, user_id: int | None = None) -> None:
    """Offer the roles there are to give; to this person, if it is known."""
    access, everywhere = turn.services.access, turn.chat.is_private
    offered = access.gifts(turn.actor, everywhere)
    if not offered:  # who may give none hears why, and who may
        await access.may_give(turn.actor, SUPPORT, everywhere, None)
    buttons: list[AnyButton] = [
        Button(role_name(turn.t, role), GRANT_LENGTH, *Gift(role, user_id, everywhere).values())
        for role in offered
    ]
    await turn.show(Card(turn.t.get("grant-which"), in_columns(buttons)))


@routes.tap(GRANT_LENGTH, permission="roles.edit")
async def how_long(turn: Turn) -> None:
    """The role is chosen: for how long shall it be given?"""
    t, access = turn.t, turn.services.access
    gift = replace(gift_of(turn.values, access.grantable()), until=None)
    longest = await access.longest_gift(turn.actor, gift.role, gift.everywhere)
    buttons: list[AnyButton] = [
        Button(t.plain(label), GRANT_UNTIL, *gift.values()[:3], typed)
        for typed, label in _LENGTHS.items()
        if longest is None or not typed or _ends_by(turn, typed, longest)
    ]
    text = t.get("grant-how-long", role=role_name(t, gift.role))
    await turn.show(Card(text, in_columns(buttons)))


def _ends_by(turn: Turn, typed: str, longest: datetime) -> bool:
    until = end_meant(typed, turn.services.clock(), zone_of(turn.t.zone))
    return until is not None and until <= longest


@routes.tap(GRANT_UNTIL, permission="roles.edit")
async def length_chosen(turn: Turn) -> None:
    """It is chosen for how long, or to be typed."""
    gift = gift_of(turn.values.but_last(), turn.services.access.grantable())
    typed = turn.values.one_of(3, _LENGTHS)
    if typed:
        until = end_meant(typed, turn.services.clock(), zone_of(turn.t.zone))
        await _go_on(turn, replace(gift, until=until))
        return
    await turn.ask("grant.until", Card(turn.t.get("grant-ask-until")), **gift.facts())


@routes.answer("grant.until", permission="roles.edit")
async def end_told(turn: Turn) -> None:
    """The end was typed."""
    until = end_meant(turn.args, turn.services.clock(), zone_of(turn.t.zone))
    await _go_on(turn, replace(gift_asked(turn.facts), until=until))


@routes.answer("grant.person", permission="roles.edit", forwarded=True)
async def person_told(turn: Turn) -> None:
    """The person was named, picked or forwarded."""
    person = await person_meant(turn, turn.args)
    if person is None:
        raise UsageError("grant.person")
    await _confirm(turn, gift_asked(turn.facts), person)


@routes.start_payload(permission=OPEN, begins=_PICK)
async def pick_privately(turn: Turn) -> None:
    """The question of a group in the private chat, by the link in it: there a button picks the person."""
    digits = turn.args.removeprefix(_PICK)
    chat = -int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else 0
    await turn.frame.dialogs.follow(chat, turn.actor.user_id)
    row = turn.frame.dialogs.open_to(chat, turn.actor.user_id)
    if row is None or row.question != "grant.person":
        raise StaleButtonError("grant-pick-late")
    gift = gift_asked(row.facts)
    asking = turn.t.get("grant-who", role=role_held(turn.t, gift.role, gift.until))
    await ask_person(turn, "grant.pick", Card(asking), chat=chat, **gift.facts())


@routes.answer("grant.pick", permission=OPEN, forwarded=True)
async def picked(turn: Turn) -> None:
    """The person was picked: whether it is meant so is asked in the group, by the rights there."""
    person = await person_meant(turn, turn.args)
    if person is None:
        raise UsageError("grant.person")
    chat, access = int(turn.facts.get("chat", 0)), turn.services.access
    if not access.chat_is_set_up(chat):
        raise StaleButtonError("grant-pick-late")
    title = access.title_of(chat)
    there = turn.elsewhere(ChatFacts(chat, "supergroup", title))
    await access.require(turn.actor.user_id, chat, EDIT_ROLES)
    await _confirm(there, gift_asked(turn.facts), person)
    await turn.frame.dialogs.cancel(chat, turn.actor.user_id)
    asked = Card(turn.t.get("grant-asked-there", chat=title))
    await turn.reply(asked, keyboard=ReplyKeyboardRemove())


@routes.tap(GRANT_ASK, permission="roles.edit")
async def ask_again(turn: Turn) -> None:
    """The same in every chat, or in this one only."""
    await _go_on(turn, gift_of(turn.values, turn.services.access.grantable()))


@routes.tap(GRANT_DO, permission="roles.edit")
async def grant_now(turn: Turn) -> None:
    """Give the role."""
    access, t = turn.services.access, turn.t
    gift, user_id = gift_of(turn.values, access.grantable()), turn.values.number(1, 1)
    if not await as_asked(turn, await _asked(turn, gift, await person_with(turn, user_id))):
        return
    await access.grant(turn.actor, user_id, gift.role, gift.everywhere, gift.until)
    lines = [
        await told(turn, "granted-everywhere" if gift.everywhere else "granted", gift.role, user_id)
    ]
    if gift.until is not None:
        lines.append(t.get("grant-ends", until=end_words(t, gift.until)))
    if not gift.everywhere and await access.asleep(frozenset({user_id}), turn.chat.id):
        lines.append(await told(turn, "granted-asleep", gift.role, user_id))
    await tell_change(turn, user_id, lines)


@routes.tap(ROLES_DROP, permission="roles.edit")
async def leave_it(turn: Turn) -> None:
    """Nothing is to change after all."""
    await turn.edit(Card(turn.t.get("roles-unchanged")))


async def _go_on(turn: Turn, gift: Gift, person: Met | None = None) -> None:
    """Ask who gets it, or whether it is meant so."""
    if person is None and gift.user_id is not None:
        person = await person_with(turn, gift.user_id)
    if person is not None:
        await _confirm(turn, gift, person)
        return
    # Who may not give it hears that before they are asked for whom.
    await turn.services.access.may_give(turn.actor, gift.role, gift.everywhere, gift.until)
    asking = turn.t.get("grant-who", role=role_held(turn.t, gift.role, gift.until))
    if not turn.chat.is_private:  # only there can Telegram offer a button that picks a person
        url = f"https://t.me/{(await turn.bot.me()).username}?start={_PICK}{-turn.chat.id}"
        asking = join([asking, link(turn.t.plain("grant-pick-privately"), url)], " ")
    await ask_person(turn, "grant.person", Card(asking), **gift.facts())


async def _confirm(turn: Turn, gift: Gift, person: Met) -> None:
    await turn.show(await _asked(turn, gift, person))


async def _asked(turn: Turn, gift: Gift, person: Met) -> Card:
    """The question, with what the person may do then."""
    t, access, gift = turn.t, turn.services.access, replace(gift, user_id=person.id)
    await access.may_grant(turn.actor, person.id, gift.role, gift.everywhere, gift.until)
    place = EVERYWHERE if gift.everywhere else turn.chat.id
    asking = "grant-confirm-everywhere" if gift.everywhere else "grant-confirm"
    rights = [t.plain(permission_text(right)) for right in sorted(access.role(gift.role))]
    about = await introduced(turn, person)
    lines = [
        await told(turn, asking, gift.role, person.id),
        *about,
        t.get("grant-effect", rights=rights) if rights else t.get("own-role-may-nothing"),
        *_about_end(turn, gift, access.granted_at(person.id, place, gift.role)),
    ]
    return Card(join(lines), _choices(turn, gift, rights))


def _about_end(turn: Turn, gift: Gift, there: GrantRow | None) -> list[Html]:
    """Until when, and how that was so far."""
    t, lines = turn.t, list[Html]()
    if gift.until is not None:
        lines.append(t.get("grant-ends", until=end_words(t, gift.until)))
    if there is not None and there.until is not None:
        lines.append(t.get("grant-instead", until=end_words(t, there.until)))
    elif there is not None:
        lines.append(t.get("grant-instead-of-good"))
    return lines


def _choices(turn: Turn, gift: Gift, rights: Sequence[str]) -> list[list[AnyButton]]:
    t = turn.t
    yes = confirm_button(
        t.plain("button-confirm"), GRANT_DO, *gift.values(), asked=" ".join(rights)
    )
    no = Button(t.plain("button-cancel"), ROLES_DROP)
    others: list[AnyButton] = [
        Button(t.plain("grant-length-button"), GRANT_LENGTH, *gift.values()),
    ]
    if turn.services.access.is_owner(turn.actor.user_id) and not turn.chat.is_private:
        label = "grant-here-button" if gift.everywhere else "grant-everywhere-button"
        other = replace(gift, everywhere=not gift.everywhere)
        others.append(Button(t.plain(label), GRANT_ASK, *other.values()))
    return [[yes, no], others]
