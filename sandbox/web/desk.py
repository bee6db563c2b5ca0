"""The world as one person sees it: which chats, which messages in which order."""

from sandbox.telegram import Chat, Message, Person, World

from .reading import Reading


class Desk:
    """Finds people, chats and messages of a world, and knows who has read what."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reading = Reading()

    def person(self, person_id: int) -> Person:
        """The person with this id; LookupError if nobody has it."""
        person = self.world.person_by_id(person_id)
        if person is None:
            raise LookupError("There is no such person")
        return person

    def chats(self, person: Person) -> list[Chat]:
        """The person's chats: an unstarted one with the bot first, then the busiest lately."""
        there = [*self.world.chats, *self.world.direct]
        mine = [chat for chat in there if chat.has(person) and chat.migrated_to is None]
        return sorted(mine, key=lambda chat: self._recency(person, chat), reverse=True)

    def chat(self, person: Person, chat_id: int) -> Chat:
        """One of the person's chats; LookupError if the person is not in it."""
        for chat in self.chats(person):
            if chat.id == chat_id:
                return chat
        raise LookupError(f"{person.name} is not in this chat")

    def today(self, chat_id: int) -> Chat:
        """The chat that had this id once, upgrades followed; LookupError if there was none."""
        direct = (each for each in self.world.direct if each.id == chat_id)
        chat = self.world.chat(chat_id) or next(direct, None)
        if chat is None:
            raise LookupError("There is no such chat")
        return self.today(chat.migrated_to.id) if chat.migrated_to else chat

    def former(self, chat: Chat) -> list[Chat]:
        """The groups this supergroup was before."""
        return [old for old in self.world.chats if old.migrated_to is chat]

    def messages(self, person: Person, chat: Chat) -> list[Message]:
        """What the person sees, as Telegram's apps show it.

        An ephemeral message stands in the place of the one it replaces, and a supergroup goes on
        where its group ended.
        """
        before = [message for old in self.former(chat) for message in self.messages(person, old)]
        seen = [message for message in chat.all_messages if message.seen_by(person)]
        instead = {message.replaces: message for message in seen if message.replaces is not None}
        shown = [instead.get(message, message) for message in seen if message.replaces not in seen]
        return before + [message for message in shown if not _repeats_upgrade(message)]

    def message(self, person: Person, chat: Chat, key: str) -> Message:
        """The message with this key in the person's view; LookupError if it is not there."""
        for message in reversed(self.messages(person, chat)):
            if message_key(message) == key:
                return message
        raise LookupError("This message is gone")

    def _recency(self, person: Person, chat: Chat) -> tuple[bool, float]:
        messages = self.messages(person, chat)
        unstarted = not chat.is_group and not messages
        return unstarted, messages[-1].date.timestamp() if messages else 0


def message_key(message: Message) -> str:
    """The message's name on the page, where ephemeral ones and a former group's count anew."""
    before = "g" if message.chat.migrated_to else ""
    return f"{before}{message.id}" if message.ephemeral_id is None else f"e{message.ephemeral_id}"


def _repeats_upgrade(message: Message) -> bool:
    return "migrate_from_chat_id" in (message.service or {})
