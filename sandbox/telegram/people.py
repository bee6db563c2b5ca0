"""People with a Telegram account, and everything they can do to the bot."""

from .buttons import Button
from .callbacks import Tap
from .channels import Channel
from .chat_records import ChatRecord, Message
from .chats import Chat
from .detect import with_automatic
from .entities import MAX_TEXT, FormattedText, utf16_length
from .files import Upload
from .inline import Asked
from .links import start_payload
from .payloads import shared_user_json
from .relay import Relay
from .users import User


class Person(User):
    """A user account; make one with ``World.person``. All it does is done at once."""

    def __init__(
        self,
        relay: Relay,
        people: "dict[int, Person]",
        user_id: int,
        name: str,
        username: str | None,
        language: str | None,
    ) -> None:
        super().__init__(user_id, name, username, language)
        self._relay = relay
        self._people = people
        """Everyone in the world by their ids."""
        self.clipboard: str | None = None
        """What a copy_text button put there last."""
        self.private: Chat
        """The private chat with the bot; the bot may write there once the person has started."""

    def starts(self, payload: str = "") -> Message:
        """Press Start, by a ``?start=payload`` link if there is one; unblocks the bot."""
        if self.private.blocked:
            self.unblocks_bot()
        return self.says(f"/start {payload}".rstrip())

    def says(
        self,
        text: str,
        chat: ChatRecord | None = None,
        reply_to: Message | None = None,
        topic: Message | None = None,
        speaks_as: Channel | ChatRecord | None = None,
    ) -> Message:
        """Send a text (to the bot if no chat is named) and queue the update.

        ``topic`` is the message that created the forum topic; a reply stands in its message's.
        ``speaks_as``: in the name of the group itself (an anonymous administrator) or of a channel.
        """
        body = with_automatic(FormattedText(text))
        return self._sends(body, chat, reply_to, topic=topic, speaks_as=speaks_as)

    def forwards(self, message: Message, chat: ChatRecord | None = None) -> Message:
        """Forward a message (to the bot if no chat is named)."""
        return self._sends(message.body, chat, None, forwarded=message)

    def picks(self, label: str, person: User) -> Message:
        """Press a button of the reply keyboard that asks for a person, and choose this one.

        LookupError if there is no such button.
        """
        holder = self.keyboard(self.private)
        request = holder.markup.requests.get(label) if holder else None
        if request is None:
            raise LookupError(f"no button {label!r} for {self.name}; {self.private.describe()}")
        shared = shared_user_json(person, request)
        number = request["request_id"]
        return self._relay.serve(
            self.private,
            self,
            f"{self.name} shared {person.name}",
            users_shared={"user_ids": [person.id], "users": [shared], "request_id": number},
        )

    def takes_name(self, username: str | None) -> None:
        """Take another @name, or give it up; whoever has it by now has lost it."""
        for other in self._people.values():
            if username and (other.username or "").lower() == username.lower():
                other.username = None
        self.username = username

    def sends_file(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        chat: ChatRecord | None = None,
        *,
        mime: str = "application/octet-stream",
        reply_to: Message | None = None,
    ) -> Message:
        """Send a document."""
        upload = Upload(name, content, mime)
        return self._sends(with_automatic(FormattedText(caption)), chat, reply_to, upload)

    def sends_photo(
        self,
        caption: str = "",
        chat: ChatRecord | None = None,
        *,
        reply_to: Message | None = None,
        topic: Message | None = None,
        album: str | None = None,
    ) -> Message:
        """Send a photo; those with the same ``album`` are one."""
        return self._sends_as("photo", caption, chat, reply_to, topic, album)

    def sends_sticker(
        self, chat: ChatRecord | None = None, *, reply_to: Message | None = None
    ) -> Message:
        """Send a sticker."""
        return self._sends_as("sticker", "", chat, reply_to)

    def sends_voice(
        self, chat: ChatRecord | None = None, *, reply_to: Message | None = None
    ) -> Message:
        """Send a voice message."""
        return self._sends_as("voice", "", chat, reply_to)

    def _sends_as(
        self,
        kind: str,
        caption: str,
        chat: ChatRecord | None,
        reply_to: Message | None,
        topic: Message | None = None,
        album: str | None = None,
    ) -> Message:
        mime = {"photo": "image/png", "sticker": "image/webp"}.get(kind, "audio/ogg")
        upload = Upload(f"{kind}.bin", b"\x89PNG made up", mime)
        body = with_automatic(FormattedText(caption))
        return self._sends(body, chat, reply_to, upload, topic=topic, sent_as=kind, album=album)

    def edits(self, message: Message, text: str) -> None:
        """Change an own message; the bot gets edited_message."""
        if message.sender is not self or message.deleted:
            raise ValueError(f"{self.name} cannot edit {message}")
        self._relay.change(message, with_automatic(FormattedText(text)), message.markup)

    def deletes(self, message: Message) -> None:
        """Take a message out of the chat; bots are not told."""
        self._relay.remove(message)

    def taps(
        self, label: str, chat: ChatRecord | None = None, message: Message | None = None
    ) -> Tap:
        """Press the button with this label, on the newest message that has one if none is named.

        LookupError, saying what the chat shows, if there is no such button.
        """
        where = message.chat if message else chat or self.private
        if message is None:
            shown = [m for m in where.messages if m.seen_by(self)]
            message = next((m for m in reversed(shown) if m.button(label)), None)
            if message is None:
                return self._taps_reply(label, where)
        button = None if not message.seen_by(self) else message.button(label)
        if button is None:
            raise LookupError(f"no button {label!r} for {self.name}; {where.describe()}")
        return self._presses(button, message)

    def asks_inline(self, query: str, chat: ChatRecord) -> Asked:
        """Type this behind the bot's name in a chat, as a chooser button has it typed."""
        return self._relay.inline.ask(self, query, chat.kind)

    def sends_result(self, asked: Asked, chat: ChatRecord, number: int = 0) -> Message:
        """Choose one of the results, which is then a message of this person's.

        LookupError if there is none.
        """
        results = asked.answer.results if asked.answer else ()
        if number >= len(results):
            raise LookupError(f"nothing to choose for {asked}")
        if not chat.lets_write(self):
            raise ValueError(f"{self.name} cannot write to {chat}")
        return self._relay.chosen(chat, self, results[number])

    def forges(self, data: str, message: Message) -> Tap:
        """Send callback data that no button of the message holds, as an odd client can."""
        return self._relay.tapped(self, message, None, data)

    def blocks_bot(self) -> None:
        """Stop the bot in the private chat."""
        if not self.private.blocked:
            self.private.blocked = True
            self._relay.bot_status_changed(self.private, self, "member", "kicked")

    def unblocks_bot(self) -> None:
        """Let the bot write again."""
        if self.private.blocked:
            self.private.blocked = False
            self._relay.bot_status_changed(self.private, self, "kicked", "member")

    def leaves(self, chat: Chat) -> None:
        """Go out of a group."""
        chat.set_status(self, self, "left")
        self._relay.serve(chat, self, f"{self.name} left the group", left_chat_member=self)

    def commands(self, chat: ChatRecord | None = None) -> list[tuple[str, str]]:
        """The command list this person sees in the chat: (command without slash, description)."""
        shown = self._relay.commands.shown(self, chat or self.private)
        return [(command.command, command.description) for command in shown]

    def _sends(
        self,
        body: FormattedText,
        chat: ChatRecord | None,
        reply_to: Message | None,
        upload: Upload | None = None,
        topic: Message | None = None,
        speaks_as: Channel | ChatRecord | None = None,
        forwarded: Message | None = None,
        sent_as: str | None = None,
        album: str | None = None,
    ) -> Message:
        where = chat or (topic.chat if topic else self.private)
        if not where.lets_write(self) or where.migrated_to is not None:
            raise ValueError(f"{self.name} cannot write to {where}")
        if where.blocked:
            raise ValueError(f"{self.name} has blocked the bot")
        where.started = True
        body = body.trimmed()
        if utf16_length(body.text) > MAX_TEXT or not (body.text or upload):
            raise ValueError("a message has 1 to 4096 characters")
        document = self._relay.files.keep(upload) if upload else None
        return self._relay.said(
            where, self, body, reply_to, document, topic, speaks_as, forwarded, sent_as, album
        )

    def _presses(self, button: Button, message: Message) -> Tap:
        if button.kind == "callback":
            return self._relay.tapped(self, message, button, button.data or "")
        tap = self._relay.tapped(self, message, button, None)
        tap.copied, tap.url = button.copy, button.url
        if button.copy is not None:
            self.clipboard = button.copy
        payload = start_payload(button.url or "", self._relay.bot.username)
        if payload is not None:
            tap.said = self.starts(payload)
        return tap

    def _taps_reply(self, label: str, where: ChatRecord) -> Tap:
        holder = self.keyboard(where)
        if holder is None or not any(label in row for row in holder.markup.replies):
            raise LookupError(f"no button {label!r} for {self.name}; {where.describe()}")
        tap = self._relay.tapped(self, holder, None, None)
        tap.said = self.says(label, where)
        return tap

    def keyboard(self, where: ChatRecord) -> Message | None:
        """The message whose reply keyboard is shown: the newest one, unless it was taken away since."""
        holders = (m for m in reversed(where.messages) if m.markup.raw and not m.markup.rows)
        newest = next((m for m in holders if "force_reply" not in m.markup.raw), None)
        return newest if newest is not None and newest.markup.replies else None
