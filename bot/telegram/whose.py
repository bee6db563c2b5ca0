"""Whose an update is: which lane it waits in, and what its sender is to the desk.

It is seen in the update as Telegram sent it, before anybody has read it; whatever is not as it should be
there counts as missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.telegram.lanes import Lane
from bot.telegram.priority import Priority
from bot.telegram.raw import event_of
from services.actor import NO_PERSONS
from services.floods import Tier
from services.inbox import Raw

_MEMBERSHIP = frozenset({"my_chat_member", "chat_member"})
_TELLING = (
    "migrate_to_chat_id",
    "new_chat_members",
    "left_chat_member",
    "forum_topic_reopened",
    "general_forum_topic_unhidden",
)
"""Fields of a message that tells what happened to its chat: a new id, who came or left, what opened again."""


class Judge(Protocol):
    """Who tells staff, customers and strangers apart; all but ``look`` from memory."""

    def tier(self, user_id: int | None, chat_id: int | None) -> Tier:
        """What a person (None: somebody who is none) is to the desk in that chat."""

    def chat_is_known(self, chat_id: int | None) -> bool:
        """Whether what happens to the chat matters to the desk."""

    async def look(self, user_id: int) -> None:
        """Learn about a person what is not in memory."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The lane of an update. ``keep``: it tells of a chat that is known, and is never dropped."""

    lane: Lane
    tier: Tier = Tier.STAFF
    keep: bool = False

    @property
    def place(self) -> tuple[int | None, int | None]:
        """The person and the chat."""
        return self.lane.person, self.lane.chat

    def priority(self, judge: Judge | None) -> Callable[[], Priority]:
        """With what priority it is answered, worked out anew each time: strangers become customers."""

        def now() -> Priority:
            if judge is None or judge.tier(*self.place) is not Tier.STRANGER:
                return Priority.PERSON
            return Priority.STRANGER

        return now


def whose(raw: Raw, judge: Judge | None) -> Whose:
    """Tell whose an update is. Without a judge everybody is staff."""
    kind, event = event_of(raw)
    lane = _lane(event)
    if judge is None:
        return Whose(lane)
    told = kind in _MEMBERSHIP or (kind == "message" and any(each in event for each in _TELLING))
    keep = told and judge.chat_is_known(lane.chat)
    tier = Tier.STAFF if keep else judge.tier(lane.person, lane.chat)
    return Whose(lane, tier, keep)


def _lane(event: Raw) -> Lane:
    """The person and the chat. Who writes in a chat's name is nobody in particular.

    As :mod:`handlers.frame.incoming.senders` sees it, which reads what was read.
    """
    person = (
        None if event.get("sender_chat") or event.get("is_automatic_forward") else _person(event)
    )
    chat = _id_in(event, "chat")
    if chat is None:
        message = event.get("message")  # the one whose button was pressed
        chat = _id_in(message, "chat") if isinstance(message, dict) else None
    return Lane(person, person if chat is None else chat)


def _person(event: Raw) -> int | None:
    user = event.get("from")
    found = _id_in(event, "from")
    is_bot = isinstance(user, dict) and bool(user.get("is_bot"))
    return None if is_bot or found in NO_PERSONS else found


def _id_in(event: Raw, name: str) -> int | None:
    whole = event.get(name)
    found = whole.get("id") if isinstance(whole, dict) else None
    return found if isinstance(found, int) else None
