"""All roles of a person are taken away from the shell while the desk runs."""

from datetime import timedelta

from services.access.revoking import revoke_all
from services.actor import Actor
from tests.conversations.deeds_play import written_777
from tests.conversations.own_keys_play import SENT, in_stock, put_in
from tests.conversations.play import Play
from tests.conversations.reversal_play import bought
from tests.conversations.scenes import begins
from tests.conversations.test_approvals import asked, limited

OVER = "You were asked this before a role of yours ended, and it ended with it."


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


async def test_what_waited_for_their_confirm_is_over_though_a_role_comes_back(play: Play) -> None:
    """Of whatever kind: a purchase, a change of the catalog, a batch of keys, which others may add now."""
    town, desk, app = play.town, play.desk, play.stage.app
    owner = Actor(town.olga.id, desk.id, "Olga Owner")
    await play.say(town.max, "/keys add GTA V")
    keys = await play.say(town.max, SENT)
    purchase = await play.say(town.max, "/buy pubg 1", desk)
    offer = await play.say(town.max, "/catalog elden", desk)
    await play.tap(town.max, "Remove 1", desk, offer)
    old = [(keys, town.max.private), (purchase, desk), (offer, desk)]
    taken = await revoke_all(app.house.db, play.clock, app.house.services.audit, town.max.id)
    assert (taken.waiting, await in_stock(play)) == (1, [])
    await app.follow_rights()
    await app.house.services.access.grant(owner, town.max.id, "manager", everywhere=True)
    for card, chat in old:
        pressed = await play.tap(town.max, "Confirm", chat, card)
        assert (await pressed.answered()).text.startswith(OVER)
    assert (town.codegames.charges, await in_stock(play)) == (0, [])
    await put_in(play, person=town.olga)
    assert len(await in_stock(play)) == 2
    anew = await play.say(town.max, "/buy pubg 1", desk)
    await app.house.services.access.revoke(owner, town.max.id, "manager", everywhere=True)
    await app.house.services.access.grant(owner, town.max.id, "manager", everywhere=True)
    pressed = await play.tap(town.max, "Confirm", desk, anew)
    assert (await pressed.answered()).text.startswith(OVER)
    anew = await play.say(town.max, "/buy pubg 1", desk)
    await play.tap(town.max, "Confirm", desk, anew)
    assert len(await in_stock(play)) == 2
    assert "Bought" in anew.text


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


async def test_what_they_asked_approval_for_is_called_off(play: Play) -> None:
    """As all roles go, or at an Approve that comes before, or when its time is over: the card says which."""
    town, desk, app, managers = play.town, play.desk, play.stage.app, play.town.managers
    owner = Actor(town.olga.id, desk.id, "Olga Owner")
    await limited(play, "1000 KZT a day")
    await asked(play)
    wanted = play.shown(managers)
    await app.house.services.access.revoke(owner, town.sam.id, "support")
    pressed = await play.tap(town.max, "Approve", managers, wanted)
    assert "taken care of already: called off" in (await pressed.answered()).text
    no_right = (
        "Called off. Nothing was bought.\nWho confirmed it has no right to buy here any more."
    )
    assert no_right in wanted.text
    assert wanted.labels() == []
    assert "who asked for it has no right to buy here any more" in play.shown(desk).text
    await app.house.services.access.grant(owner, town.sam.id, "support")
    await asked(play)
    wanted = play.shown(managers)
    await revoke_all(app.house.db, play.clock, app.house.services.audit, town.sam.id)
    await app.follow_rights()
    await play.stage.quiet()
    assert (no_right in wanted.text, wanted.labels()) == (True, [])
    await app.house.services.access.grant(owner, town.sam.id, "support")
    await asked(play)
    wanted = play.shown(managers)
    play.clock.jump(timedelta(days=2))
    await play.tap(town.max, "Approve", managers, wanted)
    assert "Called off. Nothing was bought.\nNobody approved it in time." in wanted.text
    assert (wanted.labels(), town.codegames.charges) == ([], 0)
