"""The bot is blocked or removed, and comes back."""

from datetime import timedelta

import pytest

from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought


@pytest.mark.steps("event my_chat_member")
async def test_a_person_who_blocks_and_returns_is_served_again(play: Play) -> None:
    """After unblocking, keys can be sent again."""
    town = play.town
    await play.blocks(town.cara)
    await play.buy()
    await play.tap(town.sam, "Send to customer", play.desk)
    await play.gives("@cara", play.desk)
    assert "I cannot write to Cara Customer" in play.shown(play.desk).text
    assert "Welcome" in (await play.start(town.cara)).text
    await play.tap(town.sam, "Send to customer", play.desk)
    await play.gives("@cara", play.desk)
    assert play.sold()[0] in play.shown(town.cara.private).text


@pytest.mark.steps("event my_chat_member")
async def test_a_group_that_removed_the_bot_is_left_in_peace(play: Play) -> None:
    """Nothing is sent there, other chats go on; brought back, it is told what is so now."""
    town, managers = play.town, play.town.managers
    play.done.add("event my_chat_member")
    managers.remove_bot()
    await play.stage.quiet()
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.later(timedelta(minutes=1))
    sends = [
        call
        for call in town.world.calls
        if call.method == "sendMessage" and call.params["chat_id"] == managers.id and not call.ok
    ]
    assert sends == []
    assert "956.30" in (await play.say(town.sam, "/stock gtav", play.desk)).text
    managers.add_bot()
    await play.stage.quiet()
    assert play.shown(managers).text == (
        "Hello. This chat is set up; /menu shows what you can do here."
    )
    await play.later(timedelta(minutes=1))
    assert "puzzle: a maintenance has begun." in play.shown(managers).text


@begins(one_bought)
async def test_a_claim_made_while_the_group_is_gone_still_gives_the_key(play: Play) -> None:
    """The customer has the key, whatever became of the chat that sold it."""
    town, desk = play.town, play.desk
    await play.tap(town.sam, "Claim link", desk)
    token = play.shown(town.sam.private).text.partition("?start=")[2].split()[0]
    desk.remove_bot()
    await play.stage.quiet()
    assert play.sold()[0] in (await play.start(town.cara, token)).text
