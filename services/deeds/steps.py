"""The requests of a deed, noted in its row in the transactions in which they are meant and answered.

What is done in a worker is a step of the deed that it does; in a conversation nothing may be, for nothing was
confirmed; elsewhere (a test, a command) who called is answered, and no row is kept.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from providers.errors import ProviderError
from services.deeds.deed import Deed
from storage.work import WorkRow


class PutOffError(Exception):
    """No more of the deed is begun here: the process ends, or another one has taken it over."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The deed that is done here, as it stood when its work was claimed.

    ``wanted``: it was confirmed so lately, by somebody who may still do it by this ``permission``, that what
    was cut off may be asked for again, and the rest begun.
    """

    row: WorkRow
    deed: Deed
    stopping: asyncio.Event
    wanted: bool
    permission: str


@dataclass(frozen=True, slots=True)
class Step:
    """One request. ``what`` it is about, if several are alike, holds no secret.

    ``of`` is the deed that it is a step of; None: of none.
    """

    id: str
    name: str
    what: str
    of: UnderWay | None

    def noted(self, **ended: Any) -> dict[str, Any]:
        """How it stands in the row."""
        nothing: dict[str, Any] = {"outcome": None, "error": None, "counts": {}}
        return {"id": self.id, "step": self.name, "what": self.what, **nothing, **ended}

    def is_same(self, noted: Mapping[str, Any]) -> bool:
        """Whether this was noted before, or a try of the same: an earlier one may turn out to be done."""
        return bool(
            noted["id"] == self.id or (noted["step"], noted["what"]) == (self.name, self.what)
        )


_UNCONFIRMED = object()
_current: ContextVar[object] = ContextVar("deed", default=None)


@contextmanager
def unconfirmed() -> Iterator[None]:
    """Run a step of a conversation inside, which does no deed: it writes the wish for one."""
    before = _current.set(_UNCONFIRMED)
    try:
        yield
    finally:
        _current.reset(before)


@contextmanager
def doing(under_way: UnderWay) -> Iterator[None]:
    """Do a deed inside."""
    before = _current.set(under_way)
    try:
        yield
    finally:
        _current.reset(before)


def current() -> UnderWay | None:
    """The deed that is done here; None: none is, or a conversation runs."""
    found = _current.get()
    return found if isinstance(found, UnderWay) else None


def step(step_id: str, name: str, what: str = "") -> Step:
    """A request of what is done here.

    Raises LookupError in a conversation: it would run in nobody's row, and its end be told nowhere.
    """
    if _current.get() is _UNCONFIRMED:
        raise LookupError(f"{name} is not done in a conversation")
    return Step(step_id, name, what, current())


def earlier(name: str, what: str = "") -> tuple[Step, Mapping[str, Any]] | None:
    """What an earlier process has noted of this very request of the deed done here; None: it made none."""
    under_way = current()
    if under_way is None:
        return None
    for noted in reversed(under_way.deed.steps):
        if (noted["step"], noted["what"]) == (name, what):
            return Step(str(noted["id"]), name, what, under_way), noted
    return None


def cut_off(name: str, what: str = "") -> Step | None:
    """A request that an earlier process has made of the deed done here and whose answer it did not get."""
    found = earlier(name, what)
    return found[0] if found is not None and found[1]["outcome"] is None else None


def all_cut_off() -> list[tuple[str, str]]:
    """All of these, by name and what they are about."""
    under_way = current()
    noted = under_way.deed.steps if under_way else ()
    return [(each["step"], each["what"]) for each in noted if each["outcome"] is None]


def is_resumed() -> bool:
    """Whether an earlier process has begun what is done here."""
    under_way = current()
    return under_way is not None and bool(under_way.deed.steps)


def may_repeat() -> bool:
    """Whether what was cut off may be asked for again, where its endpoint makes that safe."""
    under_way = current()
    return under_way is None or under_way.wanted


def why(error: ProviderError | None) -> dict[str, Any] | None:
    """What of an error can be put into words later: nothing a person has typed."""
    if error is None:
        return None
    return {
        "provider": error.provider,
        "kind": error.kind,
        "reason": error.reason,
        "code": error.code,
    }
