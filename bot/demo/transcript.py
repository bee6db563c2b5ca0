"""What happens on the stage as text: who says what where, and what the bot answers or edits."""

import sys
import textwrap

from sandbox.telegram import Chat, Message, Person, World

_WIDTH = 88
_State = tuple[str, tuple[str, ...]]


class Transcript:
    """Prints what is new in all chats each time it is asked to."""

    def __init__(self, world: World, bot_name: str = "Keydesk") -> None:
        self._world = world
        self._bot_name = bot_name
        self._known: dict[tuple[int, int], _State] = {}
        self._place = ""

    def heading(self, title: str) -> None:
        """Begin a part of the day."""
        _print(f"\n\n━━ {title} " + "━" * max(3, _WIDTH - len(title) - 4))
        self._place = ""

    def catch_up(self) -> None:
        """Take what stands in the chats now as known."""
        for chat in self._world.chats:
            for message in chat.messages:
                self._known[chat.id, message.id] = _state(message)

    def says(self, person: Person, chat: Chat, text: str) -> None:
        """A person types or presses something."""
        self._go_to(person, chat)
        _print(f"  {person.name}: {text}")

    def show_news(self) -> None:
        """Print what the bot has sent or edited since."""
        for chat in self._world.chats:
            for message in chat.messages:
                key, state = (chat.id, message.id), _state(message)
                if message.sender is not None or self._known.get(key) == state:
                    continue
                edited = key in self._known
                self._known[key] = state
                self._show(chat, message, edited=edited)

    def _show(self, chat: Chat, message: Message, *, edited: bool) -> None:
        self._go_to(None, chat)
        _print(f"  {self._bot_name}{' (edits)' if edited else ''}:")
        for line in message.text.splitlines() or [""]:
            _print("\n".join(textwrap.wrap(line, _WIDTH - 6)) or "", indent=6)
        for row in message.keyboard:
            _print("  ".join(f"[{button.label}]" for button in row), indent=6)

    def _go_to(self, person: Person | None, chat: Chat) -> None:
        place = chat.title if chat.is_group else f"{chat.title}, private"
        if place != self._place:
            self._place = place
            _print(f"\n· {place}")


def _state(message: Message) -> _State:
    return message.html, tuple(message.labels())


def _print(text: str, indent: int = 0) -> None:
    sys.stdout.write(textwrap.indent(text, " " * indent) + "\n")
