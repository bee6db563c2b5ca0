"""Command lists by scope and language, and which of them a person is shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from .chat_records import ChatRecord
from .users import User


@dataclass(frozen=True)
class Scope:
    """A BotCommandScope."""

    type: str = "default"
    chat_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True)
class Command:
    """A BotCommand."""

    command: str
    description: str
    is_ephemeral: bool = False


class CommandLists:
    """What setMyCommands has set."""

    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], tuple[Command, ...]] = {}

    def set(self, scope: Scope, language: str, commands: tuple[Command, ...]) -> None:
        """Set the list of a scope and language (``""``: every language); an empty one unsets it."""
        if commands:
            self._lists[scope, language] = commands
        else:
            self._lists.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> tuple[Command, ...]:
        """The list exactly of this scope and language."""
        return self._lists.get((scope, language), ())

    def shown(self, person: User, chat: ChatRecord) -> tuple[Command, ...]:
        """The first list there is, in the order of "Determining list of commands"."""
        language = (person.language or "").partition("-")[0]
        for scope in _scopes(person, chat):
            for spoken in (language, ""):
                commands = self.get(scope, spoken)
                if commands:
                    return commands
        return ()


def _scopes(person: User, chat: ChatRecord) -> Iterator[Scope]:
    if not chat.is_group:
        yield Scope("chat", chat.id)
        yield Scope("all_private_chats")
    else:
        admin = chat.status_of(person) in {"creator", "administrator"}
        yield Scope("chat_member", chat.id, person.id)
        if admin:
            yield Scope("chat_administrators", chat.id)
        yield Scope("chat", chat.id)
        if admin:
            yield Scope("all_chat_administrators")
        yield Scope("all_group_chats")
    yield Scope()
