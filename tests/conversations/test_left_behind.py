"""Hooks outlive what their maker may do, a calendar's link does not: both are said where a role ends."""

from datetime import timedelta

import pytest

from sandbox.telegram import Chat
from services.access.revoking import revoke_all
from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.test_hooks import make, post


@pytest.mark.steps("/revoke", "tap revoke.do", "notice role-lapsed")
async def test_who_may_make_hooks_no_more_leaves_those_there_are(play: Play) -> None:
    """Named with the way to revoke them; not while another role gives the same, and not in other chats."""
    town, group = play.town, play.town.managers
    token = await make(play, "Monitoring")
    duty = play.stage.app.house.services.duty
    link = await duty.make_feed(Actor(town.max.id, group.id, town.max.name), None)
    left = "🪝 Hooks made by Max Manager go on posting: Monitoring. Whatever should not, revoke with /hooks"
    calendar = "📅 The link that Max Manager made to the calendar of who is on duty leads nowhere any more: "

    async def taken(chat: Chat, where: str = "") -> str:
        await play.say(town.olga, f"/revoke manager {town.max.id}{where}", chat)
        await play.tap(town.olga, "Confirm", chat)
        return play.shown(chat).text

    await play.say(town.olga, f"/grant manager {town.max.id} everywhere")
    await play.tap(town.olga, "Confirm")
    assert "made" not in await taken(group)
    assert await duty.feed(link) is not None
    said = await taken(town.olga.private, " everywhere")
    assert f"Max Manager go on posting: Monitoring (in {group.title}). Whatever" in said
    assert f"{calendar}{group.title}. Whoever needs it makes a new one there" in said
    assert await duty.feed(link) is None
    assert (await post(play, token, "Disk full")).status_code == 202
    assert "Disk full" in play.shown(group).text

    await play.say(town.olga, f"/grant manager {town.max.id} 1d", group)
    await play.tap(town.olga, "Confirm", group)
    await play.later(timedelta(days=1, minutes=1))
    await play.due()
    [ended] = [m.text for m in group.messages if "is no longer manager in this chat: " in m.text]
    assert left in ended and calendar in ended
    app = play.stage.app
    found = await revoke_all(app.house.db, play.clock, app.house.services.audit, town.max.id)
    assert (found.hooks, found.calendars) == ((("Monitoring", group.id),), (group.id,))
