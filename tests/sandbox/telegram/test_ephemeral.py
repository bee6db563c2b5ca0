"""Ephemeral messages: for one member's eyes."""

from typing import Any

import pytest

from sandbox.telegram import Chat, Person, World
from tests.clock import ManualClock

from .caller import Caller


@pytest.fixture
def ann(world: World) -> Person:
    """Somebody who never started the bot."""
    return world.person("Ann")


@pytest.fixture
def plain(world: World, sam: Person, ann: Person) -> Chat:
    """A group in which the bot is no administrator."""
    return world.group("Plain", [sam, ann], bot_can_delete=False)


def to(person: Person, **more: Any) -> dict[str, Any]:
    """EphemeralMessageParameters for a person."""
    return {"receiver_user_id": person.id, **more}


async def test_an_administrator_tells_one_member(
    bot: Caller, desk: Chat, sam: Person, ann: Person
) -> None:
    """Only the receiver sees it, edits change it, and a delete takes it away."""
    desk.add(ann)
    sent = await bot.done(
        "sendMessage", chat_id=desk.id, text="psst", ephemeral_message_parameters=to(sam)
    )
    assert sent["message_id"] == 0 and sent["receiver_user"]["id"] == sam.id
    assert desk.messages_for(sam)[-1].text == "psst"
    assert "psst" not in [m.text for m in desk.messages_for(ann)]
    place = {**to(sam), "chat_id": desk.id, "ephemeral_message_id": sent["ephemeral_message_id"]}
    assert await bot.done("editEphemeralMessageText", **place, text="secret") is True
    assert desk.messages_for(sam)[-1].text == "secret"
    assert await bot.done("deleteEphemeralMessage", **place) is True
    assert "secret" not in [m.text for m in desk.messages_for(sam)]
    gone = await bot.refused("deleteEphemeralMessage", **place)
    assert gone == "Bad Request: message to delete not found"


async def test_any_bot_answers_a_tap_within_fifteen_seconds(
    bot: Caller, plain: Chat, sam: Person, ann: Person, clock: ManualClock
) -> None:
    """Without rights a fresh tap of the same person is needed."""
    markup = {"inline_keyboard": [[{"text": "Why", "callback_data": "why"}]]}
    await bot.done("sendMessage", chat_id=plain.id, text="card", reply_markup=markup)
    send = {"chat_id": plain.id, "text": "because"}
    refused = await bot.refused("sendMessage", **send, ephemeral_message_parameters=to(sam))
    assert refused == "Bad Request: not enough rights to send ephemeral messages to the chat"
    tap = sam.taps("Why", plain)
    for_tap = {"callback_query_id": tap.id, "replace_callback_query_message": True}
    assert not (await bot("sendMessage", **send, ephemeral_message_parameters=to(ann, **for_tap)))[
        "ok"
    ]
    await bot.done("sendMessage", **send, ephemeral_message_parameters=to(sam, **for_tap))
    assert plain.messages_for(sam)[-1].replaces is tap.message
    late = sam.taps("Why", plain)
    clock.advance(16)
    refused = await bot.refused(
        "sendMessage", **send, ephemeral_message_parameters=to(sam, callback_query_id=late.id)
    )
    assert refused.startswith("Bad Request: query is too old")


async def test_an_ephemeral_command_is_seen_by_the_bot_and_answered(
    bot: Caller, plain: Chat, sam: Person, ann: Person
) -> None:
    """A command marked so stays between the person and the bot, which may answer it."""
    commands = [{"command": "whoami", "description": "x", "is_ephemeral": True}]
    await bot.done("setMyCommands", commands=commands)
    said = sam.says("/whoami", plain)
    assert said.update is not None and said.id == 0
    assert said not in plain.messages_for(ann) and said in plain.messages_for(sam)
    await bot.done(
        "sendMessage",
        chat_id=plain.id,
        text="You are Sam",
        ephemeral_message_parameters=to(sam),
        reply_parameters={"ephemeral_message_id": said.update.payload["ephemeral_message_id"]},
    )
    assert plain.messages_for(ann)[-1].text == ""


async def test_ephemeral_messages_are_for_members_of_groups(
    bot: Caller, desk: Chat, sam: Person, ann: Person
) -> None:
    """Neither a private chat nor a stranger gets one."""
    send = {"text": "x", "ephemeral_message_parameters": to(sam)}
    assert not (await bot("sendMessage", chat_id=sam.id, **send))["ok"]
    send["ephemeral_message_parameters"] = to(ann)
    assert await bot.refused("sendMessage", chat_id=desk.id, **send) == (
        "Bad Request: user not found"
    )
