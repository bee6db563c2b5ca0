"""The door to orders: every permission by every position, and one answer to all who are not let in."""

import pytest
from cryptography.fernet import Fernet

from services.access import Access, Standing, Why
from services.access.errors import AwayError, CannotSeeError
from services.access.roles import PERMISSIONS, ROLES
from services.actor import Actor
from services.errors import DeskError, NotPermittedError
from services.known_keys import KnownKeys
from services.orders.door import Admitted, Door
from services.orders.errors import UnknownOrderError
from services.vault import Vault
from storage.database import Database
from tests.membership import Crowd
from tests.services.conftest import OWNER
from tests.services.orders_made import order_in

HOME, OTHER = OWNER.chat_id, -200
NO_SUCH = "K-2222-2222"
ON_ORDERS = sorted(each for each in PERMISSIONS if each.startswith(("orders.", "keys.reveal")))
GRANTS: dict[int, list[tuple[str, int | None]]] = {
    2: [("manager", HOME)],
    3: [("support", HOME)],
    4: [("support", None)],
    5: [("support", OTHER)],
    6: [("manager", OTHER)],
    7: [("support", HOME), ("manager", OTHER)],
    8: [],
}
"""Who has which roles where; None: everywhere. Person 1 is the owner, 8 has lost what they had."""


@pytest.fixture
async def door(access: Access, database: Database) -> Door:
    """The door of a desk with two groups and people in every position."""
    for group in (HOME, OTHER):
        await access.set_up(Actor(1, group, "Olga"), "supergroup", str(group))
    for person, grants in GRANTS.items():
        for role, chat in grants:
            await access.grant(Actor(1, chat or HOME, "Olga"), person, role, chat is None)
    await access.grant(OWNER, 8, "manager")
    await access.revoke(OWNER, 8, "manager")
    return Door(database, access, KnownKeys(database, Vault([Fernet.generate_key().decode()])))


def has(person: int, permission: str, *homes: int | None) -> bool:
    """Whether one of these places gives them the permission; the owner has all everywhere."""
    roles = [role for role, chat in GRANTS.get(person, []) if chat in homes]
    return person == 1 or any(permission in ROLES[role] for role in roles)


async def outcome(door: Door, actor: Actor, number: str, permission: str) -> Admitted | DeskError:
    """What comes of it."""
    try:
        return await door.admit(actor, number, permission)
    except (UnknownOrderError, NotPermittedError) as error:
        return error


async def test_who_has_the_right_at_home_is_let_in_and_nobody_else(
    door: Door, database: Database
) -> None:
    """From the order's group, another and in private; whoever is not hears what they hear of no order."""
    number = await order_in(database, HOME)
    for person in (1, *GRANTS):
        for place in (HOME, OTHER, person):
            for permission in ON_ORDERS:
                actor = Actor(person, place, "")
                case = (person, place, permission)
                real = await outcome(door, actor, number, permission)
                none = await outcome(door, actor, NO_SUCH, permission)
                assert isinstance(none, DeskError), case
                if has(person, permission, HOME, None):
                    assert real == Admitted(actor, number, HOME, permission), case
                    continue
                assert isinstance(real, DeskError), case
                assert type(real) is type(none), case
                assert set(real.facts) == set(none.facts), case
                somewhere = has(person, permission, HOME, OTHER, None)
                assert isinstance(real, UnknownOrderError) is somewhere, case


def said_by(error: DeskError) -> tuple[object, ...]:
    """What it comes to in words, but for the number."""
    behind = error.facts.get("asleep")
    own = (error.code, error.facts.get("title"), error.facts.get("why"))
    return (own, *(said_by(behind) if behind is not None else ()))


@pytest.mark.parametrize("place", [HOME, OTHER, 0])
async def test_whose_role_is_asleep_hears_that_of_every_number(
    door: Door, database: Database, crowd: Crowd, place: int
) -> None:
    """Who was given it in the order's group and left it; who has a role that is awake knows no order."""
    number = await order_in(database, HOME)
    for person, elsewhere in ((3, False), (7, True)):
        crowd.standings[person, HOME] = Standing.AWAY
        actor = Actor(person, place or person, "")
        for permission in ("orders.view", "keys.reveal"):
            real = await outcome(door, actor, number, permission)
            none = await outcome(door, actor, NO_SUCH, permission)
            assert isinstance(none, UnknownOrderError if elsewhere else AwayError)
            assert type(real) is type(none)
            assert set(real.facts) == set(none.facts)


@pytest.mark.parametrize("place", [HOME, OTHER, 0])
@pytest.mark.parametrize("why", list(Why))
async def test_where_nobody_can_be_seen_true_and_false_numbers_are_alike(
    door: Door, access: Access, database: Database, crowd: Crowd, place: int, why: Why
) -> None:
    """Who has a role there, a live one elsewhere besides, or only the default role; and why is said."""
    number = await order_in(database, HOME)
    await access.set_default_role(OWNER, "support")
    crowd.unseen[HOME] = why
    for person, elsewhere in ((3, False), (7, True), (6, True), (9, False)):
        actor = Actor(person, place or person, "")
        for permission in ("orders.view", "keys.reveal"):
            real = await outcome(door, actor, number, permission)
            none = await outcome(door, actor, NO_SUCH, permission)
            assert isinstance(real, DeskError)
            assert isinstance(none, DeskError)
            assert isinstance(none, UnknownOrderError) is elsewhere
            assert said_by(real) == said_by(none)
            if person in (3, 7):
                assert said_by(none)[-1] == ("cannot-see", str(HOME), why)


@pytest.mark.parametrize("place", [HOME, OTHER, 0])
async def test_who_is_seen_at_the_second_look_is_let_in(
    door: Door, database: Database, crowd: Crowd, place: int
) -> None:
    """Telegram leaves one question unanswered and is back: the order is theirs, and not unknown."""
    number = await order_in(database, HOME)
    actor = Actor(3, place or 3, "")
    crowd.unanswered = 1
    came = await outcome(door, actor, number, "orders.buy")
    assert came == Admitted(actor, number, HOME, "orders.buy")


@pytest.mark.parametrize("place", [HOME, OTHER, 0])
async def test_who_was_not_seen_is_told_that_though_telegram_is_back_by_then(
    door: Door, database: Database, crowd: Crowd, place: int
) -> None:
    """The words come of the look that refused them: an order of theirs is never called unknown."""
    number = await order_in(database, HOME)
    crowd.unanswered = 2
    came = await outcome(door, Actor(3, place or 3, ""), number, "orders.buy")
    assert isinstance(came, CannotSeeError)
    assert came.facts["title"] == str(HOME)
    assert crowd.unanswered == 0


async def test_what_is_remembered_of_a_place_tells_nobody_of_an_order(
    door: Door, access: Access, database: Database, crowd: Crowd
) -> None:
    """Who left unseen, a moment after a look: a false number is no better known than a true one."""
    number = await order_in(database, HOME)
    actor = Actor(3, HOME, "")
    for said in (NO_SUCH, number):
        crowd.standings[3, HOME] = Standing.MEMBER
        assert isinstance(await outcome(door, actor, number, "orders.view"), Admitted)
        crowd.standings[3, HOME] = Standing.AWAY
        assert isinstance(await outcome(door, actor, said, "keys.reveal"), AwayError)
        await access.told(3, HOME, Standing.MEMBER)


async def test_an_order_of_a_private_chat_is_for_who_may_everywhere(
    door: Door, database: Database
) -> None:
    """Its home is that chat: the buyer's roles everywhere, others' roles everywhere, and owners."""
    number = await order_in(database, 4)
    for person in (1, *GRANTS):
        for permission in ON_ORDERS:
            came = await outcome(door, Actor(person, HOME, ""), number, permission)
            assert isinstance(came, Admitted) is has(person, permission, None), (person, permission)


async def test_who_was_let_in_for_one_thing_does_no_other(door: Door, database: Database) -> None:
    """What is done with an order looks at what its person was let in for."""
    admitted = await door.admit(Actor(3, HOME, ""), await order_in(database, HOME), "orders.view")
    admitted.need("orders.view")
    with pytest.raises(NotPermittedError):
        admitted.need("keys.reveal")


@pytest.mark.usefixtures("door")
async def test_help_is_called_where_somebody_may_settle_it(access: Access) -> None:
    """Of an order hear the chats of those who may settle it at home; where nobody may, the owners."""
    assert access.chats_with("orders.resolve", HOME) == (HOME,)
    await access.grant(OWNER, 6, "manager")
    assert access.chats_with("orders.resolve", HOME) == (OTHER, HOME)
    assert access.chats_with("orders.resolve", 4) == (1,)
