"""A team is set up inside Telegram in two minutes: from brought in to the first approved buy."""

import pytest

from tests.conversations.play import Play

ACTS = 24
"""A press or a line every five seconds, for two minutes."""


@pytest.mark.steps("tap setup.begin", "tap setup.purpose", "tap setup.zone", "tap setup.language")
@pytest.mark.steps("tap setup.role", "tap setup.alert", "tap setup.show", "tap grant.role")
@pytest.mark.steps("tap order.ask", "tap approval.yes", "/catalog", "/limits")
async def test_from_brought_in_to_the_first_approved_buy_in_two_minutes(bare_play: Play) -> None:
    """The owner sets up, limits and fills; a supporter buys by the role of all, a manager approves."""
    play, town = bare_play, bare_play.town
    group = town.world.group("Night desk", [town.olga, town.max, town.sam])
    await play.stage.quiet()
    acts = 0

    async def tap(label: str) -> None:
        nonlocal acts
        acts += 1
        await play.tap(town.olga, label, group)

    hello = play.shown(group)
    for label in (
        "⚙️ Set this group up",
        "Support desk",
        "Europe/Berlin",
        "English",
        "support",
        "➖ Maintenance of games",
        "Done",
    ):
        await tap(label)
    assert hello.text.startswith("Night desk is set up.\nWhat it is for: Support desk\n")
    assert "What people can do now: every member is support and may " in hello.text
    assert len(group.messages) == 2, "one card that changes, below the line that says who joined"
    for label in ("Give a role", "manager", "For good"):
        await tap(label)
    await play.say(town.max, "/whoami", group)
    asked = next(m for m in group.messages if "Who gets the role manager?" in m.text)
    await play.say(town.olga, "@max", group, asked)
    await tap("Confirm")
    assert play.shown(group).text == "Max Manager is now manager in this chat."
    await play.say(town.olga, "/catalog add GTA V | codegames 562 KZT", group)
    limit = await play.say(town.olga, "/limits 1000 KZT a day for support", group)
    await tap("Confirm")
    assert "KZT" in limit.text
    card = await play.say(town.sam, "/buy gta v 2", group)
    await play.tap(town.sam, "Confirm", group, card)
    await play.tap(town.sam, "Ask for approval", group, card)
    assert town.codegames.charges == 0
    await play.tap(town.max, "Approve", group)
    assert town.codegames.charges == 2
    assert "✅ Approved by Max Manager" in card.text
    assert acts + 3 + 5 <= ACTS, "with what is typed, and what Sam and Max press"
