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


def fires(began: datetime, *severities: str, title: str = "Disk is full") -> dict[str, Any]:
    """A group of alerts of these severities, or of a critical one, that fire since then."""
    alerts = [
        {
            "status": "firing",
            "labels": {"alertname": "Disk", "severity": severity},
            "annotations": {"summary": title},
            "startsAt": began.isoformat(),
            "fingerprint": f"{title}{number}",
        }
        for number, severity in enumerate(severities or ("critical",))
    ]
    return {"receiver": "desk", "groupKey": title, "alerts": alerts}


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


async def test_alerts_of_several_severities_in_one_post_are_one_message(play: Play) -> None:
    """In whatever order they come, new or worse than what the card had; its sign is that of the worst."""
    town = play.town
    token = await make(play, "Alertmanager")
    for title, severities in (
        ("Up", ("info", "warning", "critical")),
        ("Down", ("critical", "warning", "info")),
    ):
        await post(play, token, fires(play.clock(), *severities, title=title))
        [card] = cards(play, title)
        assert card.text.startswith(f"🚨 {title} and 2 more")
        assert card.labels()[0] == "Acknowledge"
        assert card.text.count("worse") == 0
    await post(play, token, fires(play.clock(), "info", title="Grows"))
    play.clock.forward_to(play.clock() + timedelta(minutes=1))
    await post(play, token, fires(play.clock(), "warning", "critical", "critical", title="Grows"))
    first, card = cards(play, "Grows")
    assert (first.labels(), play.shown(town.managers)) == ([], card)
