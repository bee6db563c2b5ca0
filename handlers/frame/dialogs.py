"""Open questions: what the bot has asked a person in a chat and waits to read.

All of them are in memory, written through to the database, so that an ordinary message costs no SQL
and a restart forgets none. A question is answered within an hour or not at all. On a server other processes
ask and hear answers too: there the row is what counts. Memory follows it before a message is read that may
be an answer (:meth:`Dialogs.follow`), and the one answer is written into the row (:meth:`Dialogs.take`).
"""

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from services.clock import Clock
from services.current_update import in_turn
from services.recent import Recent
from storage.database import Database
from storage.dialogs import DialogRow
from storage.errors import TroubleError

LIFE = timedelta(hours=1)
LAPSED = timedelta(days=1)
"""For so long it is known what a question was about that nobody answered: who does so late is told."""
LATELY = 300.0
"""Seconds in which somebody may still send more of what was asked for."""


class _Asked(NamedTuple):
    """A question, and since when it is open, in steady seconds."""

    row: DialogRow
    since: float


class Dialogs:
    """At most one open question for a person in a chat."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._open: dict[tuple[int, int], _Asked] = {}
        self._taken: Recent[_Asked] = Recent(1_000)
        self._messages: Recent[int] = Recent(1_000)
        self._alone = db.is_sqlite
        """Nobody else can be at work on the same file: memory is as true as the rows."""

    async def load(self) -> None:
        """Read what was open when the process ended."""
        async with self._db.read() as tx:
            rows = await tx.dialogs.all()
        for row in rows:
            self._remember(row)

    async def follow(self, chat_id: int, user_id: int) -> None:
        """Know what a person is asked there as the row has it; one statement on a server, and none else.

        Where the database cannot be asked memory has to do.
        """
        if self._alone:
            return
        with suppress(TroubleError):
            async with self._db.read() as tx:
                row = await tx.dialogs.get(chat_id, user_id)
            if row is None or row.answer not in (None, _answer()):
                self._open.pop((chat_id, user_id), None)
                return
            known = self._open.get((chat_id, user_id))
            if known is None or known.row.asked_at != row.asked_at:
                self._remember(row)

    async def ask(
        self, chat_id: int, user_id: int, question: str, facts: dict[str, Any]
    ) -> DialogRow:
        """Open a question in place of the one before. ``facts`` is JSON and holds no secret."""
        row = DialogRow(chat_id, user_id, question, facts, self._clock())
        async with self._db.write() as tx:
            await tx.dialogs.ask(row)
        self._forget_old()
        self._open.pop((chat_id, user_id), None)  # what was asked last stands last
        self._open[chat_id, user_id] = _Asked(row, self._clock.steady())
        return row

    async def take(self, chat_id: int, user_id: int) -> DialogRow | None:
        """Give the open question to whoever serves its answer, once: a second answer finds none."""
        asked = self._open.get((chat_id, user_id))
        if asked is None or self._clock.steady() - asked.since > LIFE.total_seconds():
            return None
        del self._open[chat_id, user_id]
        if not self._alone and not await self._is_its_answer(asked.row):
            return None
        self._taken.put((chat_id, user_id), _Asked(asked.row, self._clock.steady()))
        return asked.row

    async def _is_its_answer(self, row: DialogRow) -> bool:
        """Write into the row that this update is. False: another is, or the question is over."""
        try:
            async with self._db.write() as tx:
                taken = await tx.dialogs.take(row.chat_id, row.user_id, _answer())
        except TroubleError:  # nobody can write: whoever asked serves it, as where one is alone
            return True
        return taken is not None and taken.asked_at == row.asked_at

    def note_message(self, chat_id: int, message_id: int, user_id: int) -> None:
        """By this message a person was asked something."""
        self._messages.put((chat_id, message_id), user_id)

    def was_asked_by(self, chat_id: int, message_id: int) -> int | None:
        """Who was asked something by this message, as far as this process knows; open or not."""
        return self._messages.get((chat_id, message_id))

    def answered_lately(self, chat_id: int, user_id: int) -> str | None:
        """What a person was asked there, and has answered in the last minutes: its name."""
        taken = self._taken.get((chat_id, user_id))
        if taken is None or self._clock.steady() - taken.since > LATELY:
            return None
        return taken.row.question

    def open_to(self, chat_id: int, user_id: int) -> DialogRow | None:
        """What a person was asked there and has not answered yet; it stays open."""
        asked = self._open.get((chat_id, user_id))
        young = self._clock.steady() - LIFE.total_seconds()
        return None if asked is None or asked.since < young else asked.row

    def lapsed(self, chat_id: int, user_id: int) -> DialogRow | None:
        """What a person was asked there last and did not answer in its hour, for a day."""
        asked = self._open.get((chat_id, user_id))
        age = 0.0 if asked is None else self._clock.steady() - asked.since
        late = LIFE.total_seconds() < age <= LAPSED.total_seconds()
        return asked.row if asked is not None and late else None

    async def any_in(self, chat_id: int) -> bool:
        """Whether anybody was asked something in this chat and has not answered yet."""
        young = self._clock.steady() - LIFE.total_seconds()
        if any(each.row.chat_id == chat_id and each.since >= young for each in self._open.values()):
            return True
        if not self._alone:
            with suppress(TroubleError):
                async with self._db.read() as tx:
                    return await tx.dialogs.any_since(chat_id, self._clock() - LIFE)
        return False

    async def put_back(self, row: DialogRow) -> None:
        """The answer did not do: the question stays open, unless another was asked meanwhile."""
        self._open.setdefault((row.chat_id, row.user_id), _Asked(row, self._clock.steady()))
        if not self._alone:
            with suppress(TroubleError):
                async with self._db.write() as tx:
                    await tx.dialogs.put_back(row)

    async def done(self, row: DialogRow) -> None:
        """The answer was served: forget the question, unless another was asked meanwhile.

        Where that cannot be written down only a restart within the hour would bring it back.
        """
        if (row.chat_id, row.user_id) not in self._open:
            with suppress(TroubleError):
                await self._end(row.chat_id, row.user_id, None if self._alone else row.asked_at)

    async def cancel(self, chat_id: int, user_id: int) -> bool:
        """Drop the open question. False: there was none."""
        await self.follow(chat_id, user_id)
        if await self.take(chat_id, user_id) is None:
            return False
        return await self._end(chat_id, user_id)

    def forget_person(self, user_id: int) -> None:
        """What a person was asked, wherever, is not read any more; the rows are gone already."""
        for key in [key for key in self._open if key[1] == user_id]:
            del self._open[key]

    def follow_migration(self, old: int, new: int) -> None:
        """A group changed its id; the rows themselves were changed by ``people.migrate_chat``."""
        for chat_id, user_id in [key for key in self._open if key[0] == old]:
            row, since = self._open.pop((chat_id, user_id))
            moved = DialogRow(new, user_id, row.question, row.facts, row.asked_at)
            self._open[new, user_id] = _Asked(moved, since)

    def _forget_old(self) -> None:
        young = self._clock.steady() - LAPSED.total_seconds()
        while self._open and (key := next(iter(self._open))) and self._open[key].since < young:
            del self._open[key]

    def _remember(self, row: DialogRow) -> None:
        # One that was dated ahead, by a clock that was wrong, is as good as new.
        age = max(timedelta(0), self._clock() - row.asked_at)
        since = self._clock.steady() - age.total_seconds()
        self._open[row.chat_id, row.user_id] = _Asked(row, since)

    async def _end(self, chat_id: int, user_id: int, asked_at: datetime | None = None) -> bool:
        async with self._db.write() as tx:
            return await tx.dialogs.end(chat_id, user_id, asked_at)


def _answer() -> int:
    """What may be an answer: the update in hand; what is none has a number of its own."""
    turn = in_turn()
    return -1 - secrets.randbelow(2**48) if turn is None else turn.update_id
