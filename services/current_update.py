"""The update that is being handled here, known to all that comes of it.

A process that dies between a deed and the mark that its update was handled has the next one handle the
update again. So the deed's own transaction notes in the update's row that it was acted on
(:meth:`InTurn.acts`, called where the audit is written): what is not stopped by the state of its order, or
by a unique key, is stopped by that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from services.errors import DoneBeforeError
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class InTurn:
    """An update in hand of ``owner``. ``acted``: an earlier process has acted on it."""

    update_id: int
    owner: str
    acted: bool = False

    async def acts(self, tx: Tx, now: datetime) -> None:
        """Note that it is acted on. Raises DoneBeforeError where that was done before, or elsewhere."""
        if self.acted or not await tx.inbox.act(self.update_id, self.owner, now):
            raise DoneBeforeError


_current: ContextVar[InTurn | None] = ContextVar("in_turn", default=None)


def in_turn() -> InTurn | None:
    """The update that is being handled here; None: what is done here comes of none."""
    return _current.get()


async def act_in_turn(tx: Tx, now: datetime) -> None:
    """Note that the update in hand is acted on, if what is done here comes of one. Raises DoneBeforeError."""
    turn = in_turn()
    if turn is not None:
        await turn.acts(tx, now)


def acted_before() -> bool:
    """Whether an earlier process has acted on the update that is being handled here."""
    turn = in_turn()
    return turn is not None and turn.acted


@contextmanager
def handling(turn: InTurn) -> Iterator[None]:
    """All that is done inside comes of this update, also in tasks that are started inside."""
    before = _current.set(turn)
    try:
        yield
    finally:
        _current.reset(before)
