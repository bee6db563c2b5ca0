"""Private chats and groups, who is in them and what they show."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from sandbox.gates import PATIENCE

from .payloads import member_updated

if TYPE_CHECKING:
    from .channels import Channel
    from .messages import Message
    from .people import Person
    from .world import World

ChatKind = Literal["private", "group", "supergroup"]
GENERAL = 1
"""The id of a forum's first topic, which nobody created (Bot API server: GENERAL_FORUM_TOPIC_ID)."""
PRESENT = frozenset({"creator", "administrator", "member"})


class Chat:
    """A chat the bot has to do with; make groups with ``World.group``."""

    def __init__(
        self,
        world: "World",
        chat_id: int,
        kind: ChatKind,
        title: str,
        person: "Person | None" = None,
    ) -> None:
        self.world = world
        self.id = chat_id
        self.kind = kind
        self.title = title
        self.person = person
        """The other side of a private chat; None in groups."""
        self.members: dict[Person, str] = {person: "member"} if person else {}
        """Everyone who is or was here, with the status as in ChatMember."""
        self.bot_status = "member" if person else "left"
        self.bot_can_delete = False
        self.username: str | None = None
        """Of a public group, which anybody can look into and join."""
        self.comments_of: Channel | None = None
        """The channel whose comments these are: whoever reads it writes here without joining."""
        self.must_join = False
        """Whether even they have to join first (Bot API: join_to_send_messages)."""
        self.hides_members = False
        """Whether only administrators see who is in it."""
        self.started = False
        self.blocked = False
        self.migrated_to: Chat | None = None
        self.closed_topics: set[int] = set()
        """Ids of the creations of closed forum topics; ``GENERAL`` is that of the first."""
        self.all_messages: list[Message] = []
        """Every message ever, the deleted ones too."""

    @property
    def is_group(self) -> bool:
        """Whether it is a group or a supergroup."""
        return self.person is None

    @property
    def messages(self) -> list["Message"]:
        """What the chat shows now, oldest first; those for one person's eyes included."""
        return [message for message in self.all_messages if not message.deleted]

    @property
    def last(self) -> "Message":
        """The newest message; LookupError if there is none."""
        newest = next((m for m in reversed(self.all_messages) if not m.deleted), None)
        if newest is None:
            raise LookupError(f"nothing in {self}")
        return newest

    def messages_for(self, person: "Person") -> list["Message"]:
        """What this person sees here now, oldest first."""
        return [message for message in self.all_messages if message.seen_by(person)]

    def message(self, message_id: int) -> "Message | None":
        """The ordinary message with this id, unless it was deleted."""
        found = (
            m for m in reversed(self.all_messages) if m.id == message_id and m.ephemeral_id is None
        )
        return next((message for message in found if not message.deleted), None)

    def status_of(self, person: "Person") -> str:
        """``creator``, ``administrator``, ``member``, ``left`` or ``kicked``."""
        return self.members.get(person, "left")

    def has(self, person: "Person") -> bool:
        """Whether the person is in the chat."""
        return self.status_of(person) in PRESENT

    def lets_write(self, person: "Person") -> bool:
        """Whether the person may write here: members, and commenters where they need not join."""
        return self.has(person) or (
            self.comments_of is not None
            and not self.must_join
            and self.status_of(person) != "kicked"
        )

    def has_bot(self) -> bool:
        """Whether the bot is in the chat."""
        return self.bot_status in PRESENT or self.bot_silenced

    @property
    def bot_silenced(self) -> bool:
        """Whether the bot is in the chat and may not write."""
        return self.bot_status == "restricted"

    def bot_hears(self, message: "Message") -> bool:
        """Whether the bot gets to know of this message (Bots: "Privacy mode")."""
        if not self.has_bot():
            return False
        if not self.is_group or self.bot_status == "administrator" or not self.world.privacy_mode:
            return True
        reply = message.reply_to
        return (
            message.service is not None
            or (reply is not None and reply.sender is None)
            or self.world.addressed(message)
        )

    def add(self, person: "Person", by: "Person | None" = None) -> None:
        """Bring a person in; ``by`` who (the person, if not said)."""
        self.set_status(person, by or person, "member")
        self.world.serve(self, by or person, f"{person.name} joined", new_chat_members=[person])

    def remove(self, person: "Person", by: "Person | None" = None) -> None:
        """Throw a person out; ``by`` whom (the owner, if not said)."""
        actor = by or self.creator
        self.set_status(person, actor, "kicked")
        self.world.serve(self, actor, f"{person.name} was removed", left_chat_member=person)

    def promote(self, person: "Person") -> None:
        """Make a member an administrator."""
        self.set_status(person, self.creator, "administrator")

    def set_status(self, person: "Person", by: "Person", status: str) -> None:
        """Change what a person is here; a bot that is an administrator is told (chat_member)."""
        before = self.status_of(person)
        self.members[person] = status
        if self.bot_status == "administrator":
            update = member_updated(self, by, person, before, status)
            self.world.updates.add("chat_member", update)
        self.world.chat_changed(self)

    @property
    def creator(self) -> "Person":
        """Who owns the group (its first member), or the private chat's person."""
        return next(iter(self.members))

    def add_bot(self, by: "Person | None" = None, *, can_delete: bool | None = None) -> None:
        """Bring the bot in (again), as an administrator if it may delete messages."""
        if can_delete is not None:
            self.bot_can_delete = can_delete
        before = self.bot_status
        self.bot_status = "administrator" if self.bot_can_delete else "member"
        actor = by or self.creator
        self.world.bot_status_changed(self, actor, before, self.bot_status)
        self.world.serve(self, actor, f"{self.world.bot_name} joined", new_chat_members=[None])

    def remove_bot(self, by: "Person | None" = None) -> None:
        """Throw the bot out."""
        before, self.bot_status = self.bot_status, "kicked"
        self.world.bot_status_changed(self, by or self.creator, before, "kicked")

    def silence_bot(self) -> None:
        """Take the bot's right to write away."""
        before, self.bot_status = self.bot_status, "restricted"
        self.world.bot_status_changed(self, self.creator, before, "restricted")

    def let_bot_write(self) -> None:
        """Give it back."""
        before, self.bot_status = self.bot_status, "member"
        self.world.bot_status_changed(self, self.creator, before, "member")

    def open_topic(self, name: str, by: "Person | None" = None) -> "Message":
        """Create a forum topic and give the message that says so; ``by`` None is the bot."""
        who = by.name if by else self.world.bot_name
        created = {"name": name, "icon_color": 7322096}
        return self.world.serve(
            self, by, f"{who} created the topic {name}", forum_topic_created=created
        )

    def close_topic(self, topic: "Message | None" = None) -> None:
        """Close a forum topic, or General if none is named: only who manages topics writes there."""
        self.closed_topics.add(topic.id if topic else GENERAL)

    def reopen_topic(self, topic: "Message | None" = None) -> None:
        """Open it again."""
        self.closed_topics.discard(topic.id if topic else GENERAL)

    def delete_topic(self, topic: "Message") -> None:
        """Delete a forum topic with all its messages."""
        for message in self.messages:
            if message.thread is topic:
                self.world.remove(message)

    def upgrade(self) -> "Chat":
        """Turn the group into a supergroup with another id, and return that one."""
        return self.world.upgrade(self)

    async def until(self, condition: Callable[[], object], timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - callers name it
        """Wait until the condition is true, checked at each change of the world.

        TimeoutError, saying what the chat shows, after ``timeout`` seconds.
        """
        await self.world.until(condition, timeout, shows=self.describe)

    def describe(self) -> str:
        """The newest messages in words, for error texts."""
        lines = [f"  {message!r}" for message in self.messages[-10:]]
        return "\n".join([f"{self} shows:", *(lines or ["  nothing"])])

    def __repr__(self) -> str:
        name = self.person.name if self.person else self.title
        return f"<Chat {self.kind} {name} {self.id}>"
