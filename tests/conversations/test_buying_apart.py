"""What is bought is bought apart from the conversation: neither waits for the other."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Person
from services.actor import Actor
from tests.conversations.play import Play

NAME, RAZER = "Razer Gold 100 BRL", 2303


async def answered(play: Play, person: Person, words: str, shown: str) -> None:
    """Say something, and wait for nothing but the answer to it."""
    before = len(play.desk.messages)
    person.says(words, play.desk)

    def comes() -> bool:
        new = play.desk.messages[before:]
        return any(each.sender is None and shown in each.text for each in new)

    await play.desk.until(comes)


@pytest.mark.steps("tap order.confirm", "tap order.refresh", "/orders", "/stock")
async def test_who_buys_many_is_answered_meanwhile(play: Play) -> None:
    """While sixty keys are under way their buyer gets /orders and /stock, and so do others."""
    town, desk, hype = play.town, play.desk, play.town.hype
    olga = Actor(town.olga.id, desk.id, town.olga.name)
    await play.stage.app.house.services.catalog.add(olga, NAME, "hype", str(RAZER), "BRL")
    hype.set_stock(RAZER, -1)
    card = await play.say(town.sam, "/buy razer 60", desk)
    gates = [hype.gate("pre_redeem", "before") for _ in range(25)]
    tap = play.press(town.sam, "Confirm", desk, card)
    for gate in gates:
        await gate.reached()
    assert (await tap.answered()).text == "Buying…"
    play.done |= {"/orders", "/stock"}
    await answered(play, town.sam, "/orders", "Orders: open (1)")
    await answered(play, town.sam, "/stock gta v", "in stock")
    await answered(play, town.max, "/orders open", "Orders: open (1)")
    assert hype.pins == []
    assert card.text == f"⏳ Buying 60 keys of {NAME}…"
    asked = len(hype.calls)
    play.press(town.max, "Refresh", desk, card)
    await desk.until(lambda: "Being bought: Hype has not answered yet." in card.text)
    assert card.labels() == ["Refresh"]
    assert len(hype.calls) == asked
    for gate in gates:
        gate.release()
    await play.stage.quiet()
    assert "✅ Bought. 60 keys" in card.text


async def test_a_purchase_does_not_wait_for_its_card(play: Play) -> None:
    """Telegram takes no edit: it is bought all the same, once, and its card tells the end later."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    card = await play.say(sam, "/buy gta v 1", desk)
    world.faults.add("editMessageText", Fault.status(502), times=None)
    play.press(sam, "Confirm", desk, card)
    await world.until(lambda: play.town.codegames.charges == 1)
    await play.stage.app.house.worker.idle()
    assert "Buy one key of GTA V?" in card.text
    world.faults.clear()
    await play.stage.quiet()
    await play.later(timedelta(minutes=1))
    assert "✅ Bought." in card.text
    assert play.town.codegames.charges == 1


async def test_the_end_is_told_by_the_next_process(play: Play) -> None:
    """Bought, and no edit got through before the stop: the card is put right after the start."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    card = await play.say(sam, "/buy gta v 1", desk)
    world.faults.add("editMessageText", Fault.status(502), times=None)
    play.press(sam, "Confirm", desk, card)
    await world.until(lambda: play.town.codegames.charges == 1)
    await play.stage.app.stop()
    world.faults.clear()
    await play.restart()
    await play.later(timedelta(minutes=1))
    assert "✅ Bought." in card.text
    assert not any("⏳" in each.text for each in desk.messages)
    assert play.town.codegames.charges == 1
