"""What passes between people and the bot: it is shown in its chat, and the bot told what it may hear."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from .buttons import Button, Keyboard
from .callbacks import Tap
from .changes import Change, Changes
from .channels import Channel
from .chat_records import ChatRecord, Message
from .commands import CommandLists
from .detect import with_automatic
from .entities import FormattedText, utf16_slice
from .files import FileStore, StoredFile
from .ids import Ids
from .inline import InlineBook, InlineResult
from .payloads import bot_json, member_updated, message_json, user_json
from .taps import TapBook
from .updates import UpdateQueue
from .users import Bot, User


class Relay:
    """As much of Telegram as people and chats need to act; ``World`` is this and they together.

    ``clock`` gives aware UTC times. With ``privacy_mode`` a bot that is no administrator hears in
    groups only what is meant for it.
    """

    def __init__(self, bot: Bot, clock: Callable[[], datetime], *, privacy_mode: bool) -> None:
        self.bot = bot
        self.clock = clock
        self.privacy_mode = privacy_mode
        self.ids = Ids()
        self.files = FileStore()
        self.commands = CommandLists()
        self.hub = Changes()
        self.updates = UpdateQueue(self._updates_changed)
        self.taps = TapBook(clock, self.updates, self.hub)
        self.inline = InlineBook(clock, self.updates, self.hub)
        self._heard: set[User] = set()

    def timestamp(self) -> int:
        """Now, in whole seconds of Unix time."""
        return int(self.clock().timestamp())

    def said(
        self,
        chat: ChatRecord,
        person: User,
        body: FormattedText,
        reply_to: Message | None,
        document: StoredFile | None,
        topic: Message | None = None,
        speaks_as: Channel | ChatRecord | None = None,
        forwarded: Message | None = None,
        sent_as: str | None = None,
        album: str | None = None,
    ) -> Message:
        """A person's message: shown, and told to the bot if the bot hears it."""
        message = Message(self.ids.message(chat), chat, person, self.clock(), body)
        message.reply_to, message.document = reply_to, document
        message.is_photo, message.sent_as, message.album = sent_as == "photo", sent_as, album
        message.speaks_as, message.forwarded = speaks_as, forwarded
        message.topic = topic or (reply_to.thread if reply_to else None)
        if chat.is_group and self._calls_ephemeral(message):
            message.id, message.ephemeral_id = 0, self.ids.ephemeral(chat)
            message.ephemeral_for = person
        return self.show(message)

    def chosen(self, chat: ChatRecord, person: User, result: InlineResult) -> Message:
        """What a person has chosen of the bot's results: a message of theirs, sent via the bot."""
        message = Message(self.ids.message(chat), chat, person, self.clock(), result.body)
        message.markup, message.via_bot = result.markup, True
        return self.show(message)

    def forwarded_post(self, channel: Channel, text: str, into: ChatRecord) -> Message:
        """A channel's post as Telegram forwards it into the group that is linked with it."""
        body = with_automatic(FormattedText(text))
        message = Message(self.ids.message(into), into, into.creator, self.clock(), body)
        message.speaks_as, message.is_post = channel, True
        return self.show(message)

    def serve(
        self,
        chat: ChatRecord,
        by: User | None,
        notice: str,
        topic: Message | None = None,
        **service: Any,
    ) -> Message:
        """A service message; people in its fields become users, and None becomes the bot."""
        message = Message(self.ids.message(chat), chat, by, self.clock(), notice=notice)
        message.topic = topic
        message.service = {name: self._users(value) for name, value in service.items()}
        return self.show(message)

    def show(self, message: Message) -> Message:
        """Put a message into its chat, and tell the bot of it if it is not the bot's own."""
        message.chat.all_messages.append(message)
        if message.sender is not None and self._hears(message):
            self._heard.add(message.sender)
            message.update = self.updates.add("message", message_json(message))
        self.hub.publish(Change("message_new", message.chat, message))
        return message

    def change(self, message: Message, body: FormattedText, markup: Keyboard) -> None:
        """Edit a message, and tell the bot of it if it is not the bot's own."""
        message.body, message.markup = body, markup
        message.edits += 1
        message.edited_at = self.clock()
        self.hub.publish(Change("message_edited", message.chat, message))
        if message.sender is not None and self._hears(message):
            self.updates.add("edited_message", message_json(message))

    def remove(self, message: Message) -> None:
        """Delete a message; bots are not told."""
        message.deleted = True
        self.hub.publish(Change("message_deleted", message.chat, message))

    def tapped(
        self, person: User, message: Message, button: Button | None, data: str | None
    ) -> Tap:
        """A press of a button; with data it becomes a callback query."""
        return self.taps.press(person, message, button, data)

    def status_changed(
        self, chat: ChatRecord, by: User, person: User, before: str, after: str
    ) -> None:
        """Tell the bot of a person's new status in a chat, where it is an administrator."""
        if chat.bot_status == "administrator":
            update = member_updated(chat, by, person, before, after, self.timestamp())
            self.updates.add("chat_member", update)
        self.chat_changed(chat)

    def bot_status_changed(
        self, chat: ChatRecord, by: User | None, before: str, after: str
    ) -> None:
        """Tell the bot of its own new status in a chat."""
        update = member_updated(chat, by, None, before, after, self.timestamp())
        self.updates.add("my_chat_member", update)
        self.chat_changed(chat)

    def chat_changed(self, chat: ChatRecord) -> None:
        """Say that a chat or its members changed."""
        self.hub.publish(Change("chats", chat))

    def _hears(self, message: Message) -> bool:
        """Whether the bot gets to know of this message (Bots: "Privacy mode")."""
        chat = message.chat
        if not chat.has_bot():
            return False
        if not chat.is_group or chat.bot_status == "administrator" or not self.privacy_mode:
            return True
        reply = message.reply_to
        return (
            message.service is not None
            or message.via_bot
            or (reply is not None and reply.sender is None)
            or self._addressed(message)
        )

    def _addressed(self, message: Message) -> bool:
        """Whether a text in a group is a command to this bot or mentions it."""
        for entity in message.entities:
            word = utf16_slice(message.text, entity.offset, entity.length).lower()
            if entity.type == "mention" and word == f"@{self.bot.username.lower()}":
                return True
            if entity.type == "bot_command":
                _, at, name = word.partition("@")
                return not at or name == self.bot.username.lower()
        return False

    def _updates_changed(self) -> None:
        self.hub.publish(Change("updates"))

    def _users(self, value: object) -> object:
        if isinstance(value, list):
            return [self._users(item) for item in value]
        if value is None:
            return bot_json(self.bot)
        return user_json(value) if isinstance(value, User) else value

    def _calls_ephemeral(self, message: Message) -> bool:
        if message.sender is None or not message.text.startswith("/"):
            return False
        name = message.text[1:].split(maxsplit=1)[0].partition("@")[0]
        shown = self.commands.shown(message.sender, message.chat)
        return any(c.is_ephemeral and c.command == name for c in shown)
