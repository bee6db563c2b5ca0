"""The hand itself: silence and apologies must not pass."""

import pytest

from sandbox.faults import Fault
from tests.campaigns.faults.hand import FaultyPlay


async def test_an_apology_fails_the_step(faulty: FaultyPlay) -> None:
    """A table is gone, which nobody foresees: the person reads a reference, and the test is red."""
    town, desk = faulty.town, faulty.desk
    async with faulty.stage.app.house.db.write() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE orders RENAME TO lost")
    with pytest.raises(AssertionError, match="it is our fault"):
        await faulty.say(town.sam, "/orders", desk)


async def test_silence_fails_the_step(faulty: FaultyPlay) -> None:
    """A message that Telegram does not take is one that nobody reads."""
    town, desk = faulty.town, faulty.desk
    await faulty.say(town.sam, "/orders", desk)
    with pytest.raises(AssertionError, match="silence"):
        await faulty.say(town.sam, "what about a word without a command", desk)
    card = await faulty.say(town.sam, "/menu", desk)
    town.world.faults.add("editMessageText", Fault.error(400, "Bad Request: no"), times=None)
    town.world.faults.add("sendMessage", Fault.error(400, "Bad Request: no"), times=None)
    with pytest.raises(AssertionError, match="silence"):
        await faulty.tap(town.sam, card.labels()[0], desk, card)
