"""All roles of a person are taken away from the shell while the desk runs."""

from datetime import timedelta

from services.access.revoking import revoke_all
from tests.conversations.deeds_play import written_777
from tests.conversations.play import Play
from tests.conversations.reversal_play import bought
from tests.conversations.scenes import begins


async def test_what_was_open_dies_with_the_roles(play: Play) -> None:
    """Menus, a question and a question for Confirm of theirs lead nowhere; others' go on; /audit has it."""
    town, desk, app = play.town, play.desk, play.stage.app
    question = await play.say(town.sam, "/buy gta v 1", desk)
    await play.say(town.sam, "/buy gta v", desk)
    await play.tap(town.sam, "Other…", desk)
    asked = play.shown(desk)
    assert await play.question(town.sam, desk) is not None
    taken = await revoke_all(app.house.db, play.clock, app.house.services.audit, town.sam.id)
    assert [each.role for each in taken.grants] == ["support"]
    await app.follow_rights()
    await play.tap(town.sam, "Confirm", desk, question)
    assert town.codegames.orders == []
    assert await play.question(town.sam, desk) is None
    assert app.frame.dialogs.open_to(desk.id, town.sam.id) is None
    await play.restart()
    over = await play.say(town.sam, "3", desk, asked)
    assert over.text.startswith("I am not asking this any more")
    said = await play.say(town.sam, "/stock gta", desk)
    assert "see stock and prices" in said.text
    row = "Keydesk: all roles of Sam Support were taken away from the shell (1)"
    card = await play.say(town.olga, "/audit team")
    assert f"{row} · Support desk" in card.text
    card = await play.say(town.max, "/audit @sam team", desk)
    assert row in card.text
    assert "Olga Owner: made Sam Support support" in card.text


async def test_what_they_confirmed_and_nobody_has_begun_is_given_up(play: Play) -> None:
    """It stands in line behind what is under way there, which ends; its card says that nothing was done."""
    town, desk, app = play.town, play.desk, play.stage.app
    cards = [
        await play.say(town.sam, f"/coupon puzzle PZ1001 NOPE-{n:04d}-AAAA", desk)
        for n in range(10)
    ]
    waits = await play.say(town.sam, "/coupon puzzle PZ1001 NOPE-0010-AAAA", desk)
    others = await play.say(town.max, "/score puzzle 1 PZ1001 777", desk)
    gates = [town.gamebase.gate("coupon", "before") for _ in cards]
    for card in cards:
        play.press(town.sam, "Confirm", desk, card)
    for gate in gates:
        await gate.reached()
    play.press(town.max, "Confirm", desk, others)
    play.press(town.sam, "Confirm", desk, waits)
    await desk.until(lambda: others.text == waits.text == "⏳ Under way …")
    await revoke_all(app.house.db, play.clock, app.house.services.audit, town.sam.id)
    for gate in gates:
        gate.release()
    await play.stage.quiet()
    assert "I did not begin this: nothing was done." in waits.text
    assert "Sam Support does not have the right to “redeem coupons” here any more." in waits.text
    assert not [card.text for card in cards if not card.text.startswith("This coupon is not valid")]
    assert len([call for call in town.gamebase.calls if call.endpoint == "coupon"]) == len(cards)
    assert written_777(play) == 1


async def test_an_order_they_confirmed_is_not_bought(play: Play) -> None:
    """Its price is being read at that moment: nothing is sent; the card says why, and who can change it."""
    town, desk, app = play.town, play.desk, play.stage.app
    card = await play.say(town.sam, "/buy gta v 1", desk)
    gate = town.codegames.gate("check", "after")
    play.press(town.sam, "Confirm", desk, card)
    await gate.reached()
    await revoke_all(app.house.db, play.clock, app.house.services.audit, town.sam.id)
    await app.follow_rights()
    gate.release()
    await play.stage.quiet()
    await play.later(timedelta(seconds=10))
    assert "Who confirmed it has no right to buy here any more." in card.text
    assert "Nothing was charged." in card.text
    assert town.codegames.charges == 0


@begins(bought)
async def test_what_they_asked_to_be_taken_back_and_nobody_has_begun_stands(play: Play) -> None:
    """It was confirmed right before a stop; its key can be handed out again, and the card says why."""
    town, desk, app = play.town, play.desk, play.stage.app
    card = play.begun(bought)
    await app.house.worker.stop(0)
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    await revoke_all(app.house.db, play.clock, app.house.services.audit, town.max.id)
    await play.restart()
    await play.stage.quiet()
    assert (
        "Nothing was taken back: who asked for it has no right to that here any more." in card.text
    )
    assert town.hype.reversals == []
    assert "Claim link" in card.labels()
