"""Inline queries of a world: what people type behind the bot's name in any chat, and its answers, cached."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.gates import PATIENCE

from .buttons import Keyboard
from .changes import Change, Changes
from .entities import FormattedText
from .errors import STALE_QUERY, bad_request
from .payloads import user_json
from .updates import Update, UpdateQueue
from .users import User

TIME_TO_ANSWER = timedelta(seconds=15)
MAX_QUERY = 256


@dataclass(frozen=True)
class InlineResult:
    """One thing the person can choose: how it is listed, and the message that is then theirs."""

    id: str
    title: str
    about: str
    body: FormattedText = field(repr=False)
    markup: Keyboard = field(repr=False)


@dataclass(frozen=True)
class InlineAnswer:
    """What is listed, and the button above it that starts the bot."""

    results: tuple[InlineResult, ...] = ()
    button: tuple[str, str] | None = None
    """Its label and its start parameter."""


@dataclass(eq=False)
class Asked:
    """One query of a person; ``chat_type`` is where, in the Bot API's words."""

    id: str
    hub: Changes = field(repr=False)
    person: User
    query: str
    chat_type: str
    at: datetime
    update: Update | None = None
    """None where the bot was not asked: it said earlier what may be shown again, or wants none."""
    answer: InlineAnswer | None = None

    async def answered(self, timeout: float = PATIENCE) -> InlineAnswer:  # noqa: ASYNC109 - callers name it
        """Wait for the bot's answer; TimeoutError after ``timeout`` seconds."""
        await self.hub.until(lambda: self.answer is not None, timeout, lambda: f"{self} waits")
        assert self.answer is not None  # noqa: S101 - the condition above says so
        return self.answer


class InlineBook:
    """Every inline query, found by its id, and what was said to be kept."""

    def __init__(self, clock: Callable[[], datetime], updates: UpdateQueue, hub: Changes) -> None:
        self._clock = clock
        self._updates = updates
        self._hub = hub
        self._asked: dict[str, Asked] = {}
        self._kept: dict[tuple[str, int | None], tuple[datetime, InlineAnswer]] = {}

    def ask(self, person: User, query: str, chat_type: str) -> Asked:
        """A person types behind the bot's name; the bot is asked, unless it said what to show again."""
        query = query.strip()[:MAX_QUERY]
        number = str(5_500_000_000_000_000_000 + 1_000_003 * (len(self._asked) + 1))
        asked = Asked(number, self._hub, person, query, chat_type, self._clock())
        self._asked[number] = asked
        asked.answer = self._kept_for(person, query)
        if asked.answer is None:
            payload = {"id": number, "from": user_json(person), "query": query, "offset": ""}
            payload["chat_type"] = chat_type
            asked.update = self._updates.add("inline_query", payload)
        self._hub.publish(Change("updates"))
        return asked

    def answer(self, number: str, answer: InlineAnswer, seconds: int, *, is_personal: bool) -> None:
        """The bot's answer, kept for so long, for everybody or this person; ApiError if it is late."""
        asked = self._asked.get(number)
        late = asked is None or self._clock() - asked.at > TIME_TO_ANSWER
        if asked is None or late or asked.answer is not None:
            raise bad_request(STALE_QUERY)
        asked.answer = answer
        for_whom = asked.person.id if is_personal else None
        until = self._clock() + timedelta(seconds=seconds)
        self._kept[asked.query, for_whom] = (until, answer)
        self._hub.publish(Change("updates"))

    def asked(self) -> Sequence[Asked]:
        """All queries, oldest first."""
        return list(self._asked.values())

    def by_id(self, number: str) -> Asked:
        """The query; LookupError if there is none."""
        found = self._asked.get(number)
        if found is None:
            raise LookupError("There is no such query")
        return found

    def _kept_for(self, person: User, query: str) -> InlineAnswer | None:
        for whom in (person.id, None):
            until, answer = self._kept.get((query, whom), (self._clock(), InlineAnswer()))
            if self._clock() < until:
                return answer
        return None
