"""What nobody has foreseen: an apology with a reference, and everything else in the log."""

import io
import json
import re

from tests.conversations.play import Play


async def test_a_failure_gives_a_reference_that_stands_in_the_log(
    log: io.StringIO, play: Play
) -> None:
    """A table is gone: the person reads no cause, the log has it under the reference."""
    town, desk = play.town, play.desk
    async with play.stage.app.house.db.write() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE orders RENAME TO lost")
    card = await play.say(town.sam, "/buy gta v 1", desk)
    found = re.fullmatch(
        r"Sorry, that did not work, and it is our fault\. If it happens again, "
        r"tell the owner this reference: (E-[2-9A-Z]{6})",
        card.text,
    )
    assert found is not None
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    (line,) = [line for line in lines if line.get("reference") == found[1]]
    assert "orders" in json.dumps(line)
    assert town.codegames.charges == 0
    async with play.stage.app.house.db.write() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE lost RENAME TO orders")
    assert "Buy one key" in (await play.say(town.sam, "/buy gta v 1", desk)).text


async def test_a_failing_tap_is_answered_and_apologised_for(log: io.StringIO, play: Play) -> None:
    """The tap does not hang, each failure has a reference of its own, and the next tap works."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/buy gta v 1", desk)
    async with play.stage.app.house.db.write() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE purchases RENAME TO lost")
    references = set()
    for _ in range(2):
        tap = await play.tap(town.sam, "Confirm", desk, card)
        assert tap.answer is not None
        references |= set(re.findall(r"E-[2-9A-Z]{6}", play.shown(desk).text))
    assert len(references) == 2
    assert all(reference in log.getvalue() for reference in references)
    assert town.codegames.charges == 0
    async with play.stage.app.house.db.write() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE lost RENAME TO purchases")
    await play.tap(town.sam, "Confirm", desk, card)
    assert town.codegames.charges == 1
