"""A process dies between a deed and the mark that its update was handled: the next handles it once more."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from sandbox.telegram import Message
from sandbox.telegram.callbacks import Tap
from storage.tables.access import grants
from storage.tables.audit import audit
from storage.tables.inbox import inbox
from storage.tables.keys import claims
from storage.tables.orders import orders, purchases
from storage.tables.outbox import notices
from storage.tables.schedules import schedules
from tests.conversations.play import Play
from tests.conversations.reversal_play import bought
from tests.conversations.scenes import begins

COUNTED = (audit, claims, grants, orders, purchases, schedules)
SAID = "I was interrupted in the middle of this"


async def handled_again(play: Play, what: Message | Tap) -> None:
    """Start anew as after a kill: the row of that update was not marked."""
    app, sent = play.stage.app, what.update
    assert sent is not None
    await app.house.inbox.settle()
    sealed = app.house.inbox._vault.wrap(json.dumps(sent.json()))
    as_in_hand = {"sealed": sealed, "claimed_by": "gone", "claimed_until": play.clock()}
    async with app.house.db.write() as tx:
        row = update(inbox).where(inbox.c.id == sent.id)
        await tx.connection.execute(row.values(**as_in_hand))
    await play.restart()


async def counts(play: Play) -> dict[str, int]:
    """How many rows there are of what must not be twice, and how often keys were sent to somebody."""
    async with play.stage.app.house.db.read() as tx:
        found = {
            table.name: await tx.connection.scalar(select(func.count()).select_from(table)) or 0
            for table in COUNTED
        }
        keys = select(func.count()).where(notices.c.kind == "keys-for-customer")
        return {**found, "keys sent": await tx.connection.scalar(keys) or 0}


async def an_alert(play: Play) -> Tap:
    """Max wishes for a digest."""
    card = await play.say(play.town.max, "/alerts add digest 09:00", play.desk)
    return await play.tap(play.town.max, "Confirm", play.desk, card)


async def a_link(play: Play) -> Tap:
    """Sam makes a claim link."""
    await play.buy()
    return await play.tap(play.town.sam, "Claim link", play.desk)


async def keys_sent(play: Play) -> Tap:
    """Sam sends a key to Cara."""
    await play.start(play.town.cara)
    await play.buy()
    await play.tap(play.town.sam, "Send to customer", play.desk)
    said = await play.answer(play.town.sam, f"@{play.town.cara.username}", play.desk)
    return await play.tap(play.town.sam, "Confirm", play.desk, said)


async def a_role(play: Play) -> Message:
    """Olga gives Carl a role."""
    play.town.olga.says(f"/grant support {play.town.carl.id}", play.desk)
    await play.stage.quiet()
    return next(each for each in reversed(play.desk.messages) if each.sender is not None)


async def a_purchase(play: Play) -> Tap:
    """Sam buys."""
    await play.say(play.town.sam, "/buy gta v 1", play.desk)
    return await play.tap(play.town.sam, "Confirm", play.desk)


@pytest.mark.parametrize("deed", [an_alert, a_link, keys_sent, a_role, a_purchase])
async def test_a_deed_is_done_once(
    play: Play, deed: Callable[[Play], Awaitable[Message | Tap]]
) -> None:
    """No second alert, link, message with keys, role or purchase."""
    done = await deed(play)
    before, charged = await counts(play), play.town.codegames.charges
    await handled_again(play, done)
    assert await counts(play) == before
    assert play.town.codegames.charges == charged


async def test_who_is_asked_twice_reads_why(play: Play) -> None:
    """The words say that it had been begun, and that it was not begun a second time."""
    managers = play.town.managers
    play.town.max.says("/alerts quiet 2 22:00-07:00", managers)
    await play.stage.quiet()
    done = next(each for each in reversed(managers.messages) if each.sender is not None)
    await handled_again(play, done)
    assert SAID in play.shown(managers).text


async def test_an_old_tap_is_told_and_not_acted_on(play: Play) -> None:
    """A Confirm that lay in its row for sixteen minutes buys nothing; pressed again it does."""
    sam, shop, app = play.town.sam, play.town.codegames, play.stage.app
    card = await play.say(sam, "/buy gta v 1", play.desk)
    await app.poller.stop()
    tap = play.press(sam, "Confirm", play.desk, card)
    assert tap.update is not None
    await app.house.inbox.take({tap.update.id: tap.update.json()})
    play.clock.forward_to(play.clock() + timedelta(minutes=16))
    await play.restart()
    assert shop.charges == 0
    assert "pressed this while I was away" in play.shown(play.desk).text
    await play.tap(sam, "Confirm", play.desk, card)
    assert shop.charges == 1


@begins(bought)
async def test_a_reversal_is_not_told_a_second_time(play: Play) -> None:
    """The tap that began it says nothing when it comes again: the card keeps what Hype said, and no message
    denies it.
    """
    card = play.begun(bought)
    await play.tap(play.town.max, "Reverse", play.desk, card)
    tap = await play.tap(play.town.max, "Confirm", play.desk, card)
    await play.stage.quiet()
    told, last = card.text, play.shown(play.desk)
    assert "Hype says" in told
    await handled_again(play, tap)
    await play.stage.quiet()
    assert card.text == told
    assert play.shown(play.desk) is last
