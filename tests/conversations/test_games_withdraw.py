"""/withdraw: asked first, done once, and told truthfully where the answer is lost."""

import json

import pytest
from sqlalchemy import select

from sandbox.faults import Fault
from storage.tables.audit import audit
from tests.conversations.play import Play


async def written(play: Play, deed: str) -> list[str]:
    """What the audit has on a deed, in order."""
    async with play.stage.app.house.db.read() as tx:
        rows = (await tx.connection.execute(select(audit.c.action).order_by(audit.c.id))).scalars()
        return [action.removeprefix(f"{deed}.") for action in rows if action.startswith(deed)]


@pytest.mark.steps("/withdraw", "tap withdraw.do")
async def test_withdrawing_states_its_effect_asks_and_does_it_once(play: Play) -> None:
    """Nothing is done before Confirm; the intent is written before the call, the end after it."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    assert "⚠️ Withdraw PZ1001 from puzzle?" in card.text
    assert "deleted at once and for good" in card.text
    assert "Now: 🟢 Normal" in card.text
    assert card.labels() == ["Confirm", "Cancel"]
    assert town.gamebase.withdrawals.all == []
    await play.tap(town.olga, "Confirm", desk)
    assert card.text == "⚫ PZ1001 of puzzle is withdrawn."
    assert card.labels() == []
    [done] = town.gamebase.withdrawals.all
    assert (done.user_id, done.reg_user) == ("PZ1001", f"keydesk-{town.olga.id}")
    assert await written(play, "player.withdraw") == ["intended", "done"]
    again = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    assert "Now: ⚫ Withdrawn" in again.text
    await play.tap(town.olga, "Confirm", desk)
    assert again.text == "PZ1001 of puzzle is withdrawn already. Nothing was done."
    assert len(town.gamebase.withdrawals.all) == 1


@pytest.mark.steps("/withdraw")
async def test_nobody_is_withdrawn_who_is_not_there(play: Play) -> None:
    """It is said before anything is asked."""
    card = await play.say(play.town.olga, "/withdraw racing PZ1001", play.desk)
    assert card.text.startswith("racing has no player PZ1001.")


@pytest.mark.parametrize(
    ("fault", "said", "withdrawn"),
    [
        (Fault.lost_after(), "Looking showed that it is done.", 1),
        (Fault.lost_before(), "is still there. Look again in a minute", 0),
        (Fault.refusal(-5000201), "is still there. Look again in a minute", 0),
        (Fault.refusal(-4010004), "does not accept our credentials", 0),
    ],
)
@pytest.mark.steps("tap withdraw.do")
async def test_a_lost_answer_is_looked_into(
    play: Play, fault: Fault, said: str, withdrawn: int
) -> None:
    """The call is made once; what the card says is what has happened."""
    town, desk = play.town, play.desk
    town.gamebase.faults.add("withdraw", fault)
    card = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    await play.tap(town.olga, "Confirm", desk)
    assert said.lower() in card.text.lower()
    assert len(town.gamebase.withdrawals.all) == withdrawn
    assert sum(call.endpoint == "withdraw" for call in town.gamebase.calls) == 1


@pytest.mark.steps("tap withdraw.do")
async def test_what_cannot_be_looked_into_is_said_to_be_unknown(play: Play) -> None:
    """And a later try finds the deed of the earlier one."""
    town, desk = play.town, play.desk
    faults = town.gamebase.faults
    card = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    faults.add("withdraw", Fault.lost_after())
    faults.add("member", Fault.delay(0))  # the look before it
    faults.add("member", Fault.refusal(-5000001), times=None)
    await play.tap(town.olga, "Confirm", desk)
    assert card.text.startswith("❓ There was no clear answer")
    assert "could not be looked up" in card.text
    faults.clear()
    again = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    await play.tap(town.olga, "Confirm", desk)
    assert again.text.startswith("⚫ PZ1001 of puzzle is withdrawn: by our try of today")
    assert len(town.gamebase.withdrawals.all) == 1


async def test_the_audit_names_who_and_whom_and_nothing_secret(play: Play) -> None:
    """Each row is of the person who pressed Confirm."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/withdraw puzzle PZ1002", desk)
    await play.tap(town.olga, "Confirm", desk)
    async with play.stage.app.house.db.read() as tx:
        rows = (await tx.connection.execute(select(audit))).all()
    ours = [row for row in rows if row.action.startswith("player.withdraw")]
    assert {row.actor_id for row in ours} == {town.olga.id}
    assert {row.subject for row in ours} == {"puzzle/PZ1002"}
    assert all(town.apps["puzzle"].secret_key not in json.dumps(row.facts) for row in ours)
