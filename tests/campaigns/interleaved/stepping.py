"""An event loop in which a test says what happens next.

What a desk waits for outside itself (a statement of the database, a provider's answer, Telegram's) is held
as a *point* until the test lets it go on; then all runs that can run by itself. Time passes only by
``pass_time``, and nothing runs in a thread, so that one order of points gives one course of things.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
DYING = 100
"""Rounds in which whatever is ended comes to its end: some try again before they give up."""
ACTOR: ContextVar[str] = ContextVar("actor", default="")
"""Whose await it is: inherited by every task that is begun."""


class SteppedLoop(asyncio.SelectorEventLoop):
    """Runs what is ready, and stops when nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 1000.0

    def time(self) -> float:
        """Seconds that only ``pass_time`` moves."""
        return self._now

    def settle(self) -> None:
        """Run until nothing goes on by itself."""
        ready: deque[asyncio.Handle] = vars(self)[
            "_ready"
        ]  # nothing public says that a loop is idle
        while True:
            self.call_soon(self.stop)
            self.run_forever()
            if not ready:
                return

    def pass_time(self) -> bool:
        """Let time pass to the next timer. False: nothing waits for one."""
        timers: list[asyncio.TimerHandle] = vars(self)["_scheduled"]
        moments = [timer.when() for timer in timers if not timer.cancelled()]
        if not moments:
            return False
        self._now = max(self._now, min(moments))
        self.settle()
        return True

    def drive(self, work: Coroutine[Any, Any, T]) -> T:
        """See one piece of work through, whatever time it takes."""
        task = self.create_task(work)
        self.settle()
        while not task.done():
            if not self.pass_time():
                raise RuntimeError("it waits for what never comes")
        return task.result()

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[Ts]], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Do it at once: a thread would end when it likes."""
        done: asyncio.Future[T] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - as a thread does, it gives the error to who waits
            done.set_exception(error)
        return done


@dataclass(frozen=True)
class Point:
    """Something that an actor waits for, what lets it go on, and what ends it with the process."""

    actor: str
    what: str
    go_on: Callable[[], None]
    die: Callable[[], None]


class Points:
    """What is held. While ``open`` nothing is; ``fine`` holds each statement, not only whole transactions.

    While ``dead`` nothing outside the process is reached any more.
    """

    def __init__(self, loop: SteppedLoop) -> None:
        self.loop = loop
        self.open = True
        self.fine = False
        self.dead = False
        self.passed: list[str] = []
        self.calls = 0
        """How often something outside was asked."""
        self._held: list[Point] = []

    def of(self, actor: str) -> list[Point]:
        """What this actor waits for, the oldest first."""
        return [point for point in self._held if point.actor == actor]

    def actors(self) -> list[str]:
        """Who waits for something."""
        return sorted({point.actor for point in self._held})

    def step(self, actor: str, which: int = 0) -> bool:
        """Let one of an actor's awaits go on. False: it waits for nothing but other actors, or time."""
        points = self.of(actor)
        if not points:
            return False
        point = points[which % len(points)]
        self._held.remove(point)
        self.passed.append(f"{actor}: {point.what}")
        point.go_on()
        self.loop.settle()
        return True

    def hold(self, what: str, go_on: Callable[[], None], die: Callable[[], None]) -> None:
        """Hold it, or let it go on at once while nothing is held."""
        if self.dead:
            die()
        elif self.open:
            go_on()
        else:
            self._held.append(Point(ACTOR.get(), what, go_on, die))

    def kill(self) -> None:
        """End every task there is: none reaches anything outside any more, whatever it does at its end."""
        self.dead = True
        held, self._held = self._held, []
        for point in held:
            point.die()
        for _ in range(DYING):
            left = asyncio.all_tasks(self.loop)
            if not left:
                break
            for task in left:
                task.cancel()
            self.loop.settle()
        else:
            raise AssertionError(f"some would not die: {asyncio.all_tasks(self.loop)}")
        self.dead = False

    async def at(self, what: str) -> None:
        """Wait here to be let go on."""
        self.calls += 1
        if self.open and not self.dead:
            return
        let_go = self.loop.create_future()
        self.hold(what, partial(_let_go, let_go), partial(_cancel, let_go))
        await let_go


def _cancel(waited_for: asyncio.Future[None]) -> None:
    waited_for.cancel()


def _let_go(waits: asyncio.Future[None]) -> None:
    if not waits.done():
        waits.set_result(None)
