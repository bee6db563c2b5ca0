"""Alerts of a private chat end with their reader's right, who is told so once; they come back with it."""

from datetime import timedelta

import pytest

from tests.conversations.play import Play

ENDED = "I do not tell you"


@pytest.mark.steps("notice alerts-ended")
async def test_who_loses_the_right_hears_that_their_digest_has_ended(play: Play) -> None:
    """Once, without a figure; again only where the right came back meanwhile, with which the digest did."""
    town, private = play.town, play.town.max.private

    async def changed(verb: str) -> None:
        await play.say(town.olga, f"/{verb} manager {town.max.id} everywhere")
        await play.tap(town.olga, "Confirm")

    async def days(count: int) -> list[str]:
        before = len(private.messages)
        for _ in range(count):
            nine = (play.clock() + timedelta(days=1)).replace(hour=9, minute=0, second=5)
            await play.later(nine)
            await play.due()
        return [m.text.splitlines()[0] for m in private.messages[before:]]

    await changed("grant")
    await play.say(town.max, "/alerts add digest 09:00")
    await play.tap(town.max, "Confirm")
    [digest] = await days(1)
    assert digest.startswith("📊 Sales, ")
    for _ in range(2):
        await changed("revoke")
        [said] = await days(1)
        assert said.startswith(
            "⏹ I do not tell you this here any more: Sales digest. You may not see"
        )
        assert "ask an owner for a role in every chat" in said
        assert await days(2) == []
        await play.restart()
        await changed("grant")
        [digest] = await days(1)
        assert digest.startswith("📊 Sales, ")
