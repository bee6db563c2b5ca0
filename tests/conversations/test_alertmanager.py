"""What Alertmanager 0.25 posted while amtool added, ended and silenced alerts makes the right cards."""

from datetime import datetime, timedelta
from typing import Any

from tests.conversations.play import Play
from tests.conversations.test_hooks import FIXTURES, cards, make, post


async def test_the_recorded_life_of_some_alerts(play: Play) -> None:
    """A group is one card; what fires on is posted again with what changes beside it, and is no news; what
    max_alerts cut off is counted; what is silenced is posted no more, and its end neither.
    """
    token = await make(play, "Alertmanager")

    async def posts(name: str) -> None:
        body = (FIXTURES / f"recorded-{name}.json").read_bytes()
        assert (await post(play, token, body)).status_code == 202

    await posts("firing")
    [card] = cards(play, "Disk of web-2 is nearly full")
    assert card.text.startswith("🚨 Disk of web-2 is nearly full and 1 more\nDiskFull\n")
    assert "\n🚨 Disk of web-1 is nearly full\n" in card.text
    assert "http://alertmanager.example.net:9093" in card.text
    await posts("one-resolved")
    assert card.text.startswith("🚨 Disk of web-2 is nearly full\n")
    assert "over: Disk of web-1 is nearly full" in card.text
    assert "reported again" not in card.text
    await posts("bare")
    [bare] = cards(play, "bare (db)")
    assert bare.text.startswith("⚠️ bare (db)\nnode=db\n")
    await posts("cut")
    [slow] = cards(play, "Slow (app-1)")
    assert slow.text.startswith("⚠️ Slow (app-1) and 2 more\n")
    assert "and 2 more alerts that were left out" in slow.text
    await posts("again")  # web-1 fires anew, web-2 is silenced
    assert card.text.startswith("🚨 Disk of web-2 is nearly full and 1 more\n")
    assert "also: DiskFull (web-1)" in card.text
    assert len(cards(play, "Nobody has it in hand.")) == 3


def fires(began: datetime) -> dict[str, Any]:
    """A group of one alert, that fires since then."""
    alert = {
        "status": "firing",
        "labels": {"alertname": "Disk", "severity": "critical"},
        "annotations": {"summary": "Disk is full"},
        "startsAt": began.isoformat(),
        "fingerprint": "f0",
    }
    return {"receiver": "desk", "groupKey": "disk", "alerts": [alert]}


async def test_what_somebody_resolved_is_quiet_while_it_fires_on_and_told_when_it_fires_anew(
    play: Play,
) -> None:
    """By its startsAt, however long the one or short the other takes."""
    town = play.town
    token = await make(play, "Alertmanager")
    began = play.clock()

    async def posts(minutes: float) -> None:
        play.clock.forward_to(play.clock() + timedelta(minutes=minutes))
        assert (await post(play, token, fires(began))).status_code == 202

    await posts(1)
    for number, wait in enumerate((1, 45, 61), 1):
        assert len(cards(play, "Disk is full")) == number
        card = play.shown(town.managers)
        await play.tap(town.max, "Resolve", town.managers, card)
        for minutes in (30, 31, 240):
            await posts(minutes)
        assert play.shown(town.managers) is card
        await play.tap(town.max, "Reopen", town.managers, card)
        await play.tap(town.max, "Resolve", town.managers, card)
        began = play.clock() + timedelta(minutes=wait)
        await posts(wait)
        assert play.shown(town.managers) is not card
        assert play.shown(town.managers).labels()[0] == "Acknowledge"
    # Of two that watch the same it is the later one that fires: nothing new.
    began -= timedelta(minutes=1)
    await posts(1)
    assert len(cards(play, "Disk is full")) == 4
