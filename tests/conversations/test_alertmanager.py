"""What Alertmanager 0.25 posted while amtool added, ended and silenced alerts makes the right cards."""

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
