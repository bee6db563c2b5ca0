"""Chats and messages as Telegram keeps them: they know each other, and nobody who acts."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from .buttons import Button, Keyboard
from .channels import Channel
from .entities import Entity, FormattedText
from .files import StoredFile
from .html_render import render_html
from .rich import RichBlock
from .updates import Update
from .users import Bot, User

ChatKind = Literal["private", "group", "supergroup"]
GENERAL = 1
"""The id of a forum's first topic, which nobody created (Bot API server: GENERAL_FORUM_TOPIC_ID)."""
PRESENT = frozenset({"creator", "administrator", "member"})


class ChatRecord:
    """Who is in a chat of the bot's, and what it shows. What can be done there is in ``Chat``."""

    def __init__(
        self, bot: Bot, chat_id: int, kind: ChatKind, title: str, person: User | None = None
    ) -> None:
        self.bot = bot
        self.id = chat_id
        self.kind = kind
        self.title = title
        self.person = person
        """The other side of a private chat; None in groups."""
        self.members: dict[User, str] = {person: "member"} if person else {}
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
        self.migrated_to: ChatRecord | None = None
        self.is_forum = False
        self.bot_can_open_topics = True
        """Whether the bot manages topics, where it is an administrator."""
        self.bot_can_pin = True
        """Whether it pins messages there."""
        self.pinned: list[Message] = []
        """In the order they were pinned; the deleted ones too."""
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

    def messages_for(self, person: User) -> list["Message"]:
        """What this person sees here now, oldest first."""
        return [message for message in self.all_messages if message.seen_by(person)]

    def message(self, message_id: int) -> "Message | None":
        """The ordinary message with this id, unless it was deleted."""
        found = (
            m for m in reversed(self.all_messages) if m.id == message_id and m.ephemeral_id is None
        )
        return next((message for message in found if not message.deleted), None)

    def status_of(self, person: User) -> str:
        """``creator``, ``administrator``, ``member``, ``left`` or ``kicked``."""
        return self.members.get(person, "left")

    def has(self, person: User) -> bool:
        """Whether the person is in the chat."""
        return self.status_of(person) in PRESENT

    def lets_write(self, person: User) -> bool:
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

    @property
    def creator(self) -> User:
        """Who owns the group (its first member), or the private chat's person."""
        return next(iter(self.members))

    def describe(self) -> str:
        """The newest messages in words, for error texts."""
        lines = [f"  {message!r}" for message in self.messages[-10:]]
        return "\n".join([f"{self} shows:", *(lines or ["  nothing"])])

    def __repr__(self) -> str:
        name = self.person.name if self.person else self.title
        return f"<Chat {self.kind} {name} {self.id}>"


@dataclass(eq=False)
class Message:
    """A message as its chat shows it; two messages are equal only if they are the same one."""

    id: int
    chat: ChatRecord
    sender: User | None
    """None if the bot sent it."""
    date: datetime
    body: FormattedText = field(default_factory=lambda: FormattedText(""))
    markup: Keyboard = field(default_factory=Keyboard)
    reply_to: "Message | None" = None
    document: StoredFile | None = None
    """If there is one, the text is its caption."""
    is_photo: bool = False
    """Whether the file is shown as a photo."""
    sent_as: str | None = None
    """Another kind of content in the Bot API's words, such as ``sticker``; the file is then of that kind."""
    rich: tuple[RichBlock, ...] = ()
    """The blocks of a rich message, whose words are then the text too."""
    album: str | None = None
    """What the messages of one album have in common."""
    protect_content: bool = False
    silent: bool = False
    """Whether nobody hears a sound of it."""
    ephemeral_for: User | None = None
    ephemeral_id: int | None = None
    replaces: "Message | None" = None
    """The message in whose place an ephemeral one is shown."""
    service: dict[str, Any] | None = None
    """Fields of a service message in the Bot API's words."""
    notice: str = ""
    """A service message in words for people."""
    speaks_as: Channel | ChatRecord | None = None
    """In whose name it was written, if not in the sender's own."""
    forwarded: "Message | None" = None
    """The message of which it is a copy."""
    is_post: bool = False
    """A linked channel's post, forwarded by Telegram itself."""
    via_bot: bool = False
    """Whether it is a result of the bot's that the sender has chosen."""
    topic: "Message | None" = None
    """The creation of the forum topic it stands in; None in General and outside forums."""
    edits: int = 0
    edited_at: datetime | None = None
    deleted: bool = False
    update: Update | None = None
    """The update that told the bot of it; None for the bot's own or an unseen one."""

    @property
    def thread(self) -> "Message | None":
        """The creation of its forum topic, which may be the message itself."""
        return self if "forum_topic_created" in (self.service or {}) else self.topic

    @property
    def text(self) -> str:
        """The plain text, or the caption of a document."""
        return self.body.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities of the text, those that Telegram found by itself included."""
        return self.body.entities

    @property
    def html(self) -> str:
        """The text in Telegram's HTML, made anew from the entities."""
        return render_html(self.body)

    @property
    def keyboard(self) -> list[list[Button]]:
        """Rows of inline buttons; empty if there are none."""
        return [list(row) for row in self.markup.rows]

    def labels(self) -> list[str]:
        """Labels of all inline buttons, row by row."""
        return [button.label for row in self.markup.rows for button in row]

    def button(self, label: str) -> Button | None:
        """The first button with this label."""
        return next((b for row in self.markup.rows for b in row if b.label == label), None)

    def seen_by(self, person: User) -> bool:
        """Whether this member of the chat sees it now."""
        if self.deleted:
            return False
        return self.ephemeral_for is None or person in (self.ephemeral_for, self.sender)

    def __repr__(self) -> str:
        who = self.sender.name if self.sender else "bot"
        shown = self.text or self.notice
        return f"<Message {self.id} from {who}: {shown!r} {self.labels()}>"
