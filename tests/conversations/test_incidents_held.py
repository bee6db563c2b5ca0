"""What quiet hours held of incidents is told when they are over, as it stands then."""

from datetime import timedelta

import pytest

from sandbox.telegram import Message
from services.incidents import Signal
from tests.conversations.play import Play
from tests.conversations.test_incidents import over


@pytest.mark.steps("notice incidents-held")
async def test_what_quiet_hours_held_is_one_summary(play: Play) -> None:
    """Several are a line each, with a card or a button for what lasts; one alone comes as it is."""
    town, desk, house = play.town, play.desk, play.stage.app.house

    async def night(*names: str, ended: tuple[str, ...] = ()) -> list[Message]:
        until, before = play.clock() + timedelta(hours=8), len(desk.messages)
        async with house.db.write() as tx:
            for name in names:
                signal = Signal("omen", name, "warning", {})
                await house.incidents.signal(tx, desk.id, None, signal, held_until=until)
        await over(play, *ended)
        assert len(desk.messages) == before, "quiet hours"
        play.clock.forward_to(until + timedelta(minutes=1))
        house.services.outbox.kick()
        await play.stage.quiet()
        return desk.messages[before:]

    summary, *cards = await night("a", "b", "c", ended=("a",))
    header, _, first, second, gone, _, follow = summary.text.splitlines()
    assert header == "🌙 In your quiet hours: 3 incidents"
    assert [line[:4].split()[-1] for line in (first, second, gone)] == ["2", "3", "1"]
    assert gone.endswith(", came and went")
    assert follow == "The cards of what is still open are below."
    assert [card.labels()[0] for card in cards] == ["Acknowledge"] * 2
    sent = [call.params for call in town.world.calls if call.method == "sendMessage"][-3:]
    assert [bool(each.get("disable_notification")) for each in sent] == [False, True, True]
    await play.tap(town.sam, "Acknowledge", desk, cards[0])
    assert f"👀 {town.sam.name} has it in hand" in cards[0].text

    (summary,) = await night(*"defg")
    assert summary.labels() == ["№ 4", "№ 5", "№ 6", "№ 7"]
    await play.tap(town.sam, "№ 6", desk, summary)
    assert play.shown(desk).labels()[0] == "Acknowledge"
    (alone,) = await night("h")
    assert alone.labels()[0] == "Acknowledge"
    (gone_alone,) = await night("i", ended=("i",))
    assert (gone_alone.labels(), "one incident" in gone_alone.text) == ([], True)


@pytest.mark.parametrize("others", [0, 1])
async def test_what_somebody_took_in_hand_in_quiet_hours_is_no_news_after_them(
    play: Play, others: int
) -> None:
    """They looked at it by /incidents: its card stands there. What else was held is told as ever."""
    town, desk, house = play.town, play.desk, play.stage.app.house
    until = play.clock() + timedelta(hours=8)
    async with house.db.write() as tx:
        for number in range(others + 1):
            signal = Signal("omen", str(number), "warning", {})
            await house.incidents.signal(tx, desk.id, None, signal, held_until=until)
    listed = await play.say(town.sam, "/incidents", desk)
    await play.tap(town.sam, [label for label in listed.labels() if "№" in label][-1], desk, listed)
    await play.tap(town.sam, "Acknowledge", desk)
    before = len(desk.messages)
    play.clock.forward_to(until + timedelta(minutes=1))
    house.services.outbox.kick()
    await play.stage.quiet()
    assert [each.labels()[0] for each in desk.messages[before:]] == ["Acknowledge"] * others
