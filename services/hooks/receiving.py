"""Receiving: what other systems post becomes incidents of the hook's chat, or is a heartbeat that came."""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.clock import Clock
from services.hooks.bodies import events_in
from services.hooks.errors import TooOftenError, UnknownTokenError
from services.hooks.events import Event, shown, titled
from services.hooks.quiet import HookQuiet, in_utc
from services.hooks.service import (
    digest_of,
    missing_key,
    patience_of,
    refused_key,
    too_long_key,
)
from services.incidents import Incidents, Severity, Signal
from services.known_keys import KnownKeys
from services.outbox import Outbox
from storage.database import Database
from storage.hooks import HookRow
from storage.transaction import Tx

KIND = "hook"
"""Of its incidents. Facts: ``title``, ``text`` (or ""), ``cut`` (so many characters of it are left out),
``detail`` (lines, or ""), ``hook`` (its name), ``left_out``, and ``began`` where it is said."""
TOO_LONG = "hook-too-long"
"""The kind of the incident of a hook to which more is posted than it reads. Facts: ``hook``."""
REFUSED = "hook-refused"
"""The kind of the incident of a hook to which more is posted at once than it takes. Facts: ``hook``,
``count`` (so many posts were refused), ``since_at`` (from then on)."""
AT_ONCE, ONE_MORE = 20, timedelta(seconds=3)
"""So many posts at once, then one in so long: as many as a group hears of messages."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a post: ``events`` of it were taken; a heartbeat is due again at ``due_at``."""

    events: int = 0
    due_at: datetime | None = None


class Receiving:
    """Takes posts. Raises TroubleError where the database takes nothing."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        outbox: Outbox,
        incidents: Incidents,
        known_keys: KnownKeys,
        on_token: Callable[[str], None],
        quiet: HookQuiet | None = None,
    ) -> None:
        """``on_token`` hears of each token that is one, so that logs can hide it."""
        self._quiet = quiet or in_utc()
        self._db = db
        self._clock = clock
        self._outbox = outbox
        self._incidents = incidents
        self._known_keys = known_keys
        self._on_token = on_token
        self._refused: dict[int, int] = {}
        """Of hooks that are posted to too fast: so many refused posts are not written down yet."""

    async def take(
        self, token: str, body: bytes, content_type: str, said: Mapping[str, str]
    ) -> Taken:
        """Take what was posted with a token; ``said`` is the address's query.

        Raises UnknownTokenError, BadBodyError, TooOftenError.
        """
        row = await self._hook(token)
        events: Sequence[Event] = ()
        if row.every is None:
            events = await self._without_keys(events_in(body, content_type, said))
        try:
            async with self._db.write() as tx:
                taken = await self._take(tx, row.id, events)
        except TooOftenError:
            await self._refuse(row)
            raise
        self._outbox.kick()
        return taken

    async def too_long(self, token: str) -> Taken | None:
        """More was posted than is read: the chat hears so, once a day, until something shorter comes.

        Of a heartbeat the body says nothing, so it has come. Raises UnknownTokenError, TooOftenError.
        """
        row = await self._hook(token)
        async with self._db.write() as tx:
            taken = await self._take(tx, row.id, (), too_long=row.every is None)
        self._outbox.kick()
        return None if row.every is None else taken

    async def _hook(self, token: str) -> HookRow:
        digest = digest_of(token)
        async with self._db.read() as tx:
            row = await tx.hooks.of_digest(digest)
        if row is None or not hmac.compare_digest(row.token_digest, digest):
            raise UnknownTokenError
        self._on_token(token)
        return row

    async def _take(
        self, tx: Tx, hook_id: int, events: Sequence[Event], *, too_long: bool = False
    ) -> Taken:
        row = await tx.hooks.lock(hook_id)
        if row is None:  # revoked meanwhile
            raise UnknownTokenError
        now = self._clock()
        full_at = max(row.full_at or now, now) + ONE_MORE
        wait = full_at - AT_ONCE * ONE_MORE - now
        if wait > timedelta(0):
            raise TooOftenError(wait)
        due_at = None if row.every is None else now + patience_of(row.every)
        await tx.hooks.change(hook_id, full_at=full_at, heard_at=now, due_at=due_at, missed_at=None)
        if row.missed_at is not None:
            await self._incidents.clear(tx, row.chat_id, missing_key(row.id))
        on = [_signal(row, each) for each in events if not each.resolved]
        over = [_signal(row, each).key for each in events if each.resolved]
        if too_long:
            facts = {"hook": row.name}
            on.append(Signal(TOO_LONG, too_long_key(row.id), "warning", facts, event=True))
        elif row.every is None:
            over.append(too_long_key(row.id))
        if on:
            until = self._quiet.until(row, now)
            await self._incidents.signal_all(tx, row.chat_id, row.thread_id, on, until)
        if over:
            await self._incidents.clear_all(tx, row.chat_id, over)
        if row.every is None and full_at - now <= AT_ONCE * ONE_MORE / 2:  # it has slowed down
            await self._refuse_no_more(tx, row)
        return Taken(len(events), due_at)

    async def count_refused(self) -> int:
        """Write down what was refused since the last look, which should be every few seconds; so many."""
        written = 0
        for hook_id in [hook_id for hook_id, count in self._refused.items() if count]:
            async with self._db.write() as tx:
                row = await tx.hooks.lock(hook_id)
                if row is None:
                    self._refused.pop(hook_id, None)
                else:
                    written += await self._tell_refused(tx, row)
        if written:
            self._outbox.kick()
        return written

    async def _refuse(self, row: HookRow) -> None:
        """Whoever posted may never post it again, so the chat hears: of the first at once.

        The others are counted first, so that a flood costs no write for each. A heartbeat that comes too
        often has come.
        """
        if row.every is not None:
            return
        first = row.id not in self._refused
        self._refused[row.id] = self._refused.get(row.id, 0) + 1
        if first:
            await self.count_refused()

    async def _tell_refused(self, tx: Tx, row: HookRow) -> int:
        count = self._refused.get(row.id, 0)
        if not count:
            return 0
        self._refused[row.id] = 0
        key = refused_key(row.id)
        lasts = (await tx.incidents.standing(row.chat_id, [key])).get(key)
        facts = {"hook": row.name, "count": count, "since_at": self._clock().isoformat()}
        if lasts is not None and lasts.kind == REFUSED:
            facts |= {
                "count": count + int(lasts.facts["count"]),
                "since_at": lasts.facts["since_at"],
            }
        signal = Signal(REFUSED, key, "warning", facts, event=True)
        until = self._quiet.until(row, self._clock())
        await self._incidents.signal(tx, row.chat_id, row.thread_id, signal, until)
        return count

    async def _refuse_no_more(self, tx: Tx, row: HookRow) -> None:
        await self._tell_refused(tx, row)
        self._refused.pop(row.id, None)
        await self._incidents.clear(tx, row.chat_id, refused_key(row.id))

    async def _without_keys(self, events: Sequence[Event]) -> list[Event]:
        """Keys of ours that stand in what comes from outside are masked before it is written down."""
        said = [text for each in events for text in (each.title, each.text, *_more(each).values())]
        await self._known_keys.look()  # no update told how far other processes are
        found = await self._known_keys.found_in(said, every=True)
        if found is None:
            return list(events)
        return [
            replace(
                each,
                title=found.masked(each.title),
                text=found.masked(each.text),
                more={**each.more, **{k: found.masked(v) for k, v in _more(each).items()}},
            )
            for each in events
        ]


def _more(event: Event) -> dict[str, str]:
    """What else of it people see."""
    return {name: str(event.more.get(name, "")) for name in ("name", "labels", "link")}


def _signal(row: HookRow, event: Event) -> Signal:
    more = _more(event)
    lines = [titled(more["name"]), titled(more["labels"]), more["link"]]
    seen = shown(event)
    group = f"hook:{row.id}:{event.group}" if event.group else ""
    severity: Severity = event.severity or severity_of(row)
    return Signal(
        KIND,
        f"hook:{row.id}:{event.key}",
        severity,
        {
            "title": seen.title,
            "text": seen.text,
            "cut": seen.cut,
            "detail": "".join(f"{line}\n" for line in lines if line),
            "hook": row.name,
            "left_out": int(event.more.get("left_out", 0)),
            **({"began": event.began} if event.began else {}),
        },
        group,
        event.lasts,
        event=True,
    )


def severity_of(row: HookRow) -> Severity:
    """How grave is what the hook says no severity of."""
    return "info" if row.severity == "info" else "urgent" if row.severity == "urgent" else "warning"
