"""The callback queries of a world: made by taps, answered once and in time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from .buttons import Button
from .callbacks import Answer, Tap
from .changes import Change, Changes
from .chat_records import Message
from .errors import STALE_QUERY, bad_request
from .payloads import message_json, user_json
from .updates import UpdateQueue
from .users import User

TIME_TO_ANSWER = timedelta(seconds=15)


class TapBook:
    """Every tap, found by its query id."""

    def __init__(self, clock: Callable[[], datetime], updates: UpdateQueue, hub: Changes) -> None:
        self._clock = clock
        self._updates = updates
        self._hub = hub
        self._taps: dict[str, Tap] = {}

    def press(self, person: User, message: Message, button: Button | None, data: str | None) -> Tap:
        """Note a tap; one with data goes to the bot as callback_query."""
        query_id = str(4_400_000_000_000_000_000 + 1_000_003 * (len(self._taps) + 1))
        tap = Tap(query_id, self._hub, person, message, button, self._clock())
        self._taps[query_id] = tap
        if data is None:
            tap.give(Answer())
        else:
            payload = {
                "id": query_id,
                "from": user_json(person),
                "message": message_json(message),
                "chat_instance": str(-3_100_000_000_000_000_000 - message.chat.id),
                "data": data,
            }
            tap.update = self._updates.add("callback_query", payload)
        self._hub.publish(Change("tap", message.chat, message))
        return tap

    def by_id(self, query_id: str) -> Tap:
        """The tap; KeyError if there is none."""
        return self._taps[query_id]

    def fresh(self, query_id: str) -> Tap:
        """The tap, if it is young enough to be acted upon; ApiError otherwise."""
        tap = self._taps.get(query_id)
        if tap is None or tap.update is None or self._clock() - tap.at > TIME_TO_ANSWER:
            raise bad_request(STALE_QUERY)
        return tap

    def answer(self, query_id: str, answer: Answer) -> None:
        """Show the bot's answer to the person; ApiError if it is late or the second one."""
        tap = self.fresh(query_id)
        if tap.answer is not None:
            raise bad_request(STALE_QUERY)
        tap.give(answer)
        self._hub.publish(Change("tap_answered", tap.message.chat, tap.message))
