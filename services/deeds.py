"""Deeds: what a person confirmed and a provider does, told until its end has arrived.

A deed is no row of work: a coupon code or a token is in memory only, so nobody could go on with it. But how
it ended is a notice, written before it is begun: when it is confirmed the notice says *not begun*; each
step's transaction notes that the step was asked for, and the one of its answer what came of it. It is not due
while the deed is in the hands of a process that lives: that is a lease, which is renewed. The
conversation answers at once, and takes the notice back when Telegram has taken the answer. So whatever
happens between (the process dies, Telegram refuses the answer), the person is told the truth: what was
done, what was refused, of what nobody knows, and that nothing was begun.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import structlog

from providers.errors import ProviderError
from services.actor import Actor
from services.errors import DeskError
from services.outbox import Outbox
from storage.database import Database
from storage.errors import TroubleError
from storage.notices import NoticeRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

KIND = "deed-ended"
"""Facts: ``deed`` and ``about`` (what its words need); ``person`` who asked, where (``thread``, ``message``),
``tap`` by which; ``steps``, each with ``id``, ``step``, ``what``, ``outcome`` (None: not known), ``error``
and ``counts``; ``refused`` where it was given up before it was begun; ``reference`` of a mistake of ours."""
LEASE = timedelta(minutes=1)
"""Longer than that of work: told too early that a deed was cut off, a person might do it again."""
_UNCONFIRMED = ""
_current: ContextVar[str | None] = ContextVar("deed", default=None)
"""The key of the deed that is done here; "": in a conversation, nothing is; None: in no conversation."""


class Outcome(StrEnum):
    """What came of a step."""

    DONE = "done"
    FOUND_DONE = "found-done"  # the answer was lost, and looking showed that it is done
    NOT_DONE = "not-done"  # the answer was lost, and looking showed that it is not done
    AMBIGUOUS = "ambiguous"  # it is done, by an earlier try of ours or by somebody else
    UNKNOWN = "unknown"  # the answer is lost, and nothing was learnt
    REFUSED = "refused"  # the provider said no
    NOT_SENT = "not-sent"  # the provider was not reached


class DeedUnderWayError(DeskError):
    """The very same is being done just now. No facts."""

    code = "deed-under-way"


class DeedTooLateError(DeskError):
    """The person has been told how it stands, so no more of it is begun. No facts."""

    code = "deed-too-late"


class Standing(StrEnum):
    """How a deed stands that was confirmed before."""

    UNDER_WAY = "under-way"
    ENDED = "ended"
    THIS = "this"  # by this very tap, which has come again: its process died before it was handled


@dataclass(frozen=True, slots=True)
class Deed:
    """What was confirmed. ``key`` is its own, ``about`` holds no secret.

    ``message_id`` is the message that its end is put in place of, ``tap`` the id of the tap that
    confirmed it.
    """

    key: str
    actor: Actor
    name: str
    about: Mapping[str, str]
    message_id: int | None = None
    tap: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a deed. ``what`` it is about, if several are alike, holds no secret.

    ``deed`` is the key of what it is a step of; None: of no conversation's.
    """

    id: str
    name: str
    what: str
    deed: str | None

    def noted(self, **ended: Any) -> dict[str, Any]:
        """How it stands in a notice."""
        nothing: dict[str, Any] = {"outcome": None, "error": None, "counts": {}}
        return {"id": self.id, "step": self.name, "what": self.what, **nothing, **ended}


@contextmanager
def unconfirmed() -> Iterator[None]:
    """Run a step of a conversation inside, which begins no deed but what is confirmed in it."""
    before = _current.set(_UNCONFIRMED)
    try:
        yield
    finally:
        _current.reset(before)


class Deeds:
    """Keeps the notice of each deed true while it is done."""

    def __init__(self, db: Database, outbox: Outbox) -> None:
        self._db = db
        self._outbox = outbox
        self._doing: list[object] = []
        self._in_hand: set[str] = set()

    def confirming(self, deed_in: Callable[[str], Deed]) -> Callable[[Tx, str], Awaitable[None]]:
        """Write the deed down beside the taking of what was held, whose text ``deed_in`` reads."""

        async def beside(tx: Tx, text: str) -> None:
            deed = deed_in(text)
            if not await self._noted(tx, deed):
                raise LookupError("a deed was confirmed twice")

        return beside

    async def confirm(self, deed: Deed) -> bool:
        """Write down that it is to be done. False: it was confirmed before."""
        async with self._db.write() as tx:
            return await self._noted(tx, deed)

    async def _noted(self, tx: Tx, deed: Deed) -> bool:
        facts: dict[str, Any] = {
            "deed": deed.name,
            "about": dict(deed.about),
            "person": deed.actor.name,
            "thread": deed.actor.thread_id,
            "message": deed.message_id,
            "tap": deed.tap,
            "steps": [],
        }
        due_at, once = self._outbox.now() + LEASE, _once(deed.key)
        chat_id = deed.actor.chat_id
        return await self._outbox.post(tx, KIND, chat_id, facts, once, due_at) is not None

    @contextmanager
    def in_hand(self, key: str) -> Iterator[None]:
        """See a deed through inside, from Confirm to its answer: its notice is not due meanwhile."""
        self._in_hand.add(key)
        try:
            yield
        finally:
            self._in_hand.discard(key)

    async def renew(self) -> None:
        """Put off the notices of what is in hand by another lease; to be called well within one."""
        if self._in_hand:
            keys = [_once(key) for key in sorted(self._in_hand)]
            async with self._db.write() as tx:
                await tx.notices.put_off(keys, self._outbox.now() + LEASE)

    @contextmanager
    def doing(self, key: str, what: object) -> Iterator[None]:
        """Do a deed inside. Raises DeedUnderWayError while something equal to ``what`` is done here."""
        if what in self._doing:
            raise DeedUnderWayError
        self._doing.append(what)
        before = _current.set(key)
        try:
            yield
        finally:
            _current.reset(before)
            self._doing.remove(what)

    def step(self, step_id: str, name: str, what: str = "") -> Step:
        """A step of the deed that is done here. Outside a conversation who called is answered, no more.

        Raises LookupError in a conversation in which nothing was confirmed: its end would be told nowhere.
        """
        key = _current.get()
        if key == _UNCONFIRMED:
            raise LookupError(f"{name} was not confirmed")
        return Step(step_id, name, what, key)

    async def begin(self, tx: Tx, step: Step) -> None:
        """Note in the transaction that comes before it that a step is asked for. Raises DeedTooLateError."""
        if step.deed is None:
            return
        row = await self._row(tx, step.deed)
        facts = {**row.facts, "steps": [*row.facts["steps"], step.noted()]}
        if not await tx.notices.set_facts(row.id, facts, self._outbox.now() + LEASE):
            raise DeedTooLateError

    async def end(
        self,
        tx: Tx,
        step: Step,
        outcome: Outcome,
        *,
        error: ProviderError | None = None,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Note in the transaction of its answer what came of a step, or of an earlier try found out now.

        If it was told already that nobody knows, this is told besides.
        """
        if step.deed is None:
            return
        row = await self._row(tx, step.deed)
        ended = step.noted(outcome=str(outcome), error=_why(error), counts=dict(counts or {}))
        others = [each for each in row.facts["steps"] if not _is_of(each, step)]
        facts = {**row.facts, "steps": [*others, ended]}
        now = self._outbox.now()
        if not await tx.notices.set_facts(row.id, facts, now + LEASE):
            once = _once(step.deed, step.id)
            if await self._outbox.post(tx, KIND, row.chat_id, facts, once, now) is None:
                log.error("end of a deed noted twice", deed=facts["deed"], step=step.name)

    async def told(self, key: str) -> None:
        """Telegram has taken the answer: the notice is not needed any more."""
        try:
            async with self._db.write() as tx:
                if await self._outbox.withdraw(tx, _once(key)):
                    return
                row = await self._row(
                    tx, key
                )  # told already, when nobody knew: what came after is not yet
                for step in row.facts["steps"]:
                    if await self._outbox.withdraw(tx, _once(key, step["id"])):
                        return
        except TroubleError:
            pass
        log.info("end of a deed is told twice")

    async def tell(
        self, key: str, *, refused: DeskError | ProviderError | None = None, reference: str = ""
    ) -> None:
        """The answer did not get through: let the notice tell it now.

        ``refused``: why it was given up, if it was; ``reference``: under which the log has a mistake of ours.
        """
        self._in_hand.discard(key)
        try:
            async with self._db.write() as tx:
                row = await self._row(tx, key)
                more: dict[str, Any] = {"reference": reference} if reference else {}
                if refused is not None and not row.facts["steps"]:
                    more["refused"] = _plain_facts(refused)
                told_now = await tx.notices.set_facts(
                    row.id, {**row.facts, **more}, self._outbox.now()
                )
        except TroubleError:  # it is due when its lease has run out
            log.info("end of a deed is told later")
            return
        if told_now:
            self._outbox.kick()

    async def written(self, key: str) -> Mapping[str, Any] | None:
        """What is written down of a deed: the facts of its notice."""
        row = await self._look(key)
        return None if row is None else row.facts

    async def stands(self, actor: Actor, key: str, tap: str) -> Standing | None:
        """How a deed stands that may have been confirmed in this chat before; None: nothing was."""
        row = await self._look(key)
        if row is None or row.chat_id != actor.chat_id:
            return None
        if tap and row.facts["tap"] == tap:
            return Standing.THIS
        return Standing.UNDER_WAY if row.state == "waiting" else Standing.ENDED

    async def take_over(self) -> int:
        """At start: tell now what a process that has ended has not told. Gives how many that are.

        A file is ours alone. On a server another process may be at it: there leases run out.
        """
        if not self._db.is_sqlite:
            return 0
        async with self._db.write() as tx:
            left = await tx.notices.hasten(KIND, self._outbox.now())
        if left:
            log.warning("deeds whose end was not told", count=left)
            self._outbox.kick()
        return left

    async def _look(self, key: str) -> NoticeRow | None:
        async with self._db.read() as tx:
            return await tx.notices.of_once_key(_once(key))

    async def _row(self, tx: Tx, key: str) -> NoticeRow:
        row = await tx.notices.of_once_key(_once(key))
        if row is None:
            raise LookupError("a deed that was never confirmed")
        return row


def _is_of(noted: Mapping[str, Any], step: Step) -> bool:
    """Whether it is this step, or a try of the same: an earlier one that has turned out to be done."""
    return noted["id"] == step.id or (noted["step"], noted["what"]) == (step.name, step.what)


def _once(key: str, step_id: str = "") -> str:
    """The notice of a deed, or of the end of a step that came when that had been told."""
    return f"deed:{key}:{step_id}" if step_id else f"deed:{key}"


def _why(error: ProviderError | None) -> dict[str, Any] | None:
    if error is None:
        return None
    return {
        "provider": error.provider,
        "kind": error.kind,
        "reason": error.reason,
        "code": error.code,
    }


def _plain_facts(error: DeskError | ProviderError) -> dict[str, Any]:
    """What of a refusal can be put into words later: nothing a person has typed."""
    if isinstance(error, ProviderError):
        return _why(error) or {}
    named = ("provider", "kind", "reason", "code")
    plain = {name: error.facts.get(name) for name in named}
    return plain if plain["provider"] and plain["kind"] else {}
