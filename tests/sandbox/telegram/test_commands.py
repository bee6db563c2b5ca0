"""Command lists: kept per scope and language, shown by Telegram's order."""

from typing import Any

import pytest

from sandbox.telegram import Chat, Person, World

from .caller import Caller


async def put(bot: Caller, name: str, scope: dict[str, Any] | None = None, **more: Any) -> None:
    """Set a list of one command."""
    commands = [{"command": name, "description": f"about {name}"}]
    await bot.done(
        "setMyCommands", commands=commands, **({"scope": scope} if scope else {}), **more
    )


def seen(person: Person, chat: Chat | None = None) -> str:
    """The names of the commands a person is shown."""
    return ",".join(name for name, _ in person.commands(chat))


async def test_the_narrowest_scope_wins(world: World, bot: Caller, sam: Person, desk: Chat) -> None:
    """From the default down to one member, each list hides the wider one for whom it is."""
    ann = world.person("Ann", language="de-AT")
    desk.add(ann)
    ann.starts()
    await put(bot, "everyone")
    await put(bot, "jeder", language_code="de")
    assert (seen(sam), seen(ann)) == ("everyone", "jeder")
    await put(bot, "private", {"type": "all_private_chats"})
    await put(bot, "groups", {"type": "all_group_chats"})
    assert (seen(ann), seen(ann, desk)) == ("private", "groups")
    await put(bot, "admins", {"type": "all_chat_administrators"})
    assert (seen(sam, desk), seen(ann, desk)) == ("admins", "groups")
    await put(bot, "here", {"type": "chat", "chat_id": desk.id})
    assert (seen(sam, desk), seen(ann, desk)) == ("here", "here")
    await put(bot, "bosses", {"type": "chat_administrators", "chat_id": desk.id})
    await put(bot, "ann", {"type": "chat_member", "chat_id": desk.id, "user_id": ann.id})
    assert (seen(sam, desk), seen(ann, desk)) == ("bosses", "ann")
    await put(bot, "sam", {"type": "chat", "chat_id": sam.id})
    assert seen(sam) == "sam"
    assert sam.commands() == [("sam", "about sam")]


async def test_a_deleted_list_lets_the_wider_one_through(bot: Caller, sam: Person) -> None:
    """deleteMyCommands unsets exactly one scope and language."""
    await put(bot, "everyone")
    await put(bot, "private", {"type": "all_private_chats"})
    scope = {"type": "all_private_chats"}
    assert len(await bot.done("getMyCommands", scope=scope)) == 1
    await bot.done("deleteMyCommands", scope=scope)
    assert await bot.done("getMyCommands", scope=scope) == []
    assert seen(sam) == "everyone"


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ({"command": "Big", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "a"}, "can't parse BotCommand: Can't find field \"description\""),
    ],
)
async def test_wrong_commands_are_refused(bot: Caller, command: dict[str, str], text: str) -> None:
    """Names are short and lower case, descriptions are there."""
    assert await bot.refused("setMyCommands", commands=[command]) == f"Bad Request: {text}"


async def test_a_scope_needs_a_chat_the_bot_knows(bot: Caller) -> None:
    """Lists are set only for chats that exist."""
    commands = [{"command": "a", "description": "x"}]
    refused = await bot.refused(
        "setMyCommands", commands=commands, scope={"type": "chat", "chat_id": 5}
    )
    assert refused == "Bad Request: chat not found"


async def test_the_bot_says_what_it_is_in_each_language(bot: Caller) -> None:
    """Descriptions fall back to the one without a language."""
    await bot.done("setMyDescription", description="Keys")
    await bot.done("setMyDescription", description="Schlüssel", language_code="de")
    german = await bot.done("getMyDescription", language_code="de")
    french = await bot.done("getMyDescription", language_code="fr")
    assert (german, french) == ({"description": "Schlüssel"}, {"description": "Keys"})
    await bot.done("setMyShortDescription", short_description="s" * 120)
    assert not (await bot("setMyShortDescription", short_description="s" * 121))["ok"]
