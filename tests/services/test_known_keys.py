"""The desk's own keys are known in any dress, and looking for them costs nothing where there is none."""

from random import Random

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from services.key_shapes import bare
from services.known_keys import KnownKeys, masked
from services.vault import Vault, mask
from storage.database import Database
from storage.tables.keys import keys
from tests.clock import ManualClock
from tests.services.sealed import PLAIN, rotation, started, store
from tests.statements import statements

KEY = "AB2CD-3FGHJ-KLM4N"
SECRET, NEWER = (Fernet.generate_key().decode() for _ in range(2))


async def desk(db: Database, clock: ManualClock, *plain: str) -> KnownKeys:
    """A desk that has these keys, stored as an older version did."""
    vault = await started(db, clock, SECRET)
    await store(db, clock, vault, list(plain), 1)
    async with db.write() as tx:
        await tx.connection.execute(update(keys).values(bare_fingerprint=None))
    known = KnownKeys(db, vault)
    await known.run()
    return known


async def test_keys_of_an_older_version_are_known_after_small_steps(
    database: Database, clock: ManualClock
) -> None:
    """More keys than a step takes; one that was cut off goes on where it was."""
    vault = await started(database, clock, SECRET)
    await store(database, clock, vault, [*PLAIN, KEY], 1)
    async with database.write() as tx:
        await tx.connection.execute(update(keys).values(bare_fingerprint=None))
    first = KnownKeys(database, vault)
    assert await first._step()
    assert await first.found_in([KEY]) is None
    again = KnownKeys(database, vault)
    await again.run()
    found = await again.found_in([f"no {KEY.lower().replace('-', '')}"])
    assert found is not None
    assert found.numbers == ["K-1"]
    async with database.read() as tx:
        assert await tx.keys.without_bare(0, 1) == []


async def test_after_a_rotation_keys_are_still_known(
    database: Database, clock: ManualClock
) -> None:
    """The rotation writes both fingerprints anew, also for keys that had one only."""
    vault = await started(database, clock, SECRET)
    await store(database, clock, vault, [KEY], 1)
    async with database.write() as tx:
        await tx.connection.execute(update(keys).values(bare_fingerprint=None))
    await KnownKeys(database, vault).run()
    await started(database, clock, NEWER, SECRET)
    await rotation(database, clock, NEWER, SECRET).run(lambda count: None)
    known = KnownKeys(database, Vault([NEWER]))
    await known.load()
    assert await known.found_in([KEY.replace("-", " ")]) is not None


async def test_where_nothing_looks_like_a_key_nothing_is_asked(
    database: Database, clock: ManualClock
) -> None:
    """And however many stretches do, it is one statement."""
    known = await desk(database, clock, KEY, "QWXRT-PLKVB-ZZNMC")
    with statements() as said:
        for text in ("/whoami", "Is GTA V in stock? I need 2 for 100", "order K-7F3Q-X9ND, 1 key"):
            assert await known.found_in([text]) is None
        assert [each for each in said if "FROM keys" in each] == []
        assert await known.found_in(["11111-AAAAA-22222 and 33333-BBBBB-44444"]) is None
        assert len([each for each in said if "FROM keys" in each]) == 1


async def test_a_message_full_of_decoys_is_bounded_and_hides_no_key(
    database: Database, clock: ManualClock
) -> None:
    """Thousands of stretches that look like keys: few statements, and the key that stands apart is found."""
    known = await desk(database, clock, KEY)
    decoys = "".join(Random(3).choices("ABCDEabcde2345", k=4_000))  # noqa: S311 - no secret
    with statements() as said:
        found = await known.found_in([f"{decoys} {KEY}"])
    assert found is not None
    assert len([each for each in said if "FROM keys" in each]) <= 4


async def test_what_is_found_is_masked_and_nothing_else(
    database: Database, clock: ManualClock
) -> None:
    """Two keys in different dresses; another shop's key stays."""
    known = await desk(database, clock, KEY, "QWXRT-PLKVB-ZZNMC")
    text = "ab2cd 3fghj klm4n, Q W X R T P L K V B Z Z N M C and 11111-AAAAA-22222"
    found = await known.found_in([text])
    assert found is not None
    assert found.masked(text) == "•••••M4N, •••••NMC and 11111-AAAAA-22222"
    for hidden in (r'{"a": "\u0041B2CD-3FGHJ\u002dKLM4N", "b": 1}', "<i>AB2CD-</i>3FGHJ-KLM4N now"):
        known_in = await known.found_in([hidden])
        assert known_in is not None
        assert known_in.masked(hidden) in ('{"a": "•••••M4N", "b": 1}', "<i>•••••M4N now")
    html = "<b>AB2CD</b>-3FGHJ-<i>KLM4N</i> &amp; you"
    assert found.masked(html, html=True) == "<b>•••••M4N</b><i></i> &amp; you"


@pytest.mark.parametrize("text", ["1234", "Pin 1234!", "1 2 3 4"])
def test_of_known_keys_the_short_ones_are_masked_too(text: str) -> None:
    """Where it is known which keys may stand there, no length is too short."""
    assert "1234" not in masked(text, {"1234"}).replace(" ", "")


@pytest.mark.parametrize(
    "key", ["AAAA-BBBB-CC3DE", KEY, "ab2cd-3fghj-klm4n-x", "ＡＢ２ＣＤ-3FGHJ-KLM4N"]
)
async def test_a_card_and_words_show_the_same_of_a_key(
    sqlite_database: Database, clock: ManualClock, key: str
) -> None:
    """Whoever compares the two sees that it is that key; and never over a fifth of it."""
    known = await desk(sqlite_database, clock, key)
    for dressed in (key, key.lower(), key.replace("-", ""), f"it is {key.replace('-', ' ')}"):
        found = await known.found_in([dressed])
        assert found is not None
        assert found.masked(dressed).removeprefix("it is ") == mask(key)
    shown = mask(key).strip("•")
    assert 0 < len(shown) * 5 <= len(bare(key))


async def test_a_key_is_known_where_the_desk_has_it_with_something_glued_to_it_alone(
    database: Database, clock: ManualClock
) -> None:
    """Of a shape that other keys have; what only begins like it, and another of the series, are none."""
    plain = f"{KEY}x2", "QW3RT-PLK4B-ZZN5C"
    known = await desk(database, clock, *plain)
    async with database.write() as tx:
        ids = await tx.connection.scalars(select(keys.c.id).order_by(keys.c.id))
        samples = map(Vault([SECRET]).samples, plain)
        await tx.key_samples.add(dict(zip(ids, samples, strict=True)))
    found = await known.found_in([f"here: {KEY.lower()}, take it"])
    assert found is not None and found.numbers == ["K-1"]
    assert KEY[:5].lower() not in found.masked(f"here: {KEY.lower()}, take it")
    assert await known.found_in([f"{KEY[:-1]}P and {KEY[:11]}-KLM4P"]) is None
