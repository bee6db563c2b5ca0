"""Whether the secrets open what is stored: found at the start, before anything is sealed."""

import pytest
from sqlalchemy import LargeBinary, update

from services.seals import Seals, WrongSecretsError
from services.vault import Vault, secret_id
from storage.database import Database
from storage.secrets import SEALED_APART, SEALED_COLUMNS
from storage.tables.keys import keys
from storage.tables.metadata import metadata
from storage.tables.system import heartbeat, secrets
from tests.clock import ManualClock
from tests.services.sealed import NEW, OLD, PLAIN, started, store


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
