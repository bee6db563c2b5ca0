"""A deed is a row of work until its end is a notice, and is done once."""

from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet

from providers.errors import Rejected
from services.actor import Actor
from services.deeds import (
    KIND,
    Deed,
    End,
    Kind,
    Outcome,
    Standing,
    steps,
    unconfirmed,
)
from services.vault import Vault
from storage.database import Database
from tests.services.conftest import OWNER
from tests.services.deeds.process import (
    ASKED,
    DEED,
    KEY,
    PERMISSION,
    TEXT,
    Make,
    Process,
    facts_of_end,
    notice,
    once,
    outcomes,
    row_of,
)


async def test_from_the_wish_to_the_notice_of_its_end(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Sealed while it is under way, gone with the row; the end of that and the notice come together."""
    process = start(once)
    assert await process.deeds.confirm(DEED, TEXT, "gamebase")
    row = await row_of(database)
    assert row is not None
    assert (row.line, row.chat_id, row.facts["steps"]) == ("gamebase", OWNER.chat_id, [])
    assert "s3cret" not in repr(row.facts)
    assert row.sealed is not None
    assert b"s3cret" not in row.sealed
    async with process.at_work():
        under_way = await row_of(database)
        assert under_way is not None
        assert [each["outcome"] for each in under_way.facts["steps"]] == [None]
        assert await notice(database) is None
        assert await process.deeds.stands(OWNER, KEY, "t2") is Standing.UNDER_WAY
        assert await process.deeds.stands(OWNER, KEY, "t1") is Standing.THIS
    assert process.said == [TEXT]
    assert await row_of(database) is None
    assert await outcomes(database) == ["done"]
    assert process.deeds.cards.get(KEY) == "the full card"
    assert await process.deeds.stands(OWNER, KEY, "t2") is Standing.ENDED
    assert await process.deeds.stands(Actor(1, -200, "Olga"), KEY, "t2") is None


async def test_what_was_confirmed_is_confirmed_once(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """The very same is not begun beside it, by whomever and in whatever process; afterwards it is."""
    process, other = start(once), start(once)
    same = Deed("other", OWNER, ASKED, {})
    assert await process.deeds.confirm(DEED, TEXT, "gamebase")
    assert not await other.deeds.confirm(same, TEXT, "gamebase")
    process.answer.set()
    await process.worker.idle()
    assert await other.deeds.confirm(same, TEXT, "gamebase")
    with pytest.raises(LookupError):
        await process.deeds.confirm(DEED, TEXT, "gamebase")


async def test_a_refusal_stands_in_the_notice(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """With the provider's own number; what was given up before it was begun has its reason besides."""

    async def refused(process: Process) -> End:
        await process.ends(await process.begins(), Outcome.REFUSED)
        return End(refused=Rejected("gamebase", "no", code=-3))

    process = start(refused)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    await process.worker.idle()
    told = await notice(database)
    assert told is not None
    [step] = told.facts["steps"]
    assert (step["outcome"], step["error"]["code"]) == ("refused", -3)
    assert told.facts["refused"]["provider"] == "gamebase"


async def test_an_earlier_try_that_turns_out_to_be_done_takes_the_place_of_this_one(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """The refusal of this try is what showed it."""

    async def found(process: Process) -> End:
        await process.ends(await process.begins(), Outcome.REFUSED)
        await process.ends(steps.step("earlier", ASKED), Outcome.FOUND_DONE)
        return End()

    process = start(found)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    await process.worker.idle()
    assert await outcomes(database) == ["found-done"]


async def test_a_row_that_no_secret_opens_is_told_as_not_begun(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Its secret has been taken out of the settings."""
    process = start(once)
    async with database.write() as tx:
        stranger = Vault([Fernet.generate_key().decode()]).wrap(TEXT)
        facts = DEED.facts()
        assert await process.queue.put(
            tx, KIND, "x", "gamebase", facts, sealed=stranger, chat_id=OWNER.chat_id
        )
    await process.worker.idle()
    assert process.said == []
    assert await outcomes(database) == []


async def test_in_a_conversation_nothing_is_done(
    start: Callable[[Make], Process],
) -> None:
    """It would run in nobody's row. Where there is no conversation who called is answered."""
    process = start(once)
    with unconfirmed(), pytest.raises(LookupError):
        steps.step("a1", ASKED)
    assert (await process.begins()).of is None


async def test_who_lost_the_right_has_nothing_begun(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Asked as it is begun: the provider hears nothing, and the end says which right is gone."""
    process = start(once)
    assert await process.deeds.confirm(DEED, TEXT, "gamebase")
    process.rights.barred.add(OWNER.user_id)
    process.answer.set()
    await process.worker.idle()
    facts = await facts_of_end(database)
    assert (process.requests, facts["steps"], facts["barred"]) == (0, [], PERMISSION)


async def test_what_was_asked_for_ends_and_the_rest_is_not_begun(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Of several requests the one on the wire is waited for, and no other follows."""

    async def loses_it(process: Process) -> End:
        step = await process.begins("1")
        process.rights.barred.add(OWNER.user_id)
        await process.ends(step)
        await process.begins("2")
        return End()

    process = start(loses_it)
    process.kind = Kind(PERMISSION, parts=True)
    assert await process.deeds.confirm(DEED, TEXT, "gamebase")
    await process.worker.idle()
    facts = await facts_of_end(database)
    assert [(each["what"], each["outcome"]) for each in facts["steps"]] == [("1", "done")]
    assert (process.requests, facts["barred"]) == (1, PERMISSION)
