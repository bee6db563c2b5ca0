"""Whether the secrets open what is stored: found at the start, and changed without losing anything."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import LargeBinary, delete, insert, select, update

from services.audit import Audit
from services.rotation import LostSecretsError, NotStartedYetError, Rotation
from services.seals import Seals, WrongSecretsError
from services.vault import Vault, secret_id
from storage.database import Database
from storage.secrets import SEALED_APART, SEALED_COLUMNS
from storage.tables.audit import audit as audit_table
from storage.tables.cases import case_messages, cases
from storage.tables.catalog import offers, products
from storage.tables.conversations import pending_confirmations
from storage.tables.inbox import inbox
from storage.tables.keys import keys
from storage.tables.metadata import metadata
from storage.tables.orders import orders, purchases
from storage.tables.stock import own_keys
from storage.tables.system import heartbeat, secrets
from storage.tables.work import work
from tests.clock import ManualClock
from tests.own_stock_made import own_key

OLD, MID, NEW = (Fernet.generate_key().decode() for _ in range(3))
PLAIN = [f"AAAA-BBBB-{number:04}" for number in range(450)]
"""More than two steps of a rotation."""


async def store(db: Database, clock: ManualClock, vault: Vault, plain: list[str], at: int) -> None:
    """One order with these keys, and one of all else that is sealed, as a desk has them."""
    async with db.write() as tx:
        run = tx.connection.execute
        if at == 1:
            await run(insert(products).values(id=1, name="G", name_key="g", created_at=clock()))
            offer = {"id": 1, "product_id": 1, "provider": "shop", "external_id": "1"}
            await run(insert(offers).values(**offer, currency="BRL", created_at=clock()))
        order = {"id": at, "number": f"K-{at}", "status": "keyed", "offer_id": 1, "product": "G"}
        price = {"unit_price": 1, "currency": "BRL", "buyer_id": 1, "chat_id": 1}
        count = len(plain)
        await run(
            insert(orders).values(
                **order, **price, provider="shop", count=count, created_at=clock()
            )
        )
        for position, key in enumerate(plain, start=1):
            row_id = at * 1000 + position
            bought = {"id": row_id, "order_id": at, "position": position, "status": "accepted"}
            await run(insert(purchases).values(**bought, txn_id=str(row_id)))
            await run(
                insert(keys).values(
                    order_id=at,
                    purchase_id=row_id,
                    position=1,
                    sealed=vault.seal(key),
                    fingerprint=vault.fingerprint(key),
                    bare_fingerprint=vault.bare_fingerprint(key),
                    mask="•",
                    arrived_at=clock(),
                )
            )
        await run(
            insert(pending_confirmations).values(
                key=f"held{at}",
                chat_id=1,
                user_id=1,
                sealed=vault.wrap("words"),
                expires_at=clock() + timedelta(hours=1),
            )
        )
        await run(insert(own_keys).values(own_key(f"OWN-{at}", 1, vault, clock)))
        case = {"id": at, "order_id": at, "product_id": 1, "chat_id": 1, "customer_id": 2}
        stands = {"kind": "used", "status": "open", "opened_at": clock()}
        await run(insert(cases).values(**case, **stands))
        said = {"case_id": at, "author_id": 2, "from_customer": True, "at": clock()}
        await run(insert(case_messages).values(**said, sealed=vault.wrap("it is used")))
        taken = {"taken_at": clock(), "tries": 1, "claimed_by": "desk"}
        await run(insert(inbox).values(id=at, sealed=vault.wrap("an update"), **taken))
        await run(insert(inbox).values(id=at + 100, taken_at=clock(), tries=1))
        due = {"facts": {}, "due_at": clock(), "tries": 0, "made_at": clock()}
        some = {"kind": "some", "subject": str(at), "line": "hype", **due}
        await run(insert(work).values(**some, sealed=vault.wrap("a deed")))
        await run(insert(work).values(**some | {"kind": "order"}))


async def started(db: Database, clock: ManualClock, *present: str) -> Vault:
    """Start a desk with these secrets, newest first. Raises WrongSecretsError."""
    vault = Vault(present)
    seals = Seals(db, clock, vault)
    await seals.check()
    clock.advance(1)
    await seals.note_start()
    return vault


def rotation(db: Database, clock: ManualClock, *present: str) -> Rotation:
    """The command, with these secrets in the settings."""
    return Rotation(db, clock, Vault(present), Audit(db, clock, Vault(present)))


async def all_sealed(db: Database) -> list[bytes]:
    """Whatever is sealed anywhere."""
    async with db.read() as tx:
        found = [(await tx.connection.execute(select(each))).scalars() for each in SEALED_COLUMNS]
        return [sealed for rows in found for sealed in rows if sealed is not None]


def test_nothing_sealed_is_forgotten() -> None:
    """Every column of bytes but the heartbeat's is sealed, and is one that a rotation seals anew."""
    binary = {
        column
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, LargeBinary)
    }
    assert binary - {heartbeat.c.ballast} == {*SEALED_COLUMNS, *SEALED_APART}


async def test_the_right_secrets_start_again_and_again(
    database: Database, clock: ManualClock
) -> None:
    """A fresh desk, the same desk with keys, and one with a newer secret in front."""
    vault = await started(database, clock, OLD)
    await store(database, clock, vault, PLAIN[:3], 1)
    await started(database, clock, OLD)
    await started(database, clock, NEW, OLD)
    await started(database, clock, OLD, NEW)


async def test_wrong_secrets_are_refused_by_name_before_a_key_is_stored(
    database: Database, clock: ManualClock
) -> None:
    """The check value alone tells: no key need have been bought; both ids are named, no secret is."""
    await started(database, clock, OLD)
    with pytest.raises(WrongSecretsError) as refused:
        await started(database, clock, NEW)
    assert secret_id(OLD) in str(refused.value) and secret_id(NEW) in str(refused.value)
    assert OLD not in str(refused.value) and NEW not in str(refused.value)


async def test_a_secret_taken_away_too_early_is_refused(
    database: Database, clock: ManualClock
) -> None:
    """The newest is there, an older one under which keys may be is not."""
    await started(database, clock, OLD)
    await started(database, clock, NEW, OLD)
    with pytest.raises(WrongSecretsError, match=secret_id(OLD)):
        await started(database, clock, NEW)


async def test_an_older_desk_is_judged_by_its_keys(database: Database, clock: ManualClock) -> None:
    """Without check values the keys decide: wrong secrets are refused and nothing is written."""
    await store(database, clock, Vault([OLD]), PLAIN[:60], 1)
    with pytest.raises(WrongSecretsError, match="K-1"):
        await started(database, clock, NEW)
    async with database.read() as tx:
        assert await tx.secrets.all() == []
    await started(database, clock, NEW, OLD)
    with pytest.raises(WrongSecretsError, match=secret_id(OLD)):
        await started(database, clock, NEW)


async def test_one_bad_key_holds_nothing_up(database: Database, clock: ManualClock) -> None:
    """With check values that open, a damaged key is reported by its order's number."""
    vault = await started(database, clock, OLD)
    await store(database, clock, vault, PLAIN[:3], 1)
    async with database.write() as tx:
        await tx.connection.execute(update(keys).where(keys.c.id == 2).values(sealed=b"torn"))
    report = await Seals(database, clock, vault).check()
    assert report.unopened == ("K-1",)
    assert report.tried == 3


async def test_a_damaged_check_value_is_refused(database: Database, clock: ManualClock) -> None:
    """What is sealed must open: bytes that nothing opens count as the wrong secret."""
    await started(database, clock, OLD)
    async with database.write() as tx:
        await tx.connection.execute(update(secrets).values(pepper=b"torn"))
    with pytest.raises(WrongSecretsError, match=secret_id(OLD)):
        await started(database, clock, OLD)


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
