"""The world of one bot: people, chats, messages, and what the bot called."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

from sandbox.faults import Fault, Faults
from sandbox.gates import PATIENCE

from .callbacks import Tap
from .calls import Call
from .changes import Subscription
from .channels import Channel
from .chat_records import Message
from .chats import Chat, DirectChat
from .people import Person
from .profile import Profile
from .rates import Rates
from .refusals import Refusal
from .relay import Relay
from .updates import Update
from .users import Bot, User
from .webhook import Webhook

DEFAULT_TOKEN = "7000000001:AAKeydeskSandboxTokenForTestsOnly000"  # noqa: S105 - opens nothing


class World(Relay):
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
        bot = Bot(int(token.partition(":")[0]), bot_username, bot_name)
        super().__init__(bot, clock, privacy_mode=privacy_mode)
        self.token = token
        self.rates = rates or Rates.telegram()
        self._people: dict[int, Person] = {}
        self._chats: dict[int, Chat] = {}
        self.calls: list[Call] = []
        """Everything the bot called, in order, refused calls too."""
        self.complaints: list[str] = []
        """What Telegram would let pass or the sandbox does not know; tests assert it empty."""
        self.faults = Faults()
        self.profile = Profile()
        self.webhook: Webhook | None = None
        self.inline_mode = True
        """Whether the bot's owner has switched it on at BotFather (/setinline)."""
        self.direct: list[DirectChat] = []
        """Chats of two people with each other, which no bot ever sees."""

    def person(
        self,
        name: str,
        username: str | None = None,
        language: str | None = "en",
        id: int | None = None,  # noqa: A002 - what it is everywhere in the Bot API
    ) -> Person:
        """A new user account with a private chat nobody has started; ValueError if ``id`` is taken."""
        user_id = self.ids.user() if id is None else id
        if user_id in self._people:
            raise ValueError(f"{self._people[user_id]} has this id")
        person = Person(self, self._people, user_id, name, username, language)
        person.private = Chat(self, self._chats, person.id, "private", name, person)
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
        chat = Chat(self, self._chats, self.ids.group(kind), kind, title)
        chat.members.update(dict.fromkeys(members, "member"))
        chat.members[members[0]] = "creator"
        chat.bot_can_delete = bot_can_delete
        self._chats[chat.id] = chat
        if with_bot:
            chat.add_bot()
        self.chat_changed(chat)
        return chat

    def between(self, one: Person, other: Person) -> DirectChat:
        """The chat of two people with each other; a new one, if they never wrote."""
        for chat in self.direct:
            if chat.has(one) and chat.has(other):
                return chat
        new = DirectChat(self, self._chats, self.ids.user(), one, other)
        self.direct.append(new)
        return new

    def channel(self, title: str, username: str | None = None) -> Channel:
        """A new channel."""
        return Channel(self.ids.group("supergroup"), title, username)

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
        for method in methods or ("sendMessage", "sendDocument", "sendPhoto", "sendRichMessage"):
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

    def knows(self, person: User) -> bool:
        """Whether the bot has ever met the person: started, heard, or in a group with it."""
        return (
            person in self._heard
            or self._chats[person.id].started
            or any(
                chat.is_group and person in chat.members and chat.bot_status != "left"
                for chat in self.chats
            )
        )

    def describe(self) -> str:
        """Updates not confirmed and the last calls in words, for error texts."""
        waiting = ", ".join(f"{u.kind} {u.id}" for u in self.updates.pending) or "none"
        calls = "\n".join(f"  {call!r}" for call in self.calls[-10:])
        return f"updates not confirmed: {waiting}; last calls:\n{calls}"
