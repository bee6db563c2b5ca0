"""An alert gets other times, another zone, other quiet hours: by buttons, replies and typed words."""

from datetime import datetime, time, timedelta

import pytest

from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought


@pytest.mark.steps("tap alert.time", "tap alert.other-time", "answer alert.time", "tap alert.save")
async def test_the_time_is_typed_and_may_be_mended(play: Play) -> None:
    """Other… asks; what cannot be read is quoted, and the question stays open; Confirm saves it, once."""
    town, chat = play.town, play.town.managers
    await play.say(town.max, "/alerts show 2", chat)
    await play.tap(town.max, "Change time", chat)
    await play.tap(town.max, "Other…", chat)
    asked = play.shown(chat)
    assert "It goes by the clock of UTC." in asked.text
    wrong = await play.say(town.max, "noonish", chat, asked)
    assert wrong.text.startswith("I cannot read “noonish” as a time.")
    card = await play.say(town.max, "30 18 13 * fri", chat, asked)
    assert card.text.startswith(
        "Sales digest: at 18:30, on day 13 of the month, and besides on Friday."
    )
    listed = await play.say(town.max, "/alerts", chat)
    assert "18 13" not in listed.text
    await play.tap(town.max, "Confirm", chat, card)
    assert "When: 30 18 13 * fri\nThat is: at 18:30, on day 13" in card.text


@pytest.mark.steps(
    "tap alert.option",
    "tap alert.other-option",
    "answer alert.option",
    "tap alert.late",
    "tap alert.other-late",
    "answer alert.late",
)
async def test_what_a_kind_has_can_be_set_and_how_late_a_missed_run_comes(play: Play) -> None:
    """By a button, or by a number that is typed; what is none is refused with the bounds."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/alerts show 1", chat)
    await play.tap(town.max, "30 min ahead", chat)
    await play.tap(town.max, "Not ahead", chat)
    assert "Not ahead" in card.labels()
    await play.tap(town.max, "Not ahead", chat)
    await play.tap(town.max, "Other…", chat)
    asked = play.shown(chat)
    wrong = await play.say(town.max, "two hours", chat, asked)
    assert "Write a whole number from 0 to 1440, such as 30." in wrong.text
    card = await play.say(town.max, "90", chat, asked)
    assert "1 h 30 min ahead" in card.labels()
    await play.tap(town.max, "If missed: 2 min", chat, card)
    await play.tap(town.max, "1 h", chat, card)
    await play.tap(town.max, "If missed: 1 h", chat, card)
    await play.tap(town.max, "Other…", chat, card)
    asked = play.shown(chat)
    wrong = await play.say(town.max, "9999", chat, asked)
    assert "Write a whole number from 1 to 1440, such as 60." in wrong.text
    card = await play.say(town.max, "45", chat, asked)
    assert "If missed: 45 min" in card.labels()


@pytest.mark.steps("tap alert.zone", "tap alert.other-zone", "answer alert.zone")
async def test_the_zone_is_chosen_or_typed(play: Play) -> None:
    """A button, or any other by its name."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/alerts show 2", chat)
    await play.tap(town.max, "Time zone", chat)
    assert "It goes by UTC now." in card.text
    await play.tap(town.max, "Asia/Tokyo", chat)
    assert "Time zone: Asia/Tokyo" in card.text
    await play.tap(town.max, "Time zone", chat)
    await play.tap(town.max, "Another", chat)
    asked = play.shown(chat)
    wrong = await play.say(town.max, "Mars/One", chat, asked)
    assert wrong.text.startswith("There is no time zone “Mars/One”.")
    card = await play.say(town.max, "Australia/Perth", chat, asked)
    assert "Time zone: Australia/Perth" in card.text


@pytest.mark.steps("tap alert.quiet", "tap alert.other-quiet", "answer alert.quiet")
async def test_quiet_hours_are_chosen_typed_and_taken_away(play: Play) -> None:
    """A button, any other span by words, or none again."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/alerts show 2", chat)
    await play.tap(town.max, "Quiet hours", chat)
    await play.tap(town.max, "22:00-07:00", chat)
    assert "Quiet hours: 22:00-07:00" in card.text
    await play.tap(town.max, "Quiet hours", chat)
    await play.tap(town.max, "Other…", chat)
    asked = play.shown(chat)
    wrong = await play.say(town.max, "at night", chat, asked)
    assert wrong.text.startswith("I cannot read “at night” as quiet hours.")
    card = await play.say(town.max, "21:15 – 6:00", chat, asked)
    assert "Quiet hours: 21:15-06:00" in card.text
    await play.tap(town.max, "Quiet hours", chat, card)
    await play.tap(town.max, "None", chat, card)
    assert "Quiet hours: none" in card.text


@pytest.mark.steps("/alerts")
async def test_changes_can_be_typed_in_one_line(play: Play) -> None:
    """/alerts time, zone and quiet with a number and what it shall be; without it they ask.

    Times are shown with the next three before they are saved.
    """
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/alerts time 2 08:00", chat)
    assert card.text.startswith("Sales digest: at 08:00, every day.")
    assert card.text.count("• ") == 3
    await play.tap(town.max, "Confirm", chat)
    assert "every day at 08:00" in card.text
    card = await play.say(town.max, "/alerts zone 2 Asia/Almaty", chat)
    assert "Asia/Almaty" in card.text
    card = await play.say(town.max, "/alerts quiet 2 23:00-08:00", chat)
    assert "23:00-08:00" in card.text
    card = await play.say(town.max, "/alerts quiet 2 off", chat)
    assert "Quiet hours: none" in card.text
    for verb, words in (
        ("time", "When should"),
        ("zone", "Which time zone"),
        ("quiet", "keep quiet?"),
    ):
        assert words in (await play.say(town.max, f"/alerts {verb} 2", chat)).text


async def test_what_happens_in_quiet_hours_is_told_after_them(play: Play) -> None:
    """The notice waits for the morning, and comes once, also where the alert rests by then: it says so."""
    town, chat = play.town, play.town.managers
    midnight = datetime.combine(
        play.clock().date() + timedelta(days=1), time(23, 0), play.clock().tzinfo
    )
    await play.later(midnight)
    await play.say(town.max, "/alerts quiet 1 22:00-07:00", chat)
    town.gamebase.begin_maintenance(
        town.apps["puzzle"].app_id, message="Night work", end=midnight + timedelta(hours=20)
    )
    await play.later(timedelta(minutes=5))
    assert "Night work" not in "".join(message.text for message in chat.messages)
    for words in ("quiet 1 off", "quiet 1 22:00-07:00", "pause 1"):
        card = await play.say(town.max, f"/alerts {words}", chat)
        said = "What was held here until" in card.text and "is told then all the same." in card.text
        assert said is (words != "quiet 1 22:00-07:00")
    await play.later(timedelta(hours=8, minutes=1))
    await play.later(timedelta(minutes=1))
    assert sum("Night work" in message.text for message in chat.messages) == 1


@pytest.mark.steps("notice quiet-summary")
async def test_what_quiet_hours_held_back_is_one_message(play: Play) -> None:
    """What came and went at night is a line each in one; what lasts has its card below."""
    town, chat = play.town, play.town.managers
    night = datetime.combine(
        play.clock().date() + timedelta(days=1), time(23, 0), play.clock().tzinfo
    )
    await play.later(night)
    await play.say(town.max, "/alerts quiet 1 22:00-07:00", chat)
    puzzle, other = list(town.apps.values())[:2]
    for app, message in ((puzzle, "Short work"), (other, "Long work")):
        town.gamebase.begin_maintenance(
            app.app_id, message=message, end=night + timedelta(hours=20)
        )
        await play.later(timedelta(minutes=2))
    town.gamebase.end_maintenance(puzzle.app_id)
    await play.later(timedelta(minutes=2))
    before = len(chat.messages)
    await play.later(night + timedelta(hours=8, minutes=1))
    summary, *rest = [message.text for message in chat.messages[before:]]
    assert summary.startswith("🌙 Quiet hours are over. Meanwhile:\n23:0")
    assert summary.endswith(
        " – 23:06 · 🟢 puzzle was under maintenance, and is open again."
        "\n\nWhat is still open, and reports, follow."
    )
    assert sum("Long work" in text for text in rest) == 1
    assert "open again" not in "".join(rest)


@pytest.mark.parametrize("kind", ["digest", "maintenance"])
async def test_what_was_held_in_quiet_hours_is_not_told_to_who_lost_the_right_meanwhile(
    play: Play, kind: str
) -> None:
    """Dismissed at night: in the morning nothing comes but that it ended, and nobody else gets it instead."""
    town, desk = play.town, play.stage.app.house.services
    owner = Actor(town.olga.id, town.olga.private.id, town.olga.name)
    await desk.access.grant(owner, town.max.id, "manager", everywhere=True)
    night = datetime.combine(
        play.clock().date() + timedelta(days=1), time(23, 0), play.clock().tzinfo
    )
    await play.later(night - timedelta(minutes=1))
    private = Actor(town.max.id, town.max.private.id, town.max.name)
    made = await desk.schedules.add(private, kind, "* * * * *", "UTC")
    await desk.schedules.change(private, made.id, quiet="22:00-07:00")
    town.gamebase.begin_maintenance(
        town.apps["puzzle"].app_id, message="Night work", end=night + timedelta(hours=20)
    )
    await play.later(timedelta(minutes=2))
    async with play.stage.app.house.db.read() as tx:
        assert await tx.notices.waiting(kind, town.max.id)
    await desk.access.revoke(owner, town.max.id, "manager", everywhere=True)
    before = len(town.max.private.messages), len(town.olga.private.messages)
    await play.later(timedelta(hours=8))
    async with play.stage.app.house.db.read() as tx:
        assert not await tx.notices.waiting(kind, town.max.id)
    [*_, said] = town.max.private.messages
    assert said.text.startswith("⏹ I do not tell you this here any more")
    assert (len(town.max.private.messages) - 1, len(town.olga.private.messages)) == before


@begins(one_bought)
async def test_a_digest_that_was_held_tells_no_more_than_who_wished_for_it_may_see_by_then(
    play: Play,
) -> None:
    """Max loses the other desk at night: in the morning the managers' digest counts without its orders."""
    town, desk = play.town, play.stage.app.house.services
    night = datetime.combine(
        play.clock().date() + timedelta(days=1), time(23, 0), play.clock().tzinfo
    )
    await play.later(night - timedelta(minutes=1))
    managers = Actor(town.max.id, town.managers.id, town.max.name)
    for wished, chat in (("22:00-07:00", managers),):
        made = await desk.schedules.add(chat, "digest", "* * * * *", "UTC")
        await desk.schedules.change(chat, made.id, quiet=wished)
    await play.later(timedelta(minutes=2))
    async with play.stage.app.house.db.read() as tx:
        held = await tx.notices.waiting("digest", town.managers.id)
    assert {row.facts["orders"] for row in held} == {1}
    owner = Actor(town.olga.id, play.desk.id, town.olga.name)
    await desk.access.revoke(owner, town.max.id, "manager")
    before = len(town.managers.messages)
    await play.later(timedelta(hours=8))
    told = [
        m.text for m in town.managers.messages[before:] if "GTA" in m.text or "1 order" in m.text
    ]
    assert told == []
    lines = "".join(m.text for m in town.managers.messages[before:])
    assert (
        "Less is counted than before: Max Manager may not see sales any more in Support desk."
        in lines
    )
