"""The world of one bot: people, chats, messages, and what the bot called."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from sandbox.faults import Fault, Faults
from sandbox.gates import PATIENCE

from .callbacks import Tap
from .calls import Call
from .changes import Change, Changes, Subscription
from .channels import Channel
from .chats import Chat
from .commands import CommandLists
from .detect import with_automatic
from .entities import FormattedText, utf16_slice
from .files import FileStore, StoredFile
from .ids import Ids
from .messages import Button, Keyboard, Message
from .payloads import bot_json, member_updated, message_json, user_json
from .people import Person
from .profile import Profile
from .rates import Rates
from .refusals import Refusal
from .taps import TapBook
from .updates import Update, UpdateQueue
from .webhook import Webhook

DEFAULT_TOKEN = "7000000001:AAKeydeskSandboxTokenForTestsOnly000"  # noqa: S105 - opens nothing


class World:
    """Everything on Telegram's side. People act through ``Person``, the bot over HTTP.

    ``clock`` gives aware UTC times; dates, limits and the age of taps follow it. With
    ``privacy_mode`` a bot that is no administrator hears in groups only what is meant for it.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        bot_username: str = "keydesk_bot",
        bot_name: str = "Keydesk",
        rates: Rates | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        privacy_mode: bool = True,
    ) -> None:
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.bot_username = bot_username
        self.bot_name = bot_name
        self.rates = rates or Rates.telegram()
        self.clock = clock
        self.privacy_mode = privacy_mode
        self._people: dict[int, Person] = {}
        self._chats: dict[int, Chat] = {}
        self._heard: set[Person] = set()
        self.calls: list[Call] = []
        """Everything the bot called, in order, refused calls too."""
        self.complaints: list[str] = []
        """What Telegram would let pass or the sandbox does not know; tests assert it empty."""
        self.faults = Faults()
        self.files = FileStore()
        self.commands = CommandLists()
        self.profile = Profile()
        self.webhook: Webhook | None = None
        self.hub = Changes()
        self.updates = UpdateQueue(self._updates_changed)
        self.taps = TapBook(self)
        self.ids = Ids()

    def person(
        self,
        name: str,
        username: str | None = None,
        language: str | None = "en",
        id: int | None = None,  # noqa: A002 - what it is everywhere in the Bot API
    ) -> Person:
        """A new user account with a private chat nobody has started; ValueError if ``id`` is taken."""
        person = Person(self, self.ids.user() if id is None else id, name, username, language)
        if person.id in self._people:
            raise ValueError(f"{self._people[person.id]} has this id")
        person.private = Chat(self, person.id, "private", name, person)
        self._people[person.id] = person
        self._chats[person.id] = person.private
        self.chat_changed(person.private)
        return person

    def group(
        self,
        title: str,
        members: Sequence[Person],
        bot_can_delete: bool = True,
        kind: Literal["group", "supergroup"] = "supergroup",
        *,
        with_bot: bool = True,
    ) -> Chat:
        """A new group, owned by its first member, who brings the bot in.

        ValueError without members. The bot is an administrator if it may delete messages.
        """
        if not members:
            raise ValueError("a group has at least one member, its owner")
        chat = Chat(self, self.ids.group(kind), kind, title)
        chat.members = dict.fromkeys(members, "member")
        chat.members[members[0]] = "creator"
        chat.bot_can_delete = bot_can_delete
        self._chats[chat.id] = chat
        if with_bot:
            chat.add_bot()
        self.chat_changed(chat)
        return chat

    def channel(self, title: str, username: str | None = None) -> Channel:
        """A new channel."""
        return Channel(self, self.ids.group("supergroup"), title, username)

    @property
    def people(self) -> list[Person]:
        """Everyone, in the order they were made."""
        return list(self._people.values())

    @property
    def chats(self) -> list[Chat]:
        """Every chat, private ones too, in the order they were made."""
        return list(self._chats.values())

    def changes(self) -> Subscription:
        """What happens from now on; iterate it asynchronously."""
        return self.hub.subscribe()

    async def until(
        self,
        condition: Callable[[], object],
        timeout: float = PATIENCE,  # noqa: ASYNC109 - callers name it
        shows: Callable[[], str] | None = None,
    ) -> None:
        """Wait until the condition is true, checked at each change; TimeoutError says more."""
        await self.hub.until(condition, timeout, shows or self.describe)

    async def settled(self, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - callers name it
        """Wait until the bot has fetched and confirmed every update (not: has handled it)."""
        await self.until(lambda: not self.updates.pending, timeout)

    def refuses(
        self, chat: Chat, refusal: Refusal, *methods: str, times: int | None = None
    ) -> None:
        """Refuse what the bot sends to the chat, or these methods, so often or until faults are cleared.

        ValueError for the refusal that goes with a new id: ``Chat.upgrade`` makes that true.
        """
        if refusal.upgraded:
            raise ValueError("a group that was upgraded lives on elsewhere: use Chat.upgrade")
        fault = Fault.error(refusal.code, refusal.description)
        if refusal.seconds:
            fault = Fault.retry_after(refusal.seconds)
        for method in methods or ("sendMessage", "sendDocument"):
            self.faults.add(method, fault, times, lambda params: params.get("chat_id") == chat.id)

    def repeat(self, what: Update | Message | Tap) -> Update:
        """Deliver the update of this message or tap once more, with the same update_id."""
        update = what if isinstance(what, Update) else what.update
        if update is None:
            raise ValueError(f"the bot was not told of {what}")
        return self.updates.repeat(update)

    def chat(self, chat_id: int) -> Chat | None:
        """The chat with this id."""
        return self._chats.get(chat_id)

    def person_by_id(self, user_id: int) -> Person | None:
        """The person with this id."""
        return self._people.get(user_id)

    def knows(self, person: Person) -> bool:
        """Whether the bot has ever met the person: started, heard, or in a group with it."""
        return (
            person in self._heard
            or person.private.started
            or any(
                chat.is_group and person in chat.members and chat.bot_status != "left"
                for chat in self.chats
            )
        )

    def timestamp(self) -> int:
        """Now, in whole seconds of Unix time."""
        return int(self.clock().timestamp())

    def describe(self) -> str:
        """Updates not confirmed and the last calls in words, for error texts."""
        waiting = ", ".join(f"{u.kind} {u.id}" for u in self.updates.pending) or "none"
        calls = "\n".join(f"  {call!r}" for call in self.calls[-10:])
        return f"updates not confirmed: {waiting}; last calls:\n{calls}"

    # What follows is for the methods of the Bot API and for people's acts, not for tests.

    def said(
        self,
        chat: Chat,
        person: Person,
        body: FormattedText,
        reply_to: Message | None,
        document: StoredFile | None,
        topic: Message | None = None,
        speaks_as: Channel | Chat | None = None,
        forwarded: Message | None = None,
    ) -> Message:
        """A person's message: shown, and told to the bot if the bot hears it."""
        message = Message(self.ids.message(chat), chat, person, self.clock(), body)
        message.reply_to, message.document = reply_to, document
        message.speaks_as, message.forwarded = speaks_as, forwarded
        message.topic = topic or (reply_to.thread if reply_to else None)
        if chat.is_group and self._calls_ephemeral(message):
            message.id, message.ephemeral_id = 0, self.ids.ephemeral(chat)
            message.ephemeral_for = person
        return self.show(message)

    def forwarded_post(self, channel: Channel, text: str, into: Chat) -> Message:
        """A channel's post as Telegram forwards it into the group that is linked with it."""
        body = with_automatic(FormattedText(text))
        message = Message(self.ids.message(into), into, into.creator, self.clock(), body)
        message.speaks_as, message.is_post = channel, True
        return self.show(message)

    def serve(self, chat: Chat, by: Person | None, notice: str, **service: Any) -> Message:
        """A service message; people in its fields become users, and None becomes the bot."""
        message = Message(self.ids.message(chat), chat, by, self.clock(), notice=notice)
        message.service = {name: self._users(value) for name, value in service.items()}
        return self.show(message)

    def show(self, message: Message) -> Message:
        """Put a message into its chat, and tell the bot of it if it is not the bot's own."""
        message.chat.all_messages.append(message)
        if message.sender is not None and message.chat.bot_hears(message):
            self._heard.add(message.sender)
            message.update = self.updates.add("message", message_json(message))
        self.hub.publish(Change("message_new", message.chat, message, message.sender))
        return message

    def change(self, message: Message, body: FormattedText, markup: Keyboard) -> None:
        """Edit a message."""
        message.body, message.markup = body, markup
        message.edits += 1
        message.edited_at = self.clock()
        self.hub.publish(Change("message_edited", message.chat, message, message.sender))

    def remove(self, message: Message) -> None:
        """Delete a message."""
        message.deleted = True
        self.hub.publish(Change("message_deleted", message.chat, message, message.sender))

    def tapped(
        self, person: Person, message: Message, button: Button | None, data: str | None
    ) -> Tap:
        """A press of a button; with data it becomes a callback query."""
        return self.taps.press(person, message, button, data)

    def bot_status_changed(self, chat: Chat, by: Person | None, before: str, after: str) -> None:
        """Tell the bot of its own new status in a chat."""
        self.updates.add("my_chat_member", member_updated(chat, by, None, before, after))
        self.chat_changed(chat)

    def chat_changed(self, chat: Chat) -> None:
        """Say that a chat or its members changed."""
        self.hub.publish(Change("chats", chat))

    def upgrade(self, old: Chat) -> Chat:
        """Make a supergroup of a group: the old id is dead, both chats say where to go."""
        if old.kind != "group" or old.migrated_to is not None:
            raise ValueError(f"{old} cannot be upgraded")
        new = Chat(self, self.ids.group("supergroup"), "supergroup", old.title)
        new.members, new.bot_status = dict(old.members), old.bot_status
        new.bot_can_delete = old.bot_can_delete
        self._chats[new.id] = new
        self.serve(old, old.creator, "became a supergroup", migrate_to_chat_id=new.id)
        old.migrated_to = new
        self.serve(new, old.creator, "was a group", migrate_from_chat_id=old.id)
        self.chat_changed(new)
        return new

    def addressed(self, message: Message) -> bool:
        """Whether a text in a group is a command to this bot or mentions it."""
        for entity in message.entities:
            word = utf16_slice(message.text, entity.offset, entity.length).lower()
            if entity.type == "mention" and word == f"@{self.bot_username.lower()}":
                return True
            if entity.type == "bot_command":
                _, at, name = word.partition("@")
                return not at or name == self.bot_username.lower()
        return False

    def with_automatic(self, body: FormattedText) -> FormattedText:
        """A trimmed text with the entities Telegram finds by itself."""
        return with_automatic(body.trimmed())

    def _updates_changed(self) -> None:
        self.hub.publish(Change("updates"))

    def _users(self, value: object) -> object:
        if isinstance(value, list):
            return [self._users(item) for item in value]
        if value is None:
            return bot_json(self)
        return user_json(value) if isinstance(value, Person) else value

    def _calls_ephemeral(self, message: Message) -> bool:
        if message.sender is None or not message.text.startswith("/"):
            return False
        name = message.text[1:].split(maxsplit=1)[0].partition("@")[0]
        shown = self.commands.shown(message.sender, message.chat)
        return any(c.is_ephemeral and c.command == name for c in shown)
