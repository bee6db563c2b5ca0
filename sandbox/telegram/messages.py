"""What stands in a chat: messages, their buttons and documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from .entities import Entity, FormattedText
from .files import StoredFile
from .html_render import render_html

if TYPE_CHECKING:
    from .channels import Channel
    from .chats import Chat
    from .people import Person
    from .updates import Update

ButtonKind = Literal["callback", "url", "copy", "other"]


@dataclass(frozen=True)
class Button:
    """A button under a message; what it holds stands in the field of its kind."""

    label: str
    kind: ButtonKind
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None
    """``danger``, ``success``, ``primary`` or None."""


@dataclass(frozen=True)
class Keyboard:
    """The markup of a message: rows of inline buttons, or rows of texts to answer with."""

    rows: tuple[tuple[Button, ...], ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)
    replies: tuple[tuple[str, ...], ...] = ()
    """Labels of a reply keyboard; a tap on one says it."""
    requests: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """By their labels, the buttons of a reply keyboard by which a person is picked."""


@dataclass(eq=False)
class Message:
    """A message as its chat shows it; two messages are equal only if they are the same one."""

    id: int
    chat: "Chat"
    sender: "Person | None"
    """None if the bot sent it."""
    date: datetime
    body: FormattedText = field(default_factory=lambda: FormattedText(""))
    markup: Keyboard = field(default_factory=Keyboard)
    reply_to: "Message | None" = None
    document: StoredFile | None = None
    """If there is one, the text is its caption."""
    protect_content: bool = False
    ephemeral_for: "Person | None" = None
    ephemeral_id: int | None = None
    replaces: "Message | None" = None
    """The message in whose place an ephemeral one is shown."""
    service: dict[str, Any] | None = None
    """Fields of a service message in the Bot API's words."""
    notice: str = ""
    """A service message in words for people."""
    speaks_as: "Channel | Chat | None" = None
    """In whose name it was written, if not in the sender's own."""
    forwarded: "Message | None" = None
    """The message of which it is a copy."""
    is_post: bool = False
    """A linked channel's post, forwarded by Telegram itself."""
    topic: "Message | None" = None
    """The creation of the forum topic it stands in; None in General and outside forums."""
    edits: int = 0
    edited_at: datetime | None = None
    deleted: bool = False
    update: "Update | None" = None
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

    def seen_by(self, person: "Person") -> bool:
        """Whether this member of the chat sees it now."""
        if self.deleted:
            return False
        return self.ephemeral_for is None or person in (self.ephemeral_for, self.sender)

    def __repr__(self) -> str:
        who = self.sender.name if self.sender else "bot"
        shown = self.text or self.notice
        return f"<Message {self.id} from {who}: {shown!r} {self.labels()}>"
