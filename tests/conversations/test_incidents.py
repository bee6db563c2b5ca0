"""Incidents in chats: one card each, who has it in hand, quiet, over, and each undone."""

from datetime import timedelta

import pytest

from sandbox.telegram import Chat, Message
from services.actor import Actor
from services.incidents import Signal
from storage.escalations import EscalationRow
from storage.incidents import IncidentRow
from tests.conversations.play import Play

DOWN = Signal("omen", "mill", "urgent", {}, group="mill")


async def raised(play: Play, *signals: Signal, chat: Chat | None = None) -> Message:
    """Something is so; gives the newest message of the chat."""
    house, where = play.stage.app.house, chat or play.desk
    async with house.db.write() as tx:
        await house.incidents.signal_all(tx, where.id, None, signals)
    house.services.outbox.kick()
    await play.stage.quiet()
    return play.shown(where)


async def over(play: Play, *keys: str, chat: Chat | None = None) -> None:
    """It is over by itself."""
    house = play.stage.app.house
    async with house.db.write() as tx:
        await house.incidents.clear_all(tx, (chat or play.desk).id, keys)
    house.services.outbox.kick()
    await play.stage.quiet()


async def rounds(play: Play, minutes: float) -> None:
    """So much time passes, and the desk looks what is due."""
    play.clock.forward_to(play.clock() + timedelta(minutes=minutes))
    await play.stage.app.house.incident_rounds.run()
    await play.stage.quiet()


@pytest.mark.steps(
    "notice incident-card",
    "notice incident-over",
    "tap incident.show",
    "tap incident.acknowledge",
    "tap incident.unacknowledge",
    "tap incident.how-long",
    "tap incident.snooze",
    "tap incident.unsnooze",
    "tap incident.resolve",
    "tap incident.reopen",
)
async def test_an_incident_from_its_beginning_to_its_end(play: Play) -> None:
    """One card all the while, edited by every step; who acted stands on it, and its log."""
    town, desk = play.town, play.desk
    card = await raised(play, DOWN)
    assert "🚨" in card.text
    assert "Nobody has it in hand." in card.text
    assert card.labels() == ["Acknowledge", "Snooze", "Resolve"]

    await play.tap(town.sam, "Acknowledge", desk, card)
    assert f"👀 {town.sam.name} has it in hand" in card.text
    messages = len(desk.messages)
    said = await play.forge(town.max, "incident.acknowledge::1", card)
    assert said == f"{town.sam.name} has it in hand already.", "by the tap's own answer"
    await play.tap(town.sam, "Unacknowledge", desk, card)
    assert "Nobody has it in hand." in card.text
    await play.tap(town.sam, "Snooze", desk, card)
    assert card.labels() == ["1 hour", "4 hours", "Till tomorrow 09:00", "Back"]
    await play.tap(town.sam, "Back", desk, card)
    await play.tap(town.sam, "Snooze", desk, card)
    await play.tap(town.sam, "4 hours", desk, card)
    assert "💤 Quiet until" in card.text
    await play.tap(town.sam, "Unsnooze", desk, card)
    assert "💤" not in card.text.split("\n\n")[0]
    await play.tap(town.sam, "Resolve", desk, card)
    assert f"✅ Resolved by {town.sam.name}" in card.text
    assert card.labels() == ["Reopen"]
    await raised(play, DOWN)
    assert card.labels() == ["Reopen"], "what somebody ended is not told again while it goes on"
    await play.tap(town.sam, "Reopen", desk, card)
    assert card.labels() == ["Acknowledge", "Snooze", "Resolve"]
    assert len(desk.messages) == messages, "nothing but the one card"
    await over(play, "mill")
    assert "✅ Over by itself" in card.text
    assert card.labels() == []
    assert "It ended by itself" in play.shown(desk).text, "of an urgent one the end is told"


async def test_tomorrow_is_the_day_that_the_button_said(play: Play) -> None:
    """Pressed after midnight it is that morning; once that is over it is asked anew."""
    town, desk, house = play.town, play.desk, play.stage.app.house
    card = await raised(play, DOWN)
    evening = play.clock().replace(hour=23, minute=50, second=0, microsecond=0)

    async def pressed(minutes: int) -> IncidentRow:
        await play.tap(town.sam, "Snooze", desk, card)
        play.clock.forward_to(play.clock() + timedelta(minutes=minutes))
        await play.tap(town.sam, "Till tomorrow 09:00", desk, card)
        async with house.db.read() as tx:
            [row] = [await tx.incidents.get(1)]
        assert row is not None
        return row

    play.clock.forward_to(evening)
    row = await pressed(20)
    morning = (evening + timedelta(hours=12)).replace(hour=9, minute=0)
    assert row.snoozed_until == morning
    await play.tap(town.sam, "Unsnooze", desk, card)
    assert (await pressed(2 * 24 * 60)).snoozed_until is None
    assert card.labels() == ["1 hour", "4 hours", "Till tomorrow 09:00", "Back"]
    await play.tap(town.sam, "Till tomorrow 09:00", desk, card)
    assert "💤 Quiet until" in card.text


async def test_what_was_quiet_long_enough_comes_anew(play: Play) -> None:
    """The new message takes over, and the old one loses its buttons."""
    card = await raised(play, DOWN)
    await play.tap(play.town.sam, "Snooze", play.desk, card)
    await play.tap(play.town.sam, "1 hour", play.desk, card)
    await rounds(play, 59)
    assert play.shown(play.desk) is card
    await rounds(play, 2)
    anew = play.shown(play.desk)
    assert anew is not card
    assert (anew.labels()[0], card.labels()) == ("Acknowledge", [])
    await over(play, "mill")
    assert "✅" in anew.text


async def test_what_somebody_has_in_hand_who_loses_the_right_is_asked_anew(play: Play) -> None:
    """The new card says why and has its buttons; of more than a few one message is told."""
    town, desk, house = play.town, play.desk, play.stage.app.house
    cards = [await raised(play, Signal("omen", str(n), "warning", {})) for n in range(5)]
    await play.tap(town.sam, "Acknowledge", desk, cards[0])
    await play.say(town.olga, f"/revoke support {town.sam.id}", desk)
    await play.tap(town.olga, "Confirm", desk)
    await house.in_hand.run()
    await play.stage.quiet()
    anew = play.shown(desk)
    assert anew.labels() == ["Acknowledge", "Snooze", "Resolve"]
    assert f"{town.sam.name} may not handle incidents here any more" in anew.text
    assert "Nobody has it in hand." in anew.text
    assert cards[0].labels() == []

    await play.say(town.olga, f"/grant support {town.sam.id}", desk)
    await play.tap(town.olga, "Confirm", desk)
    for card in (anew, *cards[1:]):
        await play.tap(town.sam, "Acknowledge", desk, card)
    await play.say(town.olga, f"/revoke support {town.sam.id}", desk)
    await play.tap(town.olga, "Confirm", desk)
    await house.in_hand.run()
    await play.stage.quiet()
    [told] = [each for each in desk.messages if "in nobody’s hands again" in each.text]
    assert "5 incidents" in told.text
    assert told.labels() == ["🚨 Incidents"]


async def test_what_comes_and_goes_is_one_card_with_its_count(play: Play) -> None:
    """It is told once that it is back, and then after each pause; who has no right presses in vain."""
    omen = Signal("omen", "well", "warning", {})
    first = await raised(play, omen)
    messages = len(play.desk.messages)

    async def again(signal: Signal, minutes: float) -> Message:
        await over(play, signal.key)
        play.clock.forward_to(play.clock() + timedelta(minutes=minutes))
        return await raised(play, signal)

    card = await again(omen, 5)
    assert (first.labels(), card.labels()[0]) == ([], "Acknowledge")
    for _ in range(2):
        assert await again(omen, 5) is card
    assert "4 times" in card.text
    assert len(play.desk.messages) == messages + 1
    assert await again(omen, 15) is not card
    assert len(play.desk.messages) == messages + 2

    await raised(play, DOWN)
    messages = len(play.desk.messages)
    for _ in range(5):
        await again(DOWN, 1)
    assert len(play.desk.messages) == messages + 4, "two ends, and after each that it is back"
    assert "6 times" in play.shown(play.desk).text
    elsewhere = await raised(play, omen, chat=play.town.managers)
    await play.forge(play.town.olga, "incident.resolve::1", elsewhere)
    assert "I know no such incident here" in play.shown(play.town.managers).text


async def test_an_end_that_lasted_for_no_message_is_not_told(play: Play) -> None:
    """Over and back before anything was sent: the chat hears that it is back, and nothing that is not so."""
    card, house = await raised(play, DOWN), play.stage.app.house
    before = len(play.desk.messages)
    async with house.db.write() as tx:
        await house.incidents.clear_all(tx, play.desk.id, ["mill"])
    play.clock.forward_to(play.clock() + timedelta(minutes=1))
    anew = await raised(play, DOWN)
    assert anew is not card
    async with house.db.write() as tx:
        await house.incidents.clear_all(tx, play.desk.id, ["mill"])
    play.clock.forward_to(play.clock() + timedelta(minutes=1))
    async with house.db.write() as tx:
        await house.incidents.signal_all(tx, play.desk.id, None, [DOWN])
    await over(play, "mill")
    told = [each.text for each in play.desk.messages[before:] if "It ended by itself" in each.text]
    assert len(told) <= 1, "of two ends that were not told only the one that counts"


@pytest.mark.parametrize("minutes", [1, 20, 50])
async def test_what_was_told_as_over_is_told_as_back(play: Play, minutes: int) -> None:
    """Of something urgent the end is a message, and so is its return, whenever that is."""
    await raised(play, DOWN)
    await over(play, "mill")
    ended = play.shown(play.desk)
    assert ended.text.startswith("✅ Over: ")
    play.clock.forward_to(play.clock() + timedelta(minutes=minutes))
    back = await raised(play, DOWN)
    assert back is not ended
    assert "Nobody has it in hand." in back.text


async def test_what_joins_what_is_in_hand_is_a_new_card_that_says_whose_it_is(play: Play) -> None:
    """The old card gives way; a minute later the next only changes it."""
    town, desk = play.town, play.desk
    one, two, three = (Signal("omen", name, "warning", {}, group="mill") for name in "abc")
    card = await raised(play, one)
    await play.tap(town.sam, "Acknowledge", desk, card)
    play.clock.forward_to(play.clock() + timedelta(days=2))
    anew = await raised(play, two)
    assert (anew is card, card.labels()) == (False, [])
    assert f"{town.sam.name} has it in hand" in anew.text
    assert "new: " in anew.text
    assert await raised(play, three) is anew


async def test_who_cannot_be_told_is_named_once_and_it_goes_on_at_once(play: Play) -> None:
    """One on duty blocked the bot, and the other chat threw it out: no edit says that again."""
    town, desk, house = play.town, play.desk, play.stage.app.house
    await house.services.duty.add(Actor(town.olga.id, desk.id, "Olga"), town.sam.id, 127, 0, 1440)
    async with house.db.write() as tx:
        await tx.escalations.put(EscalationRow(desk.id, 10, town.managers.id, None, True, True))
    await play.blocks(town.sam)
    town.managers.remove_bot()
    await play.stage.quiet()

    async def looks(minutes: float) -> None:
        play.clock.forward_to(play.clock() + timedelta(minutes=minutes))
        await house.escalating.run()
        await play.due()

    def said(chat: Chat) -> int:
        return sum("cannot write to Sam" in each.text for each in chat.messages)

    card = await raised(play, DOWN)
    await looks(11)
    for _ in range(2):
        await looks(0.1)
    asked = [each for each in town.olga.private.messages if "Acknowledge" in each.labels()]
    assert len(asked) == 1, "after the other chat and whoever is on duty, without waiting for them"
    assert f"{town.managers.title} could not be told" in card.text
    assert f"{town.sam.name} could not be told" in card.text
    assert "was told" not in card.text
    for label in ("Acknowledge", "Unacknowledge", "Resolve", "Reopen"):
        await play.tap(town.max, label, desk, card)
        await looks(1)
    assert (said(desk), said(town.olga.private)) == (1, 0)
