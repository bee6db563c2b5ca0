"""What another process changes of rights is known here: a command from the shell, another desk."""

import json

from services.access import Access, Standing
from services.access.following import Following
from services.access.revoking import revoke_all
from services.actor import Actor
from services.audit.kinds import REVOKED_ALL
from services.pending_confirmations import PendingConfirmations, Thing
from storage.database import Database
from storage.dialogs import DialogRow
from tests.audited import VAULT, audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.conftest import OWNER

SAM, GROUP = 5, OWNER.chat_id


async def test_all_is_taken_at_once_and_a_running_desk_obeys(
    database: Database, clock: ManualClock, access: Access, crowd: Crowd
) -> None:
    """Grants, questions and confirmations of the person go, and nobody else's; each place's audit says so."""
    following = Following(database, access)
    await access.set_up(OWNER, "supergroup", "Desk")
    await access.grant(OWNER, SAM, "support")
    await access.grant(OWNER, SAM, "manager", everywhere=True)
    await access.grant(OWNER, 6, "support")
    held = PendingConfirmations(database, clock, VAULT)
    await held.keep(
        [Thing("sams", Actor(SAM, GROUP, ""), "x"), Thing("other", Actor(6, GROUP, ""), "y")]
    )
    async with database.write() as tx:
        for person in (SAM, 6):
            await tx.dialogs.ask(DialogRow(GROUP, person, "buy.count", {}, clock()))
    await following.begin()
    assert await following.look() == {}

    audit = audit_of(database, clock)  # of another process
    taken = await revoke_all(database, clock, audit, SAM)
    assert {(each.role, each.chat_id) for each in taken.grants} == {
        ("support", GROUP),
        ("manager", 0),
    }
    assert taken.waiting == 2
    assert access.allows(SAM, SAM, "orders.buy")  # memory of this process does not know yet
    assert await following.look() == {SAM: [GROUP]}
    assert not access.has_grant(SAM) and access.has_grant(6)
    assert not await access.permits(SAM, GROUP, "orders.view")
    assert await following.look() == {}
    async with database.read() as tx:
        assert [row.user_id for row in await tx.dialogs.all()] == [6]
        rows = await tx.audit.of_action(REVOKED_ALL)
        places = await tx.audit.places(rows[0].id, rows[-1].id)
    assert {(row.actor_id, row.subject) for row in rows} == {(None, str(SAM))}
    assert {places[row.id].home_id: json.loads(row.facts)["grants"] for row in rows} == {
        None: [["manager", 0]],
        GROUP: [["support", GROUP]],
    }
    assert (await audit.verify()).trouble is None
    assert await held.look(Actor(SAM, GROUP, ""), "sams") is None
    assert await held.look(Actor(6, GROUP, ""), "other") == "y"
    again = await revoke_all(database, clock, audit, SAM)
    assert (again.grants, again.waiting) == ((), 0)
    async with database.read() as tx:
        assert len(await tx.audit.of_action(REVOKED_ALL)) == len(rows) == 2


async def test_what_another_desk_changes_counts_here(
    database: Database, clock: ManualClock, access: Access, crowd: Crowd
) -> None:
    """A role that is given or taken by one process is known to the other at its next look."""
    await access.set_up(OWNER, "supergroup", "Desk")
    other = Access(database, clock, frozenset({OWNER.user_id}), audit_of(database, clock), crowd)
    following = Following(database, other)
    await following.begin()
    await other.load()
    await access.grant(OWNER, SAM, "support")
    assert not other.has_grant(SAM)
    await following.look()
    assert await other.permits(SAM, GROUP, "orders.view")
    await access.revoke(OWNER, SAM, "support")
    await following.look()
    assert not await other.permits(SAM, GROUP, "orders.view")


async def test_what_stays_is_named(
    database: Database, clock: ManualClock, access: Access, crowd: Crowd
) -> None:
    """A group that gives a role to every member gives it on, unless the person has left it."""
    await access.set_up(OWNER, "supergroup", "Desk")
    await access.set_default_role(OWNER, "support")
    audit = audit_of(database, clock)
    assert await access.permits(SAM, GROUP, "orders.view")
    assert (await revoke_all(database, clock, audit, SAM)).by_default == (GROUP,)
    crowd.standings[SAM, GROUP] = Standing.AWAY
    assert not await access.permits(SAM, GROUP, "orders.view", fresh=True)
    assert (await revoke_all(database, clock, audit, SAM)).by_default == ()
