"""Telegram's limits on sending (Bots FAQ: "My bot is hitting limits").

The FAQ names 30 messages a second overall, one a second in a chat "with short bursts" and 20 a
minute in a group; it does not say how Telegram measures. Our assumption: overall and per chat a
bucket that refills evenly (so only what is too fast for longer than a burst is refused), per
group a window of the last minute. A refused call counts for nothing.
"""

import math
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field


@dataclass
class _Bucket:
    tokens: float
    at: float

    def refill(self, now: float, rate: float, size: float) -> float:
        """Bring the bucket up to now; return the seconds until it holds one token."""
        self.tokens = min(size, self.tokens + max(0.0, now - self.at) * rate)
        self.at = max(now, self.at)
        # The sum of many small refills is a hair below what it ought to be.
        return 0.0 if self.tokens >= 1 - 1e-9 else (1 - self.tokens) / rate


@dataclass
class Rates:
    """The budget that sends and edits share; None for a limit that is not there."""

    overall_per_second: float | None = 30
    overall_burst: int = 30
    chat_per_second: float | None = 1
    chat_burst: int = 5
    group_per_minute: int | None = 20
    _overall: _Bucket | None = field(default=None, repr=False)
    _chats: dict[Hashable, _Bucket] = field(default_factory=dict, repr=False)
    _groups: dict[Hashable, deque[float]] = field(default_factory=dict, repr=False)

    @classmethod
    def telegram(cls) -> "Rates":
        """The limits that Telegram names."""
        return cls()

    @classmethod
    def unlimited(cls) -> "Rates":
        """No limits at all."""
        return cls(overall_per_second=None, chat_per_second=None, group_per_minute=None)

    def take(self, chat: Hashable, *, group: bool, now: float) -> int:
        """Take one send out of the budget at ``now`` (seconds); 0, or the seconds to wait.

        Nothing is taken if there is something to wait for.
        """
        buckets: list[_Bucket] = []
        wait = 0.0
        if self.overall_per_second is not None:
            if self._overall is None:
                self._overall = _Bucket(self.overall_burst, now)
            rate, size = self.overall_per_second, self.overall_burst
            wait = max(wait, self._overall.refill(now, rate, size))
            buckets.append(self._overall)
        if self.chat_per_second is not None:
            bucket = self._chats.setdefault(chat, _Bucket(self.chat_burst, now))
            wait = max(wait, bucket.refill(now, self.chat_per_second, self.chat_burst))
            buckets.append(bucket)
        if group and self.group_per_minute is not None:
            sent = self._groups.setdefault(chat, deque())
            while sent and sent[0] <= now - 60:
                sent.popleft()
            if len(sent) >= self.group_per_minute:
                wait = max(wait, sent[0] + 60 - now)
        if wait > 0:
            return max(1, math.ceil(wait))
        for bucket in buckets:
            bucket.tokens -= 1
        if group and self.group_per_minute is not None:
            self._groups[chat].append(now)
        return 0
