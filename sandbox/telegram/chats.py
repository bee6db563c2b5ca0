"""Private chats and groups as tests and people use them: what can be done in a chat."""

from collections.abc import Callable

from sandbox.gates import PATIENCE

from .channels import Channel
from .chat_records import GENERAL, ChatKind, ChatRecord, Message
from .relay import Relay
from .users import User


class Chat(ChatRecord):
    """A chat the bot has to do with; make groups with ``World.group``."""

    def __init__(
        self,
        relay: Relay,
        chats: "dict[int, Chat]",
        chat_id: int,
        kind: ChatKind,
        title: str,
        person: User | None = None,
    ) -> None:
        super().__init__(relay.bot, chat_id, kind, title, person)
        self._relay = relay
        self._chats = chats
        """Every chat of the world by its id, where the supergroup goes that this may become."""

    def add(self, person: User, by: User | None = None) -> None:
        """Bring a person in; ``by`` who (the person, if not said)."""
        self.set_status(person, by or person, "member")
        self._relay.serve(self, by or person, f"{person.name} joined", new_chat_members=[person])

    def remove(self, person: User, by: User | None = None) -> None:
        """Throw a person out; ``by`` whom (the owner, if not said)."""
        actor = by or self.creator
        self.set_status(person, actor, "kicked")
        self._relay.serve(self, actor, f"{person.name} was removed", left_chat_member=person)

    def promote(self, person: User) -> None:
        """Make a member an administrator."""
        self.set_status(person, self.creator, "administrator")

    def set_status(self, person: User, by: User, status: str) -> None:
        """Change what a person is here; a bot that is an administrator is told (chat_member)."""
        before = self.status_of(person)
        self.members[person] = status
        self._relay.status_changed(self, by, person, before, status)

    def add_bot(self, by: User | None = None, *, can_delete: bool | None = None) -> None:
        """Bring the bot in (again), as an administrator if it may delete messages."""
        if can_delete is not None:
            self.bot_can_delete = can_delete
        before = self.bot_status
        self.bot_status = "administrator" if self.bot_can_delete else "member"
        actor = by or self.creator
        self._relay.bot_status_changed(self, actor, before, self.bot_status)
        self._relay.serve(self, actor, f"{self.bot.name} joined", new_chat_members=[None])

    def remove_bot(self, by: User | None = None) -> None:
        """Throw the bot out."""
        before, self.bot_status = self.bot_status, "kicked"
        self._relay.bot_status_changed(self, by or self.creator, before, "kicked")

    def silence_bot(self) -> None:
        """Take the bot's right to write away."""
        before, self.bot_status = self.bot_status, "restricted"
        self._relay.bot_status_changed(self, self.creator, before, "restricted")

    def let_bot_write(self) -> None:
        """Give it back."""
        before, self.bot_status = self.bot_status, "member"
        self._relay.bot_status_changed(self, self.creator, before, "member")

    def open_topic(self, name: str, by: User | None = None) -> Message:
        """Create a forum topic and give the message that says so; ``by`` None is the bot."""
        who = by.name if by else self.bot.name
        created = {"name": name, "icon_color": 7322096}
        return self._relay.serve(
            self, by, f"{who} created the topic {name}", forum_topic_created=created
        )

    def close_topic(self, topic: Message | None = None, *, by_bot: bool = False) -> None:
        """Close a forum topic, or General if none is named: only who manages topics writes there."""
        self.closed_topics.add(topic.id if topic else GENERAL)
        self._say_of_topic(topic, "closed the topic", "forum_topic_closed", by_bot=by_bot)

    def reopen_topic(self, topic: Message | None = None, *, by_bot: bool = False) -> None:
        """Open it again."""
        self.closed_topics.discard(topic.id if topic else GENERAL)
        self._say_of_topic(topic, "opened the topic again", "forum_topic_reopened", by_bot=by_bot)

    def unhide_general(self) -> None:
        """Show General again to whom it was hidden from, and let be written there."""
        self.closed_topics.discard(GENERAL)
        self._say_of_topic(None, "shows General again", "general_forum_topic_unhidden")

    def _say_of_topic(
        self, topic: Message | None, what: str, field: str, *, by_bot: bool = False
    ) -> None:
        by = None if by_bot else self.creator
        who = by.name if by else self.bot.name
        self._relay.serve(self, by, f"{who} {what}", topic=topic, **{field: {}})

    def delete_topic(self, topic: Message) -> None:
        """Delete a forum topic with all its messages."""
        for message in self.messages:
            if message.thread is topic:
                self._relay.remove(message)

    def add_post(self, channel: Channel, text: str) -> Message:
        """Post something in a channel, which Telegram forwards into this group by itself."""
        return self._relay.forwarded_post(channel, text, self)

    def upgrade(self) -> "Chat":
        """Turn the group into a supergroup with another id, and return that one.

        The old id is dead, and both chats say where to go. ValueError if it is no group any more.
        """
        if self.kind != "group" or self.migrated_to is not None:
            raise ValueError(f"{self} cannot be upgraded")
        relay = self._relay
        new = Chat(relay, self._chats, relay.ids.group("supergroup"), "supergroup", self.title)
        new.members, new.bot_status = dict(self.members), self.bot_status
        new.bot_can_delete = self.bot_can_delete
        self._chats[new.id] = new
        relay.serve(self, self.creator, "became a supergroup", migrate_to_chat_id=new.id)
        self.migrated_to = new
        relay.serve(new, self.creator, "was a group", migrate_from_chat_id=self.id)
        relay.chat_changed(new)
        return new

    async def until(self, condition: Callable[[], object], timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - callers name it
        """Wait until the condition is true, checked at each change of the world.

        TimeoutError, saying what the chat shows, after ``timeout`` seconds.
        """
        await self._relay.hub.until(condition, timeout, self.describe)


class DirectChat(Chat):
    """A chat of two people with each other. Its id is nobody's: no bot is told of it."""

    def __init__(
        self, relay: Relay, chats: "dict[int, Chat]", chat_id: int, one: User, other: User
    ) -> None:
        super().__init__(relay, chats, chat_id, "private", "", other)
        self.members[one] = "member"
        self.bot_status, self.started = "left", True

    def other(self, person: User) -> User:
        """Whom this one talks with."""
        return next((each for each in self.members if each is not person), person)
