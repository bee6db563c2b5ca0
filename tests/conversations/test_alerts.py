"""/alerts: added, opened, paused, tested and removed, by buttons and by typed words."""

from datetime import timedelta

import pytest

from tests.conversations.play import Play
from tests.one_day import one_day


@pytest.mark.steps("/alerts", "tap alert.open", "tap alert.page")
async def test_the_list_opens_each_alert(play: Play) -> None:
    """Two alerts with their times; one is opened, and Back leads to the list."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/alerts", chat)
    assert "1 · Maintenance watch, every minute" in card.text
    assert "2 · Sales digest, every day at 09:00" in card.text
    await play.tap(town.max, "2 · Sales digest", chat)
    assert "Tells what was bought, the day before or in a longer time." in card.text
    assert card.labels() == [
        "Change time",
        "Time zone",
        "Quiet hours",
        "Pause",
        "Of the day before",
        "Without cost",
        "If missed: 12 h",
        "Test",
        "Remove",
        "Back",
    ]
    await play.tap(town.max, "Back", chat)
    assert "Alerts of this chat" in card.text


@pytest.mark.steps("tap alert.kinds", "tap alert.add", "tap alert.when", "tap alert.save")
async def test_an_alert_is_added_by_buttons(play: Play) -> None:
    """Add offers the kinds, a kind its times; these are shown with the next three before one is added."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/setup Europe/Berlin", desk)
    card = await play.say(town.max, "/alerts", desk)
    assert card.text.startswith("This chat gets no alerts yet.")
    await play.tap(town.max, "Add", desk)
    assert card.labels() == [
        "Maintenance watch",
        "Sales digest",
        "Stock",
        "Prices",
        "Providers",
        "Orders that need a person",
        "Cases without an answer",
        "Bans of players",
        "The desk itself",
        "Back",
    ]
    await play.tap(town.max, "Sales digest", desk)
    assert card.text.startswith("When should the Sales digest come?")
    await play.tap(town.max, "Every day at 09:00", desk)
    assert card.text.startswith("Sales digest: at 09:00, every day.\nTime zone: Europe/Berlin")
    assert card.text.count("• ") == card.text.count("09:00\xa0CE") == 3
    assert card.labels() == ["Confirm", "Cancel", "Other times"]
    await play.tap(town.max, "Other times", desk)
    await play.tap(town.max, "On weekdays at 09:00", desk)
    await play.tap(town.max, "Confirm", desk)
    assert "Time zone: Europe/Berlin" in card.text
    assert "When: on weekdays at 09:00" in card.text


@pytest.mark.steps("/alerts", "tap alert.save")
async def test_an_alert_is_added_by_one_line(play: Play) -> None:
    """Kind, time, zone and quiet hours behind one another are asked about as by buttons, and then saved."""
    town, desk = play.town, play.desk
    line = "/alerts add digest 0 9 * * mon-fri Europe/Berlin 22:00-07:00"
    card = await play.say(town.max, line, desk)
    assert card.text.startswith("Sales digest: at 09:00, on weekdays.\nTime zone: Europe/Berlin")
    assert "Quiet hours: 22:00-07:00" in card.text
    assert card.text.count("• ") == card.text.count("09:00\xa0CE") == 3
    assert "no alerts yet" in (await play.say(town.max, "/alerts", desk)).text
    await play.tap(town.max, "Confirm", desk, card)
    assert "When: on weekdays at 09:00" in card.text
    assert "Time zone: Europe/Berlin" in card.text
    assert "Quiet hours: 22:00-07:00" in card.text
    for typed, label in (
        ("sales digest weekdays", "Sales digest"),
        ("Prices", "Prices"),
        ("orders that need a person every hour", "Orders that need a person"),
        ("case", "Cases without an answer"),
    ):
        assert label in (await play.say(town.max, f"/alerts add {typed}", desk)).text
    assert "Sales digest" in (await play.say(town.max, "/alerts digest 9", desk)).text
    card = await play.say(town.max, "/alerts add maintenance every 5 minutes", desk)
    await play.tap(town.max, "Confirm", desk)
    assert "When: every 5 minutes" in card.text
    number = card.text.partition("number ")[2].split()[0]
    assert "When: every 5 minutes" in (await play.say(town.max, f"/alerts {number}", desk)).text
    assert "Confirm" in (await play.say(town.max, f"/alerts delete {number}", desk)).labels()
    assert "Maintenance watch" in " ".join(
        (await play.say(town.max, "/alerts list", desk)).labels()
    )


@pytest.mark.steps("tap alert.add", "tap alert.when", "tap alert.other-time", "answer alert.time")
async def test_zone_and_quiet_hours_of_a_line_stay_while_other_times_are_chosen(play: Play) -> None:
    """Other times, by a button or typed, keep what was typed besides."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/alerts add digest 09:00 Asia/Tokyo 22:00-07:00", desk)
    await play.tap(town.max, "Other times", desk)
    assert "by the clock of Asia/Tokyo" in card.text
    await play.tap(town.max, "Every Monday at 09:00", desk)
    assert "Time zone: Asia/Tokyo\nQuiet hours: 22:00-07:00" in card.text
    assert "held" not in card.text
    await play.tap(town.max, "Other times", desk)
    await play.tap(town.max, "Other…", desk)
    card = await play.answer(town.max, "23:30", desk)
    assert card.text.count(", held by quiet hours until ") == card.text.count("07:00\xa0JST") == 3
    await play.tap(town.max, "Confirm", desk, card)
    assert "When: every day at 23:30\nTime zone: Asia/Tokyo\nQuiet hours: 22:00-07:00" in card.text
    assert ", held by quiet hours until " in card.text
    for _ in range(2):
        play.press(town.max, "Test", desk, card)
    await play.stage.quiet()
    tested = play.shown(desk).text
    assert sum("is held by quiet hours until " in each.text for each in desk.messages) == 1
    assert "is held by quiet hours until " in tested and "Sales" in tested


@pytest.mark.steps("/alerts")
async def test_an_alert_is_meant_by_its_kind_where_there_is_one(play: Play) -> None:
    """In place of its number; what is none of the chat's is said, and what is no kind gets all kinds."""
    town, chat = play.town, play.town.managers
    assert "paused" in (await play.say(town.max, "/alerts mute sales digest", chat)).text.lower()
    assert "Next: " in (await play.say(town.max, "/alerts on digest", chat)).text
    none = await play.say(town.max, "/alerts pause stock", chat)
    assert "This chat has no such alert" in none.text
    unclear = await play.say(town.max, "/alerts pause everything", chat)
    assert "Kinds: Maintenance watch, Sales digest" in unclear.text
    assert (
        "What should this chat be told about?"
        in (await play.say(town.max, "/alerts new", chat)).text
    )


USAGE = "Usage: /alerts [add kind [time] [zone] [quiet hours]], or /alerts show"


@pytest.mark.steps("/alerts")
@one_day(
    ("typed", "said"),
    [
        ("add foo", "There is no alert “foo”. There are: maintenance, digest, stock"),
        ("add digest 25:00", "I cannot read “25:00” as a time."),
        (
            "add digest every 90 minutes",
            "“every 90 minutes” would come at other times from day to day",
        ),
        ("add digest 09:00 Mars/One", "There is no time zone “Mars/One”."),
        ("add digest 09:00 22:00-22:00", "I cannot read “22:00-22:00” as quiet hours."),
        ("remove", USAGE),
        ("remove x", USAGE),
        ("frob 1", USAGE),
        ("pause 1 now", USAGE),
        ("remove 99", "This chat has no such alert. /alerts shows those it has."),
        ("show 99999999999", USAGE),
    ],
)
async def test_each_mistake_is_named(play: Play, typed: str, said: str) -> None:
    """What cannot be read is quoted; what does not exist is said not to."""
    card = await play.say(play.town.max, f"/alerts {typed}", play.town.managers)
    assert card.text.startswith(said)


async def test_a_chat_reaches_no_alert_of_another(play: Play) -> None:
    """Numbers of other chats are unknown here, typed or forged."""
    town = play.town
    card = await play.say(town.max, "/alerts remove 2", play.desk)
    assert card.text == "This chat has no such alert. /alerts shows those it has."
    listed = await play.say(town.max, "/alerts", play.desk)
    await play.forge(town.max, "alert.removed::2", listed)
    assert play.shown(play.desk).text == card.text
    assert "2 · Sales digest" in (await play.say(town.max, "/alerts", town.managers)).text


@pytest.mark.steps("tap alert.pause", "tap alert.resume")
async def test_a_paused_alert_tells_nothing_until_it_is_resumed(play: Play) -> None:
    """Pause and Resume, by buttons; what began meanwhile is told after that, once."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/alerts show 1", chat)
    await play.tap(town.max, "Pause", chat)
    assert "⏸ Paused" in card.text
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.later(timedelta(minutes=2))
    assert "has begun" not in "".join(message.text for message in chat.messages)
    await play.tap(town.max, "Resume", chat)
    assert "Pause" in card.labels()
    await play.later(timedelta(minutes=2))
    assert sum("has begun" in message.text for message in chat.messages) == 1


@pytest.mark.steps("tap alert.test", "notice digest", "notice maintenance")
async def test_a_test_tells_now_and_is_marked_as_one(play: Play) -> None:
    """Test posts what the alert would tell; the real one is not used up by it."""
    town, chat = play.town, play.town.managers
    await play.say(town.max, "/alerts show 2", chat)
    answer = await (await play.tap(town.max, "Test", chat)).answered()
    assert answer.text == "A test is on its way to this chat."
    assert play.shown(chat).text.startswith("🧪 A test. Nothing has happened.\n📊 Sales, ")
    card = next(each for each in reversed(chat.messages) if "Test" in each.labels())
    answer = await (await play.tap(town.max, "Test", chat, card)).answered()
    assert answer.text is not None and answer.text.startswith("I sent one a moment ago.")
    await play.say(town.max, "/alerts test 1", chat)
    tests = [message for message in chat.messages if message.text.startswith("🧪")]
    assert len(tests) == 3
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.later(timedelta(minutes=1))
    assert sum("has begun" in message.text for message in chat.messages) == 1


@pytest.mark.steps("tap alert.remove", "tap alert.removed", "tap alert.open", "tap alert.page")
async def test_an_alert_is_removed_after_a_question(play: Play) -> None:
    """Cancel keeps it; Confirm removes it, and it never tells again."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/alerts show 1", chat)
    await play.tap(town.max, "Remove", chat)
    assert card.text.startswith("Remove the Maintenance watch, number 1?")
    await play.tap(town.max, "Cancel", chat)
    assert "Remove" in card.labels()
    await play.tap(town.max, "Remove", chat)
    await play.tap(town.max, "Confirm", chat)
    assert card.text == "Removed: Maintenance watch, number 1."
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.later(timedelta(minutes=2))
    await play.tap(town.max, "Back", chat, card)
    assert "Maintenance watch" not in card.text
    assert "has begun" not in "".join(message.text for message in chat.messages)


@pytest.mark.steps("tap alert.page")
async def test_many_alerts_have_pages(play: Play) -> None:
    """Seven alerts take two pages."""
    town, desk = play.town, play.desk
    for hour in range(7):
        await play.say(town.max, f"/alerts add digest {hour}:00", desk)
        await play.tap(town.max, "Confirm", desk)
    card = await play.say(town.max, "/alerts", desk)
    assert sum("Sales digest" in label for label in card.labels()) == 6
    await play.tap(town.max, "Next", desk)
    assert sum("Sales digest" in label for label in card.labels()) == 1
    await play.tap(town.max, "Previous", desk)
    assert "Next" in card.labels()


async def test_support_may_not_change_alerts(play: Play) -> None:
    """Neither by the command nor on a manager's menu."""
    town, desk = play.town, play.desk
    said = await play.say(town.sam, "/alerts", desk)
    assert "change alerts" in said.text
    await play.say(town.max, "/alerts", desk)
    answer = await (await play.tap(town.sam, "Add", desk)).answered()
    assert answer.show_alert


@pytest.mark.steps("notice alerts-silent")
async def test_owners_hear_once_that_a_chats_alerts_reach_nobody(play: Play) -> None:
    """The bot was thrown out of the managers' group, came back, and was thrown out again."""
    town = play.town

    def told() -> list[str]:
        return [m.text for m in town.olga.private.messages if "alerts reach nobody" in m.text]

    town.managers.remove_bot()
    await play.due()
    await play.later(timedelta(minutes=5))
    assert len(told()) == 1
    assert told()[0].startswith(
        "🔕 I cannot write to Managers any more, so its 2 alerts reach nobody."
    )
    town.managers.add_bot()
    await play.stage.quiet()
    town.managers.remove_bot()
    await play.stage.quiet()
    await play.later(timedelta(minutes=1))
    assert len(told()) == 2
