"""/maintenance, and the watch that tells of a maintenance once when it begins, changes and ends."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.conversations.play import Play

MINUTE = timedelta(minutes=1)


def told(play: Play, words: str) -> list[Message]:
    """What the managers were told with these words."""
    return [m for m in play.town.managers.messages if m.sender is None and words in m.text]


@pytest.mark.steps("/maintenance", "tap status.again")
async def test_open_and_closed_games_stand_side_by_side(play: Play) -> None:
    """What is closed comes first, with stores, span, message and link; Refresh edits the card."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/maintenance", desk)
    assert "🟢 puzzle – open\n🟢 racing – open" in card.text
    town.gamebase.begin_maintenance(
        town.apps["racing"].app_id,
        message="New <tracks>",
        stores=["GG", "AS"],
        url="https://racing.example/news?a=1&b=2",
    )
    await play.tap(town.sam, "Refresh", desk)
    assert "🔴 racing – under maintenance" in card.text
    assert "This app only, in Google Play and App Store" in card.text
    assert "“New <tracks>”" in card.text
    assert card.text.index("racing") < card.text.index("puzzle")
    links = [each.url for each in card.entities if each.type == "text_link"]
    assert links == ["https://racing.example/news?a=1&b=2"]


async def test_one_app_that_cannot_be_read_hides_nothing_of_the_other(play: Play) -> None:
    """Gamebase fails for one app: it is named as unknown, and the other is shown."""
    town, desk = play.town, play.desk
    puzzle = town.apps["puzzle"].app_id
    town.gamebase.faults.add(
        "maintenance",
        Fault.status(500),
        times=None,
        when=lambda params: puzzle in str(params.values()),
    )
    card = await play.say(town.sam, "/maintenance", desk)
    assert "⚠️ puzzle – unknown: Gamebase is not available at the moment" in card.text
    assert "🟢 racing – open" in card.text


@pytest.mark.steps("/maintenance", "tap status.again")
async def test_a_provider_that_is_down_is_told_with_since_when(play: Play) -> None:
    """Six failures in a row are more than enough: each line names the hour of the first."""
    town, desk = play.town, play.desk
    play.clock.forward_to(datetime.now(UTC))  # providers go by the machine's
    began = f"{play.clock():%H:%M} UTC", f"{play.clock() + MINUTE:%H:%M} UTC"
    town.gamebase.faults.add("maintenance", Fault.status(500), times=None)
    card = await play.say(town.sam, "/maintenance", desk)
    assert "Gamebase is not available at the moment" in card.text
    await play.tap(town.sam, "Refresh", desk)
    for app in ("puzzle", "racing"):
        [line] = [each for each in card.text.splitlines() if app in each]
        told_since = line.replace("\xa0", " ").removeprefix(f"⚠️ {app} – unknown: Gamebase ")
        assert told_since in {f"down since {hour}" for hour in began}


@pytest.mark.steps("notice maintenance", "notice maintenance-shown", "tap status.look")
async def test_one_card_lives_as_long_as_a_maintenance(play: Play) -> None:
    """Announced, begun, changed over a restart, near its end, over: one message is edited, pinned meanwhile.

    What people have to hear is a short answer to it; however often the watch looks, each once.
    """
    town, managers = play.town, play.town.managers
    app = town.apps["puzzle"].app_id
    town.gamebase.quirks.shows_planned = True
    await play.later(MINUTE)
    assert told(play, "puzzle") == []

    begin = play.clock() + timedelta(minutes=35)
    end = begin + timedelta(hours=1)
    first = town.gamebase.begin_maintenance(
        app, message="New levels", stores=["GG"], begin=begin, end=end
    )
    await play.later(MINUTE)
    assert told(play, "puzzle") == []
    await play.later(timedelta(minutes=5))
    [card] = told(play, "puzzle")
    assert "puzzle: a maintenance begins soon." in card.text
    assert "in Google Play" in card.text
    times = [each.unix_time for each in card.entities if each.type == "date_time"]
    assert times == [int(begin.timestamp()), int(end.timestamp())]
    assert managers.pinned == [card]

    for _ in range(2):
        await play.later(begin + MINUTE)
    assert [m.text.split("\n")[0] for m in told(play, "puzzle")] == [
        "🔴 puzzle: a maintenance has begun."
    ] * 2
    line = told(play, "puzzle")[1]
    assert line.reply_to is card and managers.pinned == [card]

    town.gamebase.end_maintenance(app, first)
    town.gamebase.begin_maintenance(
        app, message="New levels", begin=first.begin, end=first.end + timedelta(hours=2)
    )
    await play.restart()
    for _ in range(3):
        await play.later(MINUTE)
    assert "puzzle: the maintenance has changed." in card.text
    assert "another end, which was told as" in card.text
    assert len(told(play, "puzzle")) == 2

    await play.later(first.end + timedelta(hours=1, minutes=40))
    assert "puzzle: the maintenance is to end soon." in told(play, "puzzle")[2].text
    town.gamebase.end_maintenance(app)
    for _ in range(3):
        await play.later(MINUTE)
    assert "puzzle is open again" in card.text
    assert "announced" in card.text and "over" in card.text
    assert managers.pinned == []
    assert told(play, "puzzle")[3].text == "🟢 puzzle is open again: the maintenance has ended."
    assert len(told(play, "puzzle")) == 4

    await play.tap(town.max, "All games now", managers, card)
    assert "🟢 puzzle – open" in play.shown(managers).text
    assert "open again" in card.text


async def test_a_card_is_told_of_where_the_bot_may_not_pin_and_comes_anew_where_it_was_deleted(
    play: Play,
) -> None:
    """Whoever deletes it gets it again with the next change; one that is called off says so."""
    town, managers = play.town, play.town.managers
    managers.bot_can_pin = False
    app = town.apps["puzzle"].app_id
    town.gamebase.quirks.shows_planned = True
    begin = play.clock() + timedelta(minutes=10)
    town.gamebase.begin_maintenance(app, message="One", begin=begin)
    await play.later(MINUTE)
    [card] = told(play, "begins soon")
    assert managers.pinned == []
    town.world.remove(card)
    town.gamebase.begin_maintenance(app, message="Two", begin=begin)
    await play.later(MINUTE)
    [card] = told(play, "has changed")
    assert "“One”" in card.text and "“Two”" in card.text
    town.gamebase.end_maintenance(app)
    await play.later(MINUTE)
    assert len(told(play, "puzzle stays open: the maintenance was called off.")) == 2
    card = await play.say(town.max, "/alerts add maintenance", play.desk)
    await play.tap(town.max, "Confirm", play.desk)
    town.gamebase.begin_maintenance(app, message="Three")
    await play.later(MINUTE)
    watched = play.shown(play.desk)
    assert "has begun" in watched.text
    number = card.text.split("number ")[1].split()[0]
    await play.say(town.max, f"/alerts remove {number}", play.desk)
    await play.tap(town.max, "Confirm", play.desk)
    assert "this alert was removed" in watched.text


async def test_a_look_that_fails_is_no_end_of_a_maintenance(play: Play) -> None:
    """An app that could not be asked keeps what was told of it."""
    town = play.town
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.later(MINUTE)
    town.gamebase.faults.add("maintenance", Fault.status(503), times=None)
    await play.later(MINUTE)
    town.gamebase.faults.clear()
    await play.later(MINUTE)
    assert len(told(play, "puzzle")) == 1


async def test_a_lost_answer_tells_no_maintenance_twice(play: Play) -> None:
    """Telegram took the message and its answer is lost: alerts are not repeated."""
    town = play.town
    town.world.faults.add(
        "sendMessage",
        Fault.lost_after(),
        when=lambda params: params["chat_id"] == town.managers.id,
    )
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.later(MINUTE)
    await play.later(timedelta(minutes=20))
    assert len(told(play, "has begun")) == 1


async def test_the_buttons_of_a_notice_obey_whoever_may_see_the_status(play: Play) -> None:
    """Notices are shared; a person without a role is refused."""
    town = play.town
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.later(MINUTE)
    town.managers.add(town.stan)
    await play.stage.quiet()
    answer = await (await play.tap(town.stan, "All games now", town.managers)).answered()
    assert "see the games’ status" in answer.text
    await play.tap(town.olga, "All games now", town.managers)
    assert "🔴 puzzle – under maintenance" in play.shown(town.managers).text
