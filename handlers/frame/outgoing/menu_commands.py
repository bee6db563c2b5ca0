"""The command lists Telegram shows: each person and chat sees what may be done there, no more."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    BotCommandScopeUnion,
)

from handlers.frame.registry import GROUP, OPEN, PRIVATE, Registry, Route
from handlers.words.texts import Library, Texts
from services.recent import Recent

if TYPE_CHECKING:
    from services.access.service import Access
    from services.people import People

MOST_COMMANDS = 100
"""Of one list (Bot API: setMyCommands)."""
_log = structlog.get_logger(__name__)


def routes_for(
    registry: Registry, permissions: Collection[str], *, is_private: bool
) -> list[Route]:
    """The listed commands that somebody with these permissions may give in such a chat."""
    elsewhere = GROUP if is_private else PRIVATE
    return [
        route
        for route in registry.commands.values()
        if route.listed
        and route.where is not elsewhere
        and (route.permission == OPEN or {route.permission, route.also} & set(permissions))
        and registry.serves(route)
    ]


def commands_for(
    registry: Registry, t: Texts, permissions: Collection[str], *, is_private: bool
) -> list[BotCommand]:
    """The same, as Telegram lists them."""
    return [
        BotCommand(command=route.name, description=t.plain(f"command-{route.name}"))
        for route in routes_for(registry, permissions, is_private=is_private)
    ][:MOST_COMMANDS]


class CommandLists:
    """Publishes the lists, each only when it has changed since it was published last."""

    def __init__(
        self, registry: Registry, library: Library, access: Access, people: People
    ) -> None:
        self._registry = registry
        self._library = library
        self._access = access
        self._people = people
        self._published: Recent[list[BotCommand]] = Recent()

    async def publish_defaults(self, bot: Bot) -> None:
        """What everybody sees who has no role: for private chats and for groups."""
        t = self._texts(0)
        for is_private, scope in (
            (True, BotCommandScopeAllPrivateChats()),
            (False, BotCommandScopeAllGroupChats()),
        ):
            mine = {"keys.own"} if is_private else set()
            await self._put(
                bot, scope, commands_for(self._registry, t, mine, is_private=is_private)
            )

    async def publish_person(self, bot: Bot, user_id: int) -> None:
        """A person's list in the private chat."""
        await self._put(
            bot,
            BotCommandScopeChat(chat_id=user_id),
            commands_for(
                self._registry,
                self._texts(user_id),
                self._access.permissions(user_id, user_id),
                is_private=True,
            ),
        )

    async def publish_chat(self, bot: Bot, chat_id: int) -> None:
        """A group's list: what its default role may do, and a list of their own for its people."""
        if chat_id > 0:
            await self.publish_person(bot, chat_id)
            return
        nobody = 0  # no person has this id: what remains is the default role of the chat
        permissions = self._access.granted(nobody, chat_id)
        t = self._texts(chat_id)
        await self._put(
            bot,
            BotCommandScopeChat(chat_id=chat_id),
            commands_for(self._registry, t, permissions, is_private=False),
        )
        for user_id in {member.user_id for member in self._access.members(chat_id)}:
            await self.publish_member(bot, chat_id, user_id)

    async def publish_member(self, bot: Bot, chat_id: int, user_id: int) -> None:
        """A person's list in a group."""
        if chat_id == user_id:
            await self.publish_person(bot, user_id)
            return
        await self._put(
            bot,
            BotCommandScopeChatMember(chat_id=chat_id, user_id=user_id),
            commands_for(
                self._registry,
                self._texts(user_id),
                self._access.granted(user_id, chat_id),
                is_private=False,
            ),
        )

    def _texts(self, user_id: int) -> Texts:
        return self._library.texts(self._people.language(user_id), "UTC")

    async def _put(self, bot: Bot, scope: BotCommandScopeUnion, commands: list[BotCommand]) -> None:
        key = scope.model_dump_json()
        if self._published.get(key) == commands:
            return
        try:
            await bot.set_my_commands(commands, scope=scope)
        except TelegramAPIError as error:
            # Such as a person who is not in the chat: a list is a comfort, never worth an error.
            _log.warning("command list not published", scope=key, problem=str(error))
            return
        self._published.put(key, commands)
