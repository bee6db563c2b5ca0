"""Nothing is offered that whoever presses it cannot carry out: each button is pressed, and all behind it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from sandbox.telegram import Chat, Message, Person
from services.access.roles import MANAGER, OWN_KEYS, ROLES
from services.actor import Actor
from services.limits import LimitWish, Scope
from tests.conversations.play import Play

REFUSALS = (
    "Only an owner of the bot may do this",
    "You may not do this here",
    "You cannot give the role",
    "Nobody but an owner",
)


async def press_all(play: Play, person: Person, command: str, chat: Chat) -> int:
    """Press each button once, those of what is shown then too; gives how many there were."""
    card = await play.say(person, command, chat)
    seen, waiting = set[str](), buttons(card)
    while waiting:
        data = waiting.pop(0)
        if data in seen:
            continue
        seen.add(data)
        told = await play.forge(person, data, card)
        shown = play.shown(chat)
        for text in (told, shown.text):
            assert not text.startswith(REFUSALS), (command, data, text)
        waiting += buttons(shown) if shown is card else [*buttons(shown), *buttons(card)]
    return len(seen)


def buttons(card: Message) -> list[str]:
    """What the buttons of a card carry."""
    return [each.data for row in card.markup.rows for each in row if each.data]


async def made(
    play: Play,
    person: Person,
    rights: Collection[str],
    *,
    everywhere: bool = False,
    until: datetime | None = None,
) -> None:
    """Give a role of the desk's own with just these permissions."""
    services, olga = play.stage.app.house.services, _olga(play)
    name = await services.own_roles.make(olga, "night shift")
    for right in sorted(set(rights) - {OWN_KEYS}):
        await services.own_roles.allow(olga, name, right, True)
    play.desk.add(person)
    await services.access.grant(olga, person.id, name, everywhere=everywhere, until=until)


TEAM = ("/setup", "/roles", "/grant", "/revoke", "/permissions")


@pytest.mark.parametrize(
    ("rights", "commands"),
    [
        (ROLES[MANAGER], TEAM),
        ({"roles.edit"}, TEAM),
        ({"limits.edit"}, ("/limits",)),
        ({"orders.buy"}, ("/buy gta v",)),
    ],
    ids=["a manager", "roles.edit", "limits.edit", "orders.buy"],
)
async def test_no_button_leads_to_a_refusal(
    play: Play, rights: Collection[str], commands: Sequence[str]
) -> None:
    """Whatever somebody with just these rights is shown here, and in private if they have it everywhere."""
    town, desk, limits = play.town, play.desk, play.stage.app.house.services.limits
    for everywhere in (False, True):
        await limits.set(
            _olga(play), LimitWish(Scope.ORDER, "KZT", Decimal(9), everywhere=everywhere)
        )
    await play.start(town.stan)
    await made(play, town.stan, rights, everywhere=True)
    for chat in (desk, town.stan.private):
        pressed = [await press_all(play, town.stan, command, chat) for command in commands]
        assert chat is not desk or pressed[0] > 0


async def test_who_cannot_give_support_hears_so_at_once_and_who_can(play: Play) -> None:
    """Roles are theirs to take: by buttons and typed they are told before they are asked for whom."""
    town, desk = play.town, play.desk
    await made(play, town.stan, {"roles.edit"})
    assert "Give a role" not in (await play.say(town.stan, "/setup", desk)).labels()
    assert (await play.say(town.stan, "/roles", desk)).labels() == ["Take a role away"]
    for typed in ("/grant", "/grant support", "/grant support @cara"):
        said = await play.say(town.stan, typed, desk)
        assert said.text.startswith("You cannot give the role support here: whoever has it may ")
        assert said.text.endswith("Ask Olga Owner.")
    for typed in ("/revoke manager @max", "/revoke support @sam everywhere"):
        said = await play.say(town.stan, typed, desk)
        assert said.text == "Only an owner of the bot may do this. Ask Olga Owner."
        assert said.labels() == []


async def test_a_role_is_offered_for_no_longer_than_one_has_it(play: Play) -> None:
    """Who is a manager until tomorrow noon gives support for a day at most, and hears why not for longer."""
    town, desk = play.town, play.desk
    await made(play, town.stan, ROLES[MANAGER], until=play.clock() + timedelta(hours=36))
    card = await play.say(town.stan, "/grant", desk)
    await play.tap(town.stan, "support", desk, card)
    assert card.labels() == ["A day", "Until a date"]
    said = await play.say(town.stan, "/grant support", desk)
    assert said.text.startswith("You cannot give the role support for longer than you have it")


async def test_a_limit_says_what_of_it_is_only_an_owners(play: Play) -> None:
    """One that holds in every chat is; one that holds oneself cannot be removed, and can be lowered."""
    town, desk, limits = play.town, play.desk, play.stage.app.house.services.limits
    for everywhere in (False, True):
        await limits.set(
            _olga(play), LimitWish(Scope.ORDER, "KZT", Decimal(9), everywhere=everywhere)
        )
    await made(play, town.stan, {"limits.edit"})
    card = await play.say(town.stan, "/limits", desk)
    await play.tap(town.stan, "2", desk, card)
    assert card.text.endswith("so only an owner can change it. Ask Olga Owner.")
    assert card.labels() == ["Back"]
    await play.tap(town.stan, "Back", desk, card)
    await play.tap(town.stan, "1", desk, card)
    assert card.text.endswith("only an owner can remove or raise it. Ask Olga Owner.")
    assert card.labels() == ["Other amount", "Two have to approve", "Back"]
    await play.tap(town.stan, "Two have to approve", desk, card)
    assert card.labels() == ["Other amount", "Back"], "nobody lets fewer decide about themselves"


def _olga(play: Play) -> Actor:
    return Actor(play.town.olga.id, play.desk.id, "Olga")
