"""The table of roles: every role, every permission, every kind of chat (DESIGN 5)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.access import Standing
from services.access.cache import Book, GrantedRole
from services.access.roles import GRANTABLE, PERMISSIONS, ROLES
from services.actor import NO_PERSONS
from storage.chats import ChatRow
from storage.grants import EVERYWHERE, GrantRow, SwitchRow
from tests.campaigns.rights import MANAGER_LACKS, SUPPORT_HAS

MEMBER = Standing.MEMBER
AT = datetime(2030, 1, 1, tzinfo=UTC)
OWNER, PERSON, STRANGER = 1, 2, 3
GROUP, OTHER_GROUP, NEW_GROUP = -100, -200, -300
KINDS = {"own private": PERSON, "group": GROUP, "other group": OTHER_GROUP, "not set up": NEW_GROUP}


def _chat(chat_id: int, default_role: str | None = None, *, ready: bool = True) -> ChatRow:
    at = AT if ready else None
    row = ChatRow(chat_id, "supergroup", "Desk", None, default_role, at, OWNER, None)
    return replace(row, open_to="closed")


def _book(*grants: tuple[int, int, str], switches: tuple[SwitchRow, ...] = ()) -> Book:
    book = Book(frozenset({OWNER}), lambda: AT)
    book.fill(
        [GrantRow(user, chat, role, OWNER, AT) for user, chat, role in grants],
        switches,
        [_chat(GROUP), _chat(OTHER_GROUP), _chat(NEW_GROUP, ready=False)],
    )
    return book


def _expected(role: str | None, granted_in: int, chat_id: int) -> set[str]:
    if role == "owner":
        return set(PERMISSIONS)
    if chat_id == NEW_GROUP:
        return set()
    allowed: set[str] = set()
    if granted_in in {chat_id, EVERYWHERE}:
        if role == "manager":
            allowed = set(PERMISSIONS) - MANAGER_LACKS
        elif role == "support":
            allowed = set(SUPPORT_HAS)
    allowed.discard("keys.own")
    return allowed | ({"keys.own"} if chat_id == PERSON else set())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("granted_in", [GROUP, EVERYWHERE, NEW_GROUP], ids=["here", "all", "new"])
@pytest.mark.parametrize("role", ["owner", "manager", "support", "customer", None])
def test_the_whole_table(role: str | None, granted_in: int, kind: str) -> None:
    """Every permission is there exactly where the design says, and nowhere else."""
    user = OWNER if role == "owner" else PERSON
    book = _book(*([(user, granted_in, role)] if role in GRANTABLE else []))
    chat_id = KINDS[kind]
    assert book.permissions(user, chat_id, MEMBER) == _expected(role, granted_in, chat_id)


def test_the_roles_hold_only_known_permissions() -> None:
    """No role names a permission that no handler could ask for."""
    assert all(permissions <= PERMISSIONS for permissions in ROLES.values())
    assert ROLES["support"] == SUPPORT_HAS
    assert ROLES["customer"] == {"keys.own"}


def test_another_persons_private_chat_gives_nothing() -> None:
    """keys.own holds for the person whose private chat it is."""
    assert _book().permissions(STRANGER, PERSON, MEMBER) == frozenset()
    assert _book().permissions(STRANGER, STRANGER, MEMBER) == {"keys.own"}


def test_a_default_role_is_every_members() -> None:
    """In that chat, and in no other."""
    book = _book()
    book.choose(_chat(GROUP, "support"))
    assert book.permissions(STRANGER, GROUP, MEMBER) == SUPPORT_HAS
    assert book.permissions(STRANGER, OTHER_GROUP, MEMBER) == frozenset()


def test_a_default_role_is_nobodys_who_is_away() -> None:
    """It is not even held asleep, as a grant is: there is nothing to come back to."""
    book = _book((PERSON, GROUP, "support"))
    book.choose(_chat(GROUP, "manager"))
    assert book.roles_of(STRANGER, GROUP, Standing.AWAY) == ()
    assert book.roles_of(PERSON, GROUP, Standing.AWAY) == (
        GrantedRole("support", False, asleep=True),
    )


@pytest.mark.parametrize("nobody", sorted(NO_PERSONS))
def test_what_is_no_person_has_nothing_whatever_the_rows_say(nobody: int) -> None:
    """Not by a grant, here or everywhere, nor as a member or an administrator, nor named as an owner."""
    book = _book((nobody, GROUP, "manager"), (nobody, EVERYWHERE, "support"))
    book.choose(_chat(GROUP, "support"))
    book.owners = frozenset({OWNER, nobody})
    for standing in Standing:
        assert book.permissions(nobody, GROUP, standing) == frozenset()


def test_of_a_group_without_the_bot_nothing_is_served() -> None:
    """Whoever asks, from wherever, with whatever role; owners keep all, and back in it all is as it was."""
    book = _book((PERSON, GROUP, "support"), (STRANGER, EVERYWHERE, "manager"))
    book.choose(_chat(GROUP, "support"))
    before = [book.permissions(each, GROUP, MEMBER) for each in (PERSON, STRANGER, 4)]
    assert all(before)
    book.leave(GROUP, AT)
    for each in (PERSON, STRANGER, 4):
        assert book.permissions(each, GROUP, MEMBER) == frozenset()
    assert book.permissions(OWNER, GROUP, MEMBER) == PERMISSIONS
    book.leave(GROUP, None)
    assert [book.permissions(each, GROUP, MEMBER) for each in (PERSON, STRANGER, 4)] == before


def test_two_roles_add_up() -> None:
    """Support everywhere and manager here is a manager here."""
    book = _book((PERSON, EVERYWHERE, "support"), (PERSON, GROUP, "manager"))
    assert book.permissions(PERSON, GROUP, MEMBER) == ROLES["manager"] - {"keys.own"}
    assert book.permissions(PERSON, OTHER_GROUP, MEMBER) == SUPPORT_HAS


@pytest.mark.parametrize("permission", sorted(PERMISSIONS - {"keys.own"}))
@pytest.mark.parametrize("allowed", [True, False])
def test_a_switch_counts_in_its_chat_and_for_its_role(permission: str, allowed: bool) -> None:
    """On or off for support in one group; elsewhere, and for managers, nothing changes."""
    switch = SwitchRow(GROUP, "support", permission, allowed)
    grants = ((PERSON, EVERYWHERE, "support"), (STRANGER, EVERYWHERE, "manager"))
    plain, switched = _book(*grants), _book(*grants, switches=(switch,))
    assert (permission in switched.permissions(PERSON, GROUP, MEMBER)) is allowed
    assert switched.permissions(PERSON, GROUP, MEMBER) ^ plain.permissions(
        PERSON, GROUP, MEMBER
    ) <= {permission}
    assert switched.permissions(PERSON, OTHER_GROUP, MEMBER) == plain.permissions(
        PERSON, OTHER_GROUP, MEMBER
    )
    assert switched.permissions(STRANGER, GROUP, MEMBER) == plain.permissions(
        STRANGER, GROUP, MEMBER
    )


def test_keys_of_customers_are_not_switched_into_a_group() -> None:
    """Whatever a switch says, keys.own stays in the private chat."""
    switch = SwitchRow(GROUP, "support", "keys.own", allowed=True)
    book = _book((PERSON, GROUP, "support"), switches=(switch,))
    assert "keys.own" not in book.permissions(PERSON, GROUP, MEMBER)


def test_a_role_of_a_newer_keydesk_gives_nothing() -> None:
    """An unknown role, and a switch of an unknown permission, are left out."""
    switch = SwitchRow(GROUP, "support", "moon.land", allowed=True)
    book = _book((PERSON, GROUP, "emperor"), (STRANGER, GROUP, "support"), switches=(switch,))
    assert book.permissions(PERSON, GROUP, MEMBER) == frozenset()
    assert book.permissions(STRANGER, GROUP, MEMBER) == SUPPORT_HAS


def test_what_is_remembered_follows_every_change() -> None:
    """An answer given once is not given again after a change."""
    book = _book()
    assert book.permissions(PERSON, GROUP, MEMBER) == frozenset()
    book.grant(GrantRow(PERSON, GROUP, "support", OWNER, AT))
    assert book.permissions(PERSON, GROUP, MEMBER) == SUPPORT_HAS
    book.switch(GROUP, "support", "orders.buy", False)
    assert book.permissions(PERSON, GROUP, MEMBER) == SUPPORT_HAS - {"orders.buy"}
    book.switch(GROUP, "support", "orders.buy", None)
    assert book.permissions(PERSON, GROUP, MEMBER) == SUPPORT_HAS
    book.revoke(PERSON, GROUP, "support")
    assert book.permissions(PERSON, GROUP, MEMBER) == frozenset()
    book.choose(_chat(GROUP, "support"))
    assert book.permissions(PERSON, GROUP, MEMBER) == SUPPORT_HAS
