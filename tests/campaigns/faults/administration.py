"""What the rows of key products and game accounts share: their words, and how a change is written down.

A lost change is looked for by the desk itself: what was done is told as done, the rest as unknown.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from sandbox.demo_world import DemoWorld
from sandbox.faults import When
from storage.tables.audit import audit
from tests.campaigns.faults.table import (
    UNDONE,
    UNREADABLE,
    Column,
    Effect,
    Row,
    Walk,
    in_each,
    in_kind,
    nothing,
)
from tests.conversations.play import Play

Step = Callable[[Play], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Whose rows are made, and in which words its troubles are told."""

    standin: str
    name: str
    refused: str
    """Its code for a fault in the request."""
    no_entry: str = ""
    """Its code for credentials that it does not accept, if it has one."""
    subject: str
    """How the audit's words for its changes begin."""

    @property
    def silent(self) -> str:
        """It was not reached, or its answer was lost, where nothing could have been changed."""
        return f"{self.name} is not available at the moment. Nothing was done; please try again"

    @property
    def garbled(self) -> str:
        """Its answer makes no sense, where nothing could have been changed."""
        return (
            f"{self.name} answers, but not in a way I can read. Nothing was done; please try again"
        )

    @property
    def unknown(self) -> str:
        """Nobody knows whether a change was made."""
        return (
            f"{self.name} has not answered clearly, and looking did not tell whether this was done; it "
            "may still come about. In a minute, open the list anew and see, before you try again."
        )

    @property
    def no(self) -> Mapping[Column, str]:
        """It refused."""
        begun = f"{self.name} refused this, and nothing was changed: it "
        return {
            Column.REFUSED: f"{begun}found a fault in the request. Code {self.refused}",
            Column.UNAUTHORISED: f"{begun}does not accept our credentials; an owner has to look at the "
            f"settings.{f' Code {self.no_entry}' * bool(self.no_entry)}",
        }

    async def ends(self, play: Play) -> str:
        """How the changes ended, oldest first; each was written down before it was made."""
        async with play.stage.app.house.db.read() as tx:
            rows = select(audit.c.action).where(audit.c.action.startswith(f"{self.subject}."))
            actions = (await tx.connection.execute(rows.order_by(audit.c.id))).scalars().all()
        words = [action.rpartition(".")[2] for action in actions]
        assert words[::2] == ["asked"] * len(words[1::2])
        return " ".join(words[1::2])

    def reads(
        self, number: str, endpoint: str, walk: Walk, normal: str, when: When | None = None
    ) -> Row:
        """A row of what only reads: nothing is written down."""
        return Row(
            number=number,
            standin=self.standin,
            endpoint=endpoint,
            when=when,
            effect=Effect.READS,
            walk=walk,
            reads=in_each(self.silent, dict.fromkeys(UNREADABLE, self.garbled), self.no),
            normal=normal,
            state=self.ends,
        )

    def changes(
        self,
        number: str,
        endpoint: str,
        walk: Walk,
        *,
        done: str,
        effects: Callable[[DemoWorld], int],
        now: Callable[[DemoWorld], str] = lambda town: "",
        was: str = "",
        becomes: str = "",
        twice: str = "done",
        when: When | None = None,
    ) -> Row:
        """A row of a change: ``done`` is read where it was made, ``now`` tells what the provider has.

        ``twice``: how the changes ended where it is asked for again though it was made.
        """

        async def state(play: Play) -> str:
            return _words(await self.ends(play), now(play.town))

        return Row(
            number=number,
            standin=self.standin,
            endpoint=endpoint,
            when=when,
            effect=Effect.SETS,
            walk=walk,
            reads=in_each(done, dict.fromkeys(UNDONE, self.unknown), self.no),
            remains=in_kind(
                _words("unknown", was), _words("done", becomes), _words("refused", was)
            ),
            settles=in_kind(
                _words("unknown done", becomes),
                _words(twice, becomes),
                _words("refused done", becomes),
            ),
            state=state,
            effects=effects,
        )


def _words(ends: str, has: str) -> str:
    return f"{ends}; {has}"


def then_shows(row: Row, after: Walk, normal: str) -> Row:
    """What may be made twice: the same state is left, and shown."""
    return replace(row, after=after, normal=normal)


def never_twice(row: Row, again: Step, ready: Step = nothing) -> Row:
    """What must not be made twice."""
    return replace(row, effect=Effect.SPENDS, again=again, ready=ready)
