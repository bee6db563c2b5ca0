"""A team is set up inside Telegram in two minutes: from the bot that was brought in to the first key."""

import pytest

from tests.conversations.play import Play

ACTS = 24
"""A press or a line every five seconds, for two minutes."""


@pytest.mark.steps("tap setup.begin", "tap setup.purpose", "tap setup.zone", "tap setup.language")
@pytest.mark.steps("tap setup.role", "tap setup.alert", "tap setup.show", "tap grant.role")
@pytest.mark.steps("tap order.confirm", "/catalog")
async def test_from_brought_in_to_the_first_key_in_two_minutes(bare_play: Play) -> None:
    """By the owner's hand alone; a supporter buys by the role that every member has."""
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
    await play.say(town.sam, "/buy gta v", group)
    await play.tap(town.sam, "1", group)
    await play.tap(town.sam, "Confirm", group)
    assert "The key is ready to hand over" in play.shown(group).text
    assert town.codegames.charges == 1
    assert acts + 6 <= ACTS
