"""Secrets are changed without losing anything: all is sealed anew, whatever comes between."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from services.rotation import LostSecretsError, NotStartedYetError
from services.seals import Seals, WrongSecretsError
from services.vault import Vault, secret_id
from storage.database import Database
from storage.tables.audit import audit as audit_table
from storage.tables.keys import keys
from tests.clock import ManualClock
from tests.services.sealed import MID, NEW, OLD, PLAIN, all_sealed, rotation, started, store


async def test_a_rotation_leaves_the_old_secret_unneeded(
    database: Database, clock: ManualClock
) -> None:
    """All is under the newest, each key is found by its text, and the old secret may go."""
    await store(database, clock, await started(database, clock, OLD), PLAIN, 1)
    vault = await started(database, clock, NEW, OLD)
    await store(database, clock, vault, ["NEWER-KEY"], 2)
    before = vault.fingerprints("a coupon")
    heard: list[int] = []
    done = await rotation(database, clock, NEW, OLD).run(heard.append)
    assert (done.sealed_anew, done.lost, done.spare) == (455, (), (secret_id(OLD),))
    assert done.looked_at == heard[-1] == 461
    assert len(heard) >= 3, "progress is told in steps"

    report = await Seals(database, clock, Vault([NEW, OLD])).check()
    assert (report.spare, report.older) == ((secret_id(OLD),), ())
    after = await started(database, clock, NEW)
    assert all(after.opens(sealed) for sealed in await all_sealed(database))
    for key in (PLAIN[0], PLAIN[449], "NEWER-KEY"):
        async with database.read() as tx:
            found = await tx.keys.by_fingerprint([after.fingerprint(key)])
        assert found is not None
        assert after.open(found.sealed) == key
    async with database.read() as tx:
        in_stock = await tx.own_keys.known([after.fingerprint("OWN-1"), after.fingerprint("OWN-2")])
    assert len(in_stock) == 2
    # The audit cannot be written anew: what it names by an old fingerprint is still found.
    assert set(before) <= set(after.fingerprints("a coupon"))


async def test_a_rotation_before_the_restart_is_refused(
    database: Database, clock: ManualClock
) -> None:
    """A desk started with the old secret would go on sealing under it: nothing is changed."""
    await store(database, clock, await started(database, clock, OLD), PLAIN[:2], 1)
    before = await all_sealed(database)
    with pytest.raises(NotStartedYetError, match="Restart it"):
        await rotation(database, clock, NEW, OLD).run(lambda _: None)
    assert await all_sealed(database) == before
    await started(database, clock, NEW, OLD)
    await started(database, clock, OLD, NEW)
    with pytest.raises(NotStartedYetError):
        await rotation(database, clock, NEW, OLD).run(lambda _: None)


async def test_a_clock_that_was_wrong_keeps_nobody_from_rotating(
    database: Database, clock: ManualClock
) -> None:
    """Started with the old secret while the clock was years ahead; set right, the new one counts."""
    clock.advance(5 * 365 * 24 * 3600)
    await store(database, clock, await started(database, clock, OLD), PLAIN[:2], 1)
    clock.advance(-5 * 365 * 24 * 3600)
    await started(database, clock, NEW, OLD)
    done = await rotation(database, clock, NEW, OLD).run(lambda _: None)
    assert done.spare == (secret_id(OLD),)
    await started(database, clock, OLD, NEW)
    with pytest.raises(NotStartedYetError):
        await rotation(database, clock, NEW, OLD).run(lambda _: None)


async def test_a_rotation_that_was_stopped_goes_on(database: Database, clock: ManualClock) -> None:
    """Stopped after the first step, what was done is passed over; the old secret stays needed."""
    await store(database, clock, await started(database, clock, OLD), PLAIN, 1)
    await started(database, clock, NEW, OLD)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rotation(database, clock, NEW, OLD).run(stop)
    report = await Seals(database, clock, Vault([NEW, OLD])).check()
    assert report.older == (secret_id(OLD),)
    done = await rotation(database, clock, NEW, OLD).run(lambda _: None)
    assert done.sealed_anew == 450 + 5 - 200
    again = await rotation(database, clock, NEW, OLD).run(lambda _: None)
    assert again.sealed_anew == 0
    async with database.read() as tx:
        actions = (await tx.connection.execute(select(audit_table.c.action))).scalars().all()
    assert actions == ["secrets.rotated"], "one that changed nothing is no deed"


async def test_secrets_may_go_to_and_fro(database: Database, clock: ManualClock) -> None:
    """Back to the old secret after a rotation, then on to a third: the others are never needed."""
    await store(database, clock, await started(database, clock, OLD), PLAIN[:3], 1)
    for order in ((NEW, OLD), (OLD, NEW), (MID, OLD)):
        await started(database, clock, *order)
        await rotation(database, clock, *order).run(lambda _: None)
        await started(database, clock, order[0])
    report = await Seals(database, clock, Vault([MID, OLD, NEW])).check()
    assert set(report.spare) == {secret_id(OLD), secret_id(NEW)}


async def test_a_lost_secret_is_told_and_may_be_given_up(
    database: Database, clock: ManualClock
) -> None:
    """The rotation names the orders; only when asked to does it let them go, and the desk starts."""
    await store(database, clock, await started(database, clock, OLD), PLAIN[:2], 1)
    await store(database, clock, await started(database, clock, NEW, OLD), PLAIN[2:4], 2)
    with pytest.raises(WrongSecretsError, match="--give-up-lost"):
        await started(database, clock, NEW)
    with pytest.raises(LostSecretsError, match=r"these orders: K-1, own stock"):
        await rotation(database, clock, NEW).run(lambda _: None)
    done = await rotation(database, clock, NEW).run(lambda _: None, give_up_lost=True)
    assert done.lost == ("K-1", "own stock")
    await started(database, clock, NEW)


async def test_giving_up_leaves_what_a_running_desk_seals_under(
    database: Database, clock: ManualClock
) -> None:
    """Asked for in place of a restart: what the desk still seals under the old secret is not lost."""
    running = await started(database, clock, OLD)
    await store(database, clock, running, PLAIN[:2], 1)
    done = await rotation(database, clock, NEW, OLD).run(lambda _: None, give_up_lost=True)
    assert done.spare == ()
    await store(database, clock, running, PLAIN[2:4], 2)
    with pytest.raises(WrongSecretsError, match=secret_id(OLD)):
        await started(database, clock, NEW)
    await started(database, clock, NEW, OLD)
    done = await rotation(database, clock, NEW, OLD).run(lambda _: None)
    assert (done.lost, done.spare) == ((), (secret_id(OLD),))
    vault = await started(database, clock, NEW)
    assert all(vault.opens(sealed) for sealed in await all_sealed(database))


async def test_giving_up_works_without_check_values(database: Database, clock: ManualClock) -> None:
    """The same for a database from before there were any."""
    await store(database, clock, Vault([OLD]), PLAIN[:2], 1)
    await rotation(database, clock, NEW).run(lambda _: None, give_up_lost=True)
    await started(database, clock, NEW)


async def test_a_key_that_changes_meanwhile_is_left_alone(
    database: Database, clock: ManualClock
) -> None:
    """A row is sealed anew only if it is as it was read: one taken away stays away."""
    await store(database, clock, await started(database, clock, OLD), PLAIN[:3], 1)
    await started(database, clock, NEW, OLD)
    async with database.write() as tx:
        [row, *_] = await tx.secrets.keys_after(0, 1)
        await tx.connection.execute(delete(keys).where(keys.c.id == row.key))
        assert not await tx.secrets.seal_anew(row, b"x", ("y", "z"))
        [other, *_] = await tx.secrets.keys_after(0, 1)
        assert not await tx.secrets.seal_anew(replace(other, sealed=b"older"), b"x", ("y", "z"))
