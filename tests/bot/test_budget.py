"""Who goes when: order, bursts, pauses, and that a place in the queue is never lost."""

import asyncio

import pytest

from bot.telegram.budget import Budget, Priority, Rates
from bot.telegram.errors import Paused
from tests.bot.fake_time import FakeTime
from tests.bot.senders import Crowd, crowd, most_within

GROUP = -100200


async def test_a_chat_takes_three_at_once_and_then_one_a_second() -> None:
    """A short burst goes through at once, the rest keeps the pace."""
    people = crowd()
    for number in range(5):
        people.send(7, name=str(number))
    await people.time.settle()
    assert people.names() == ["0", "1", "2"]
    await people.time.advance(1.1)
    assert people.names() == ["0", "1", "2", "3"]
    await people.time.advance(1.1)
    assert people.names() == ["0", "1", "2", "3", "4"]


async def test_a_chat_that_must_wait_holds_up_no_other() -> None:
    """One chat's burst is spent; a later message to another chat goes at once."""
    people = crowd()
    for _ in range(6):
        people.send(7, name="full")
    people.send(8, name="other")
    await people.time.settle()
    assert people.names() == ["full", "full", "full", "other"]


async def test_a_person_goes_ahead_of_a_broadcast() -> None:
    """Among thousands of waiting alerts a person's answer is the next to go."""
    people = crowd()
    for chat in range(2000):
        people.send(chat + 1, Priority.ALERT, name="alert")
    await people.time.advance(3)
    before = len(people.sent)
    people.send(5000, name="answer")
    await people.time.advance(1.1)
    assert people.names()[before] == "answer"
    await _end(people)


async def test_a_broadcast_runs_at_nearly_the_full_rate() -> None:
    """34 times 30 alerts take 34 seconds, but for the margin and the time of one answer."""
    people = crowd()
    for chat in range(1020):
        people.send(chat + 1, Priority.ALERT, there=0.002, back=0.002)
    started = people.time.now
    while len(people.sent) < 1020:
        await people.time.advance(0.5)
    spent = max(one.at for one in people.sent) - started
    assert most_within([one.at for one in people.sent], 1.0) == 30
    assert 33 <= spent <= 34 / 0.98


async def test_alerts_get_one_send_in_ten_while_people_never_stop() -> None:
    """A flood of people's answers does not starve alerts to other chats."""
    people = crowd()
    for number in range(600):
        people.send(number + 1, name="answer")
    for number in range(60):
        people.send(9000 + number, Priority.ALERT, name="alert")
    await people.time.advance(12)
    names = people.names()
    assert 30 <= names[:360].count("alert") <= 36
    await _end(people)


async def test_alerts_leave_five_of_a_groups_twenty_to_people() -> None:
    """After 15 alerts in a minute only people may still write to the group."""
    people = crowd()
    for _ in range(30):
        people.send(GROUP, Priority.ALERT, name="alert")
    await people.time.advance(40)
    assert people.names() == ["alert"] * 15
    for _ in range(6):
        people.send(GROUP, name="answer")
    await people.time.advance(15)
    assert people.names()[15:] == ["answer"] * 5
    await _end(people)


async def test_an_alert_in_a_busy_group_waits_a_minute_and_not_for_ever() -> None:
    """People who never stop writing to a group are interrupted once a minute."""
    people = crowd()
    for _ in range(200):
        people.send(GROUP, name="answer")
    for _ in range(2):
        people.send(GROUP, Priority.ALERT, name="alert")
    await people.time.advance(150)
    alerts = [one.at - 1000 for one in people.sent if one.priority is Priority.ALERT]
    assert len(alerts) == 2
    assert 60 <= alerts[0] < 75
    assert 60 <= alerts[1] - alerts[0] < 75
    await _end(people)


async def test_a_chats_pause_holds_that_chat_only() -> None:
    """After a 429 in a chat nothing goes there until its time is over; others go."""
    people = crowd()
    people.budget.refused(7, 10)
    people.send(7, name="paused")
    people.send(8, name="free")
    await people.time.advance(9.9)
    assert people.names() == ["free"]
    await people.time.advance(0.2)
    assert people.names() == ["free", "paused"]


async def test_a_pause_of_all_holds_everybody() -> None:
    """A 429 that names no chat stops everything for its time."""
    people = crowd()
    people.budget.refused(None, 5)
    for chat in (7, 8, None):
        people.send(chat, name="paused")
    await people.time.advance(4.9)
    assert people.names() == []
    await people.time.advance(0.2)
    assert people.names() == ["paused"] * 3


async def test_three_chats_refused_together_mean_the_bot_was_too_fast() -> None:
    """Telegram does not say whom it means; several chats at once mean all, for the least time."""
    people = crowd()
    for chat, seconds in ((1, 30), (2, 4), (3, 30)):
        people.budget.refused(chat, seconds)
    people.send(99, name="other chat")
    await people.time.advance(3.9)
    assert people.names() == []
    await people.time.advance(0.2)
    assert people.names() == ["other chat"]


async def test_refusals_far_apart_stay_the_chats_own() -> None:
    """Chats refused one after the other, seconds apart, do not stop the rest."""
    people = crowd()
    for chat in (1, 2, 3):
        people.budget.refused(chat, 30)
        await people.time.advance(3)
    people.send(99, name="other chat")
    await people.time.settle()
    assert people.names() == ["other chat"]


@pytest.mark.parametrize("chat", [7, None])
async def test_a_pause_too_long_is_told_to_those_who_wait_and_who_come(chat: int | None) -> None:
    """Nobody hangs behind a pause of an hour."""
    people = crowd()
    people.budget.refused(chat, 5)
    waiting = people.send(7)
    await people.time.settle()
    people.budget.refused(chat, 3600)
    coming = people.send(7)
    results = await asyncio.gather(waiting, coming, return_exceptions=True)
    assert [type(result) for result in results] == [Paused, Paused]
    assert people.budget.waiting == 0


async def test_an_answer_that_never_comes_holds_its_place_for_five_seconds() -> None:
    """Thirty dead connections stop the rest for a moment, not for their whole time limit."""
    people = crowd()
    for chat in range(30):
        people.send(chat + 1, name="dead", back=600)
    await people.time.settle()
    people.send(99, name="alive")
    await people.time.advance(4.9)
    assert "alive" not in people.names()
    await people.time.advance(1.3)
    assert "alive" in people.names()
    await _end(people)


@pytest.mark.parametrize("already", [True, False])
async def test_a_turn_that_comes_to_someone_just_cancelled_is_given_back(already: bool) -> None:
    """Cancelled just before or after getting the turn, a sender takes nothing from the budget."""
    time = FakeTime()
    victims: list[asyncio.Task[None]] = []

    async def sleep_then_cancel(seconds: float) -> None:
        await time.sleep(seconds)
        for victim in victims:
            if already:
                victim.cancel()
            else:
                asyncio.get_running_loop().call_soon(victim.cancel)

    budget = Budget(Rates(), clock=time, sleep=sleep_then_cancel)
    people = Crowd(time, budget)
    for _ in range(3):
        people.send(7, name="first")
    victims.append(people.send(7, name="cancelled"))
    after = people.send(7, name="after")
    await time.advance(1.1)
    assert victims[0].cancelled()
    assert people.names() == ["first"] * 3 + ["after"]
    assert after.done() and budget.waiting == 0


async def test_without_limits_everything_goes_at_once() -> None:
    """``Rates.unlimited`` holds nobody up, in a group either."""
    people = crowd(Rates.unlimited())
    for _ in range(500):
        people.send(GROUP, Priority.ALERT)
    await people.time.settle()
    assert len(people.sent) == 500


async def test_many_chats_leave_nothing_behind() -> None:
    """The budget forgets chats that have nothing going on."""
    people = crowd(Rates.unlimited())
    for chat in range(5000):
        await people.send(chat + 1)
    assert len(people.budget._chats) <= 1001


async def test_all_strangers_together_have_a_tenth() -> None:
    """However much is free, answers to strangers go three a second; a person's goes at once."""
    people = crowd()
    for chat in range(300):
        people.send(chat + 1, Priority.STRANGER, name="stranger")
    await people.time.advance(9.9)
    assert most_within([one.at for one in people.sent], 1.0) == 3
    assert 27 <= len(people.sent) <= 30
    people.send(5000, name="answer")
    people.send(5001, Priority.ALERT, name="alert")
    await people.time.settle()
    assert people.names()[-2:] == ["answer", "alert"]
    await _end(people)


async def test_strangers_get_their_tenth_while_people_and_alerts_never_stop() -> None:
    """Nobody is starved: neither they nor the alerts."""
    people = crowd()
    for chat in range(900):
        people.send(chat + 1, name="answer")
        people.send(chat + 2000, Priority.ALERT, name="alert")
        people.send(chat + 4000, Priority.STRANGER, name="stranger")
    await people.time.advance(10)
    names = people.names()
    assert 25 <= names.count("stranger") <= 33
    assert 25 <= names[30:].count("alert") <= 33
    await _end(people)


async def test_strangers_in_a_group_leave_it_to_its_people_and_alerts() -> None:
    """Five of twenty a minute answer strangers, and none while somebody else waits for the group."""
    people = crowd()
    for _ in range(30):
        people.send(GROUP, Priority.STRANGER, name="stranger")
    await people.time.advance(30)
    assert people.names() == ["stranger"] * 5
    people.send(GROUP, Priority.ALERT, name="alert")
    people.send(GROUP, name="answer")
    await people.time.advance(1)
    assert sorted(people.names()[5:]) == ["alert", "answer"]
    await people.time.advance(35)
    assert people.names()[7:] == ["stranger"] * 3
    await _end(people)


async def _end(people: Crowd) -> None:
    for task in people.tasks:
        task.cancel()
    await asyncio.gather(*people.tasks, return_exceptions=True)
    assert people.budget.waiting == 0
    await people.budget.close()
