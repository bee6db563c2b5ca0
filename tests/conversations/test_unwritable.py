"""The database takes no writes: what is answered is kept, nothing new begins, and people are told."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest

from bot.database_watch import DatabaseWatch
from sandbox.telegram import Chat, Message
from services.actor import Actor
from services.orders import OrderStatus
from storage.database import Database
from storage.errors import NotWritableError
from tests.conversations.play import Play
from tests.conversations.test_games_coupons import GIFT
from tests.databases import read_only

PATIENCE = 30.0


async def bot_writes(chat: Chat, *words: str) -> Message:
    """Wait until the bot has written, or made of a message, one with all these words."""

    def found() -> list[Message]:
        mine = [message for message in chat.messages if message.sender is None]
        return [each for each in mine if all(word in each.text for word in words)]

    await chat.until(found, timeout=PATIENCE)
    return found()[-1]


@pytest.fixture
def db(play: Play) -> Database:
    """The desk's database."""
    return play.stage.app.house.db


async def test_a_purchase_that_cannot_be_written_down_is_kept_and_written_later(
    play: Play, db: Database
) -> None:
    """The card says what is going on, its person can go on with other things, and it is bought once."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/buy gta v 1", desk)
    gate = shop.gate("pay", "after")
    play.press(sam, "Confirm", desk, card)
    await gate.reached()
    async with read_only(db):
        gate.release()
        told = await bot_writes(desk, "Bought, and I cannot write it down just now")
        assert told is card
        assert "takes no writes" in told.text
        assert "Nothing is lost" in told.text
        assert "Please do not buy it again" in told.text
        sam.says("/whoami", desk)
        await bot_writes(desk, "Your id")
    done = await bot_writes(desk, "✅ Bought.", "Bought by Sam Support")
    assert done is card
    await play.stage.quiet()
    assert shop.charges == 1
    order = await play.stage.app.house.services.orders.told(play.order_number(card))
    assert order.status is OrderStatus.KEYED
    assert order.purchases[0].reference == str(shop.orders[-1].order_id)


async def test_all_answers_of_a_larger_purchase_are_kept(play: Play, db: Database) -> None:
    """Of a bulk purchase at Hype every pin that was charged is in the order; the rest is bought after."""
    town, desk = play.town, play.desk
    actor = play.stage.app.house.services
    pins = town.hype.pins
    await sells_hype(play)
    card = await play.say(town.sam, "/buy hype pin 40", desk)
    before = len(pins)
    gate = town.hype.gate("pre_redeem", "after", when=lambda _: len(pins) >= before + 10)
    play.press(town.sam, "Confirm", desk, card)
    await gate.reached()
    async with read_only(db):
        gate.release()
        await bot_writes(desk, "Bought, and I cannot write it down just now")
        booked = len(pins)
        sent = [call for call in town.hype.calls if call.endpoint == "pre_redeem"]
        await asyncio.sleep(1)
        assert len(sent) == len([c for c in town.hype.calls if c.endpoint == "pre_redeem"])
        assert len(pins) == booked
    await bot_writes(desk, "Order K-")
    await play.stage.app.poller.idle()
    for _ in range(5):
        await play.later(timedelta(minutes=1))
    order = await actor.orders.told(play.order_number(card))
    new = {pin.reference for pin in pins[before:]}
    accepted = {row.txn_id for row in order.purchases if row.status.value == "accepted"}
    assert accepted == new
    assert len(new) == order.bought == 40
    assert order.status is OrderStatus.KEYED


async def sells_hype(play: Play) -> None:
    """Put one product that Hype sells into the catalog, under a name of its own."""
    town = play.town
    here = Actor(town.olga.id, play.desk.id, town.olga.name)
    entry = next(each for each in town.catalog if each.provider == "hype")
    await play.stage.app.house.services.catalog.add(
        here, "Hype pin", "hype", entry.external_id, entry.currency
    )


async def test_what_cannot_be_written_down_is_not_bought(play: Play, db: Database) -> None:
    """Confirm says why in plain words and without a reference; afterwards the same card buys."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/buy gta v 1", desk)
    async with read_only(db):
        play.press(sam, "Confirm", desk, card)
        said = await bot_writes(desk, "I cannot write anything down just now")
        assert "the desk's database takes no writes" in said.text
        assert "nothing was bought, charged" in said.text
        assert "E-" not in said.text
        assert shop.charges == 0
    await play.stage.quiet()
    await play.tap(sam, "Confirm", desk, card)
    assert shop.charges == 1
    assert "✅ Bought." in card.text


async def test_a_deed_whose_end_cannot_be_written_down_is_kept_and_written_later(
    play: Play, db: Database
) -> None:
    """The coupon is used up, its card says what is going on, its person goes on, and it ends by itself."""
    sam, desk, games = play.town.sam, play.desk, play.town.gamebase
    card = await play.say(sam, f"/coupon puzzle PZ1001 {GIFT}", desk)
    gate = games.gate("coupon", "after")
    play.press(sam, "Confirm", desk, card)
    await gate.reached()
    async with read_only(db):
        gate.release()
        told = await bot_writes(
            desk, "The provider has answered, and I cannot write it down just now"
        )
        assert told is card
        assert "Please do not do it again" in told.text
        sam.says("/whoami", desk)
        await bot_writes(desk, "Your id")
    assert await bot_writes(desk, "🎟") is card
    await play.stage.quiet()
    assert len(games.coupons.uses) == 1


async def test_who_only_reads_is_served(play: Play, db: Database) -> None:
    """Also a person whom the bot has to write down first, and who is told when it is to write."""
    town, desk = play.town, play.desk
    await play.later(timedelta(days=2))  # everybody's presence is due to be written again
    async with read_only(db):
        town.olga.says("/stock gta v", desk)
        await bot_writes(desk, "GTA V")
        town.max.says("/orders", desk)
        await bot_writes(desk, "Orders")
        town.max.says("/language", town.max.private)
        await bot_writes(town.max.private, "anguage")
        town.olga.says("/buy gta v 2", desk)
        await bot_writes(desk, "I cannot write anything down just now")
    await play.stage.quiet()


async def test_a_block_that_cannot_be_written_down_is_written_later(
    play: Play, db: Database
) -> None:
    """What happens to a chat is told once by Telegram: it is handled again until it is in the rows."""
    cara = play.town.cara
    async with read_only(db):
        play.done.add("event my_chat_member")
        cara.blocks_bot()
        await asyncio.sleep(0.5)
    async with asyncio.timeout(PATIENCE):
        await play.stage.app.poller.idle()
    assert not await play.stage.app.house.services.people.can_write_to(cara.id)


async def test_the_owners_hear_of_it_once_and_when_it_is_over(play: Play, db: Database) -> None:
    """After five seconds of trouble one message, after thirty without one more, however often looked."""
    olga = play.town.olga.private
    now = 1000.0
    app = play.stage.app
    watch = DatabaseWatch(db, app.bot, app.frame, [play.town.olga.id], lambda: now)

    def told(words: str) -> int:
        mine = [message for message in olga.messages if message.sender is None]
        return sum(words in message.text for message in mine)

    async with read_only(db):
        with pytest.raises(NotWritableError):
            async with db.write() as tx:
                await tx.heartbeat.beat(heavy=False)
        for _ in range(20):
            await watch.look()
            now += 1
        assert told("I have not been able to write anything down since") == 1
        assert told("please do not stop me before") == 1
    for _ in range(40):
        await watch.look()
        now += 1
    assert told("I can write again") == 1
    assert told("I have not been able to write anything down since") == 1


async def test_readyz_says_that_it_cannot_write(play: Play, db: Database) -> None:
    """503 and database: false while no write is taken, 200 afterwards."""
    address = play.stage.app.web.address
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{address}/readyz") as answer:
            assert (answer.status, await answer.json())[0] == 200
        async with read_only(db):
            with pytest.raises(NotWritableError):
                async with db.write() as tx:
                    await tx.heartbeat.beat(heavy=False)
            async with http.get(f"{address}/readyz") as answer:
                assert answer.status == 503
                assert (await answer.json())["database"] is False
        async with http.get(f"{address}/readyz") as answer:
            assert answer.status == 200
