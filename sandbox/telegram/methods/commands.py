"""setMyCommands, getMyCommands, deleteMyCommands."""

import re
from typing import TYPE_CHECKING, Any

from sandbox.telegram.changes import Change
from sandbox.telegram.commands import Command, Scope
from sandbox.telegram.errors import Complaint, bad_request
from sandbox.telegram.params import (
    Fields,
    Params,
    chat_ref,
    check_fields,
    json_array,
    json_object,
    string,
)

from .access import find_chat
from .registry import METHODS

if TYPE_CHECKING:
    from sandbox.telegram.world import World

MAX_COMMANDS = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_IN_CHAT = {"chat", "chat_administrators", "chat_member"}
_WHERE: Fields = {
    "scope": json_object("BotCommandScope", {"type": str, "chat_id": (int, str), "user_id": int}),
    "language_code": string,
}


@METHODS.add("setMyCommands", {**_WHERE, "commands": json_array("BotCommand")})
async def set_my_commands(world: "World", params: Params) -> Any:
    """Set the list of a scope and language."""
    items = params.get("commands", [])
    if len(items) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = tuple(_command(item) for item in items)
    world.commands.set(*_where(world, params), commands)
    world.hub.publish(Change("commands"))
    return True


@METHODS.add("getMyCommands", _WHERE)
async def get_my_commands(world: "World", params: Params) -> Any:
    """The list exactly of this scope and language."""
    return [
        {"command": c.command, "description": c.description}
        | ({"is_ephemeral": True} if c.is_ephemeral else {})
        for c in world.commands.get(*_where(world, params))
    ]


@METHODS.add("deleteMyCommands", _WHERE)
async def delete_my_commands(world: "World", params: Params) -> Any:
    """Unset the list, so that wider scopes show through."""
    world.commands.set(*_where(world, params), ())
    world.hub.publish(Change("commands"))
    return True


def _command(item: Any) -> Command:
    prefix = "can't parse BotCommand: "
    if not isinstance(item, dict):
        raise bad_request(f"{prefix}expected an Object")
    known: dict[str, type | tuple[type, ...]] = {
        "command": str,
        "description": str,
        "is_ephemeral": bool,
    }
    check_fields("BotCommand", item, known)
    for field in ("command", "description"):
        if field not in item:
            raise bad_request(f'{prefix}Can\'t find field "{field}"')
    name = item["command"].removeprefix("/")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(item["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return Command(name, item["description"], item.get("is_ephemeral", False))


def _where(world: "World", params: Params) -> tuple[Scope, str]:
    scope = params.get("scope", {"type": "default"})
    language = params.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    prefix = "can't parse BotCommandScope: "
    kind = scope.get("type")
    if kind in _PLAIN:
        if len(scope) > 1:
            raise Complaint(f"scope {kind} has nothing but a type: {scope}")
        return Scope(kind), language
    if kind not in _IN_CHAT:
        raise bad_request(f"{prefix}Unsupported type specified")
    if "chat_id" not in scope:
        raise bad_request(f'{prefix}Can\'t find field "chat_id"')
    chat = find_chat(world, {"chat_id": chat_ref("chat_id", scope["chat_id"])})
    if kind != "chat_member":
        return Scope(kind, chat.id), language
    person = world.person_by_id(scope.get("user_id", 0))
    if person is None:
        raise bad_request("user not found")
    return Scope(kind, chat.id, person.id), language
