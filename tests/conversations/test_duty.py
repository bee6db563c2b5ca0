"""/duty, where incidents go on to, and /incidents: by buttons, as people press them."""

import re
from datetime import timedelta

import pytest

from services.actor import Actor
from services.incidents import Signal
from tests.conversations.play import Play
from tests.conversations.test_incidents import DOWN, over, raised
from tests.sandbox.plain_http import plain_http


@pytest.mark.steps(
    "/duty",
    "tap duty.show",
    "tap duty.add",
    "tap duty.days",
    "tap duty.hours",
    "tap duty.added",
    "tap duty.other-hours",
    "answer duty.hours",
    "tap duty.remove",
    "tap duty.stand-in",
    "tap duty.by",
    "tap duty.when",
    "tap duty.other-days",
    "answer duty.days",
    "tap duty.call-off",
    "notice duty-changed",
)
async def test_a_rota_is_made_by_buttons(play: Play) -> None:
    """Days are switched, hours chosen or typed; who stands in for a while is told at the change."""
    town, desk = play.town, play.desk
    for person in (town.sam, town.max):  # who never did anything there is not known
        await play.say(person, "/duty", desk)
    card = await play.say(town.olga, "/duty", desk)
    assert "There is no rota yet." in card.text
    await play.tap(town.olga, "Add", desk, card)
    await play.tap(town.olga, town.sam.name, desk, card)
    await play.tap(town.olga, "Sat", desk, card)
    await play.tap(town.olga, "✓ Mon", desk, card)
    await play.tap(town.olga, "Next", desk, card)
    assert "Tue–Sat" in card.text
    await play.tap(town.olga, "09:00–18:00", desk, card)
    assert f"1. Tue–Sat, 09:00–18:00: {town.sam.name}" in card.text

    await play.tap(town.olga, "Add", desk, card)
    await play.tap(town.olga, "Back", desk, card)
    await play.tap(town.olga, "Add", desk, card)
    await play.tap(town.olga, town.max.name, desk, card)
    await play.tap(town.olga, "Next", desk, card)
    await play.tap(town.olga, "Other…", desk, card)
    assert "I cannot read “nine” as hours" in (await play.answer(town.olga, "nine", desk)).text
    card = await play.answer(town.olga, "22-6", desk)
    assert f"Mon–Fri, 22:00–06:00: {town.max.name}" in card.text
    await play.tap(town.olga, "Add", desk, card)
    await play.tap(town.olga, town.max.name, desk, card)
    await play.tap(town.olga, "Next", desk, card)
    await play.tap(town.olga, "Other…", desk, card)
    said = (await play.answer(town.olga, "5-7", desk)).text
    assert f"{town.max.name} is on duty at that time already, by number 2" in said
    card = await play.say(town.olga, "/duty", desk)
    await play.tap(town.olga, "Remove", desk, card)
    shift = next(label for label in card.labels() if town.max.name in label)
    await play.tap(town.olga, shift, desk, card)
    assert town.max.name not in card.text

    for said in ("tomorrow", "next week", "friday", "2030-12-24"):
        ahead = await play.say(town.sam, f"/duty {said}", desk)
        assert "On duty, " in ahead.text
    week = await play.say(town.sam, "/duty next week mine", desk)
    assert week.text.count("09:00") == 5 and town.max.name not in week.text
    free = await play.say(town.max, "/duty next week mine", desk)
    assert free.text.startswith("🧑‍🚒 You are not on duty, ") and "Nobody" not in free.text
    await play.tap(town.sam, "Rota", desk, week)
    assert "1. Tue–Sat" in week.text
    assert "You are on duty" in (await play.say(town.sam, "/duty my", desk)).text
    assert "Days are said like" in (await play.say(town.sam, "/duty sometimes", desk)).text
    assert "time is over" in (await play.say(town.sam, "/duty 2020-01-01", desk)).text
    assert "a year at a time" in (await play.say(town.sam, "/duty 9 years", desk)).text
    mine = await play.say(town.sam, "/duty", desk)
    assert "Add" not in mine.labels(), "who handles incidents only stands in"
    await play.tap(town.sam, "Stand in", desk, mine)
    await play.tap(town.sam, "Whoever it is", desk, mine)
    await play.tap(town.sam, town.max.name, desk, mine)
    await play.tap(town.sam, "4 hours", desk, mine)
    assert f"{town.max.name} for everybody" in mine.text
    assert f"Now: {town.max.name}" in mine.text
    await play.stage.app.house.duty_rounds.run()
    await play.stage.quiet()
    assert play.shown(desk).text == f"🧑‍🚒 On duty from now on: {town.max.name}"
    assert await play.stage.app.house.duty_rounds.run() == 0

    await play.tap(town.sam, "Call off", desk, mine)
    await play.tap(town.sam, mine.labels()[0], desk, mine)
    assert "for everybody" not in mine.text
    for _ in range(2):
        card = await play.say(town.olga, "/duty", desk)
        for label in ("Stand in", "Whoever it is", town.max.name, "Tomorrow"):
            await play.tap(town.olga, label, desk, card)
    twice = f"{town.max.name} stands in then already."
    assert sum(twice in each.text for each in desk.messages) == 1
    await play.tap(town.sam, "Stand in", desk, mine)
    await play.tap(town.sam, town.sam.name, desk, mine)
    await play.tap(town.sam, "Back", desk, mine)
    await play.tap(town.sam, town.sam.name, desk, mine)
    await play.tap(town.sam, town.max.name, desk, mine)
    await play.tap(town.sam, "Other…", desk, mine)
    assert "That time is over already" in (await play.answer(town.sam, "2020-01-01", desk)).text
    await play.answer(town.sam, "tomorrow", desk)
    assert f"{town.max.name} for {town.sam.name}" in play.shown(desk).text
    card = await play.say(town.sam, "/duty", desk)
    for label in ("Stand in", town.sam.name, town.max.name, "Other…"):
        await play.tap(town.sam, label, desk, card)
    asked = await play.answer(town.sam, "2999-12-24..2999-12-26", desk)
    assert f"{town.max.name} for {town.sam.name}" in asked.text


@pytest.mark.steps("tap duty.feed", "tap duty.feed-new", "tap duty.feed-end")
async def test_the_calendar_is_behind_a_link_for_one_person(play: Play) -> None:
    """It is told privately, ends with the next one, and its secret stands in no row."""
    town, desk, house = play.town, play.desk, play.stage.app.house
    await play.say(town.sam, "/duty", desk)
    card = await play.say(town.olga, "/duty", desk)
    await play.tap(town.olga, "Add", desk, card)
    await play.tap(town.olga, town.sam.name, desk, card)
    await play.tap(town.olga, "Next", desk, card)
    await play.tap(town.olga, "all day", desk, card)
    paths = []
    await play.tap(town.olga, "Calendar", desk, card)
    for _ in range(2):
        await play.tap(town.olga, "New link", desk, card)
        told = play.shown(town.olga.private).text
        found = re.search(r"/duty/\S+\.ics", told)
        assert found is not None
        paths.append(found[0])
    for _ in range(2):
        play.press(town.olga, "New link", desk, card)
    await play.stage.quiet()
    last = play.shown(town.olga.private).text
    assert "/duty/" in last and paths[1] not in last, "pressed twice it is one"
    assert sum("/duty/" in each.text for each in town.olga.private.messages) == 3
    paths.append(re.findall(r"/duty/\S+\.ics", last)[0])
    async with house.db.read() as tx:
        rotas = await tx.duty.rotas()
    assert not any(path[6:-4] in repr(rotas) for path in paths)
    async with plain_http(play.stage.app.web.address) as web:
        _, gone, there = [await web.get(path) for path in paths]
        assert (gone.status_code, there.status_code) == (404, 200)
        assert there.headers["content-type"] == "text/calendar; charset=utf-8"
        assert f"SUMMARY:{town.sam.name}" in there.text
        await play.tap(town.olga, "End the link", desk, card)
        assert (await web.get(paths[2])).status_code == 404


@pytest.mark.steps(
    "/incidents",
    "tap incidents.page",
    "tap incident.open",
    "tap escalation.show",
    "tap escalation.after",
    "tap escalation.duty",
    "tap escalation.owners",
    "tap escalation.to",
    "tap escalation.here",
    "notice incidents-many",
)
async def test_incidents_are_found_and_go_on(play: Play) -> None:
    """Lists, the times they took, and whom those go to that nobody takes in hand."""
    town, desk, house = play.town, play.desk, play.stage.app.house
    assert "All quiet" in (await play.say(town.olga, "/incidents", desk)).text
    assert "A period is said like" in (await play.say(town.olga, "/incidents foo", desk)).text
    assert "A period is" in (await play.say(town.olga, "/incidents open ack", desk)).text
    card = await play.say(town.olga, "/incidents", desk)
    await play.tap(town.olga, "When nobody takes it", desk, card)
    await play.tap(town.olga, "10 min", desk, card)
    await play.tap(town.olga, "✓ On duty", desk, card)
    await play.tap(town.olga, "Another chat first", desk, card)
    await play.tap(town.olga, town.managers.title, desk, card)
    assert card.text.splitlines()[2:-1] == [
        f"1. {town.managers.title}",
        "2. the owners, in private",
    ]
    assert "Of what is open already: who is told changes at once" in card.text
    await play.tap(town.olga, "✓ Owners", desk, card)
    await play.tap(town.olga, "Owners", desk, card)
    first = await raised(play, DOWN)
    play.clock.forward_to(play.clock() + timedelta(minutes=11))
    await house.escalating.run()
    await play.stage.quiet()
    theirs = play.shown(town.managers)
    assert "so it went on to others" in first.text
    await play.tap(town.max, "Acknowledge", town.managers, theirs)
    assert f"👀 {town.max.name} has it in hand" in theirs.text
    assert f"👀 {town.max.name} has it in hand" in first.text, "both cards show it"

    assert "Incident 1" in (await play.say(town.max, "/incidents № 1", desk)).text
    mine = await play.say(town.max, "/incidents mine", desk)
    assert "№ 1" in mine.labels()[0]
    for said in ("open mine", "week mine", "all", "this month acknowledged", "mine all"):
        card = await play.say(town.max, f"/incidents {said}", desk)
        assert "№ 1" in card.labels()[0], said
    await play.tap(town.max, "Open", desk, card)
    assert "All quiet" in card.text
    mine = await play.say(town.max, "/incidents mine", desk)
    await play.tap(town.max, mine.labels()[0], desk, mine)
    anew = play.shown(desk)
    assert (anew.labels()[0], first.labels()) == ("Unacknowledge", [])
    await play.tap(town.max, "Resolve", desk, anew)
    assert f"✅ Resolved by {town.max.name}" in theirs.text
    week = await play.say(town.max, "/incidents week", desk)
    assert "Half of them were taken in hand within" in week.text
    await play.tap(town.max, "Open", desk, week)
    assert "All quiet" in week.text

    many = [DOWN.__class__("omen", f"m{n}", "warning", {}) for n in range(5)]
    await raised(play, *many)
    await over(play, "mill")
    play.clock.forward_to(play.clock() + timedelta(minutes=11))
    await house.escalating.run()
    await play.stage.quiet()
    said = f"🚨 Nobody has taken 5 incidents of {desk.title} in hand."
    theirs = play.shown(town.managers)
    assert theirs.text.startswith(f"{said}\n\n⚠️ 2 · ")
    assert len(theirs.labels()) == 5
    number = theirs.labels()[0]
    await play.tap(town.max, number, town.managers, theirs)
    opened = play.shown(town.managers)
    await play.tap(town.max, "Acknowledge", town.managers, opened)
    assert f"👀 {town.max.name} has it in hand" in opened.text
    said = f"🚨 Nobody has taken 4 incidents of {desk.title} in hand."
    assert theirs.text.startswith(said) and f"👀 {town.max.name}" in theirs.text, "it lives"
    play.clock.forward_to(play.clock() + timedelta(minutes=11))
    await house.escalating.run()
    await play.stage.quiet()
    told = play.shown(town.olga.private)
    assert told.text.startswith(f"{said}\n") and len(told.labels()) == 4
    assert f"({desk.title})" in (await play.say(town.olga, "/incidents")).text
    await over(play, *(f"m{n}" for n in range(4)))
    assert len(told.labels()) == 1 and "✅ Over: 3 · " in told.text
    news = [len(where.messages) for where in (town.managers, town.olga.private)]
    await over(play, "m4")
    ends = [
        f"✅ Over: all {n} incidents of {desk.title} that had come here together." for n in (5, 4)
    ]
    assert (theirs.text.splitlines()[0], theirs.labels()) == (ends[0], [])
    for where, before, end in zip((town.managers, town.olga.private), news, ends, strict=True):
        assert [each.text for each in where.messages[before:]] == [end], "said once, by the last"
    card = await play.say(town.olga, "/incidents", desk)
    await play.tap(town.olga, "When nobody takes it", desk, card)
    await play.tap(town.olga, "Another chat first", desk, card)
    await play.tap(town.olga, "No other chat", desk, card)
    assert card.text.splitlines()[1:-1] == [
        "After 10 minutes this is told:",
        "1. the owners, in private",
    ]


async def test_the_card_in_private_lives_as_long_as_the_right(play: Play) -> None:
    """Who is on duty reads who took it in hand and that it is over, also long after they were seen there."""
    town, desk, house = play.town, play.desk, play.stage.app.house
    await house.services.duty.add(
        Actor(town.olga.id, desk.id, "Olga"), town.max.id, 127, 0, 24 * 60
    )
    card = await play.say(town.olga, "/incidents", desk)
    await play.tap(town.olga, "When nobody takes it", desk, card)
    await play.tap(town.olga, "10 min", desk, card)
    first = await raised(play, DOWN)
    play.clock.forward_to(play.clock() + timedelta(minutes=11))
    await house.escalating.run()
    await play.stage.quiet()
    theirs = play.shown(town.max.private)
    assert "Acknowledge" in theirs.labels()
    play.clock.forward_to(play.clock() + timedelta(minutes=30))
    await play.tap(town.olga, "Acknowledge", desk, first)
    assert f"👀 {town.olga.name} has it in hand" in theirs.text
    play.clock.forward_to(play.clock() + timedelta(minutes=30))
    await over(play, "mill")
    assert "✅" in theirs.text
    play.clock.forward_to(play.clock() + timedelta(minutes=30))
    again = await raised(play, Signal("omen", "other", "urgent", {}))
    play.clock.forward_to(play.clock() + timedelta(minutes=11))
    await house.escalating.run()
    await play.stage.quiet()
    theirs = play.shown(town.max.private)
    desk.remove(town.max)
    play.clock.forward_to(play.clock() + timedelta(minutes=30))
    before = theirs.text
    await play.tap(town.olga, "Acknowledge", desk, again)
    assert play.shown(town.max.private).text == before, (
        "who is not there any more reads nothing of it"
    )


async def test_whoever_lost_the_right_is_not_on_duty_and_the_chat_hears_it(play: Play) -> None:
    """/duty and the notice of the change name them, and who can change the rota, until they have it again."""
    town, desk, house = play.town, play.desk, play.stage.app.house
    here = Actor(town.olga.id, desk.id, "Olga")
    await house.services.duty.add(here, town.sam.id, 127, 0, 24 * 60)

    async def told() -> str:
        for _ in range(2):
            await house.duty_rounds.run()
            await play.stage.quiet()
        return play.shown(desk).text

    assert await told() == f"🧑‍🚒 On duty from now on: {town.sam.name}"
    await play.say(town.olga, f"/revoke support {town.sam.id}", desk)
    await play.tap(town.olga, "Confirm", desk)
    nobody, why = (await told()).splitlines()
    assert nobody == "🧑‍🚒 Nobody is on duty from now on."
    assert why.startswith(f"⚠️ {town.sam.name} would be on duty now, but may not handle incidents")
    card = await play.say(town.olga, "/duty", desk)
    assert card.text.splitlines()[1:3] == ["🧑‍🚒 Now: nobody", why]
    await play.say(town.olga, f"/grant support {town.sam.id}", desk)
    await play.tap(town.olga, "Confirm", desk)
    assert await told() == f"🧑‍🚒 On duty from now on: {town.sam.name}"
