"""Any course of things at a desk: who begins what, whose await goes on, and what goes wrong meanwhile."""

import shutil
from collections.abc import Callable, Coroutine
from itertools import product
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

from hypothesis import event, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sandbox.faults import Fault
from tests.campaigns.interleaved.desk import CUSTOMERS, MAX, SAM, InterleavedDesk
from tests.campaigns.interleaved.judge import judge
from tests.databases import SqliteFiles

PORTAL, GTA = 0, 1
ACTORS = ("ann", "bob", "cec")
LATER = 2 * 3600 + 1
"""Seconds after which PIN Hype is asked no more to make what it did not."""
LOOK = 16 * 60
"""Seconds after which anything is looked at again."""
PRICE_AGE = 6
"""Seconds after which a price of PIN Hype's is read anew."""
ROUNDS = 14
MOST_CRASHES = 2
"""In one course."""

Verb = Callable[[InterleavedDesk, str, int], Coroutine[Any, Any, None]]

VERBS: dict[str, Verb] = {
    "confirm": lambda desk, number, _: desk.confirm(SAM, number),
    "confirm too": lambda desk, number, _: desk.confirm(MAX, number),
    "cancel": lambda desk, number, _: desk.cancel(SAM, number),
    "settle": lambda desk, number, which: desk.settle(MAX, number, which),
    "close unseen": lambda desk, number, which: desk.close_unseen(MAX, number, which),
    "reverse": lambda desk, number, _: desk.reverse(MAX, number),
    "link": lambda desk, number, _: desk.link(SAM, number),
    "claim": lambda desk, _, which: desk.claim(CUSTOMERS[which % 2], which // 2),
    "send": lambda desk, number, which: desk.send(SAM, number, CUSTOMERS[which % 2]),
    "send one": lambda desk, number, which: desk.send(SAM, number, CUSTOMERS[which % 2], 1),
    "link each": lambda desk, number, _: desk.link_each(MAX, number),
    "end links": lambda desk, number, which: desk.end_links(SAM, number, which),
    "tell": lambda desk, _, __: desk.tell(),
    "work": lambda desk, _, __: desk.carry_on(0),
    "carry on": lambda desk, _, __: desk.carry_on(LOOK),
}

PIECES = ("send one", "link each", "claim", "end links", "tell", "reverse")
HANDING = ("send", "link", "claim", "tell", "carry on", "reverse")
BEGINNINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "draft": (
        ("confirm", "work", "confirm too", "cancel", "carry on", "tell"),
        ("pay lost", "pay done and lost", "keys down", "booking lost", "booking done and lost"),
    ),
    "confirmed": (
        ("tell", "cancel", "confirm too", "work", "work", "carry on"),
        ("booking lost", "booking done and lost"),
    ),
    "lost": (
        ("tell", "settle", "close unseen", "carry on", "reverse", "link"),
        ("books down", "look-up down", "booking lost"),
    ),
    "uncertain": (
        ("settle", "close unseen", "settle", "reverse", "carry on"),
        ("books down", "look-up down", "reversal done and lost"),
    ),
    "keyed": (HANDING, ("reversal lost", "reversal done and lost", "books down")),
    "pieces": (PIECES, ("reversal lost", "reversal done and lost", "books down")),
    "given": (HANDING, ("reversal lost", "reversal done and lost", "books down")),
    "unconfirmed": (HANDING, ("reversal done and lost",)),
    "reversing": (HANDING, ("books down", "reversal lost", "reversal done and lost")),
}
"""Where an order may stand at the beginning, what people then do at once, and what goes wrong then."""

NOT_BOUGHT = {"draft", "confirmed", "lost"}
"""Where it matters what Hype asks for by then."""

FAULTS: dict[str, tuple[str, str, Fault, int]] = {
    "pay lost": ("shop", "pay", Fault.lost_before(), 1),
    "pay done and lost": ("shop", "pay", Fault.lost_after(), 1),
    "keys down": ("shop", "keys", Fault.status(503), 3),
    "booking lost": ("hype", "pre_redeem", Fault.lost_before(), 1),
    "booking done and lost": ("hype", "pre_redeem", Fault.lost_after(), 1),
    "reversal lost": ("hype", "reverse_transaction", Fault.lost_before(), 1),
    "reversal done and lost": ("hype", "reverse_transaction", Fault.lost_after(), 1),
    "books down": ("hype", "report_transaction", Fault.status(500), 6),
    "look-up down": ("hype", "report_reference", Fault.status(500), 6),
}


class Interleaved(RuleBasedStateMachine):
    """Two or three actors at one desk."""

    files: ClassVar[SqliteFiles]
    """Makes databases; set by the test."""
    only: ClassVar[str] = ""
    """The one beginning that is tried, if not any."""

    def __init__(self) -> None:
        super().__init__()
        self.verbs: tuple[str, ...] = ()
        self.faults: tuple[str, ...] = ()
        self.begun = ""
        self.crashes = 0
        self.folder = Path(mkdtemp(prefix="keydesk-interleaved-"))
        self.url = self.files.fresh()
        self.desk = InterleavedDesk(self.url, self.folder)

    def teardown(self) -> None:
        """All ends, the world is well again, and the books are looked at."""
        try:
            self._rest()
        finally:
            self.desk.close()
            self.files.drop(self.url)
            shutil.rmtree(self.folder, ignore_errors=True)

    @initialize(
        begun=st.sampled_from(sorted(BEGINNINGS)),
        fine=st.booleans(),
        verbs=st.tuples(st.integers(0, 5), st.integers(0, 5)),
        which=st.integers(0, 3),
        after=st.integers(0, 9),
        dear=st.booleans(),
    )
    def begin_with(
        self, begun: str, fine: bool, verbs: tuple[int, int], which: int, after: int, dear: bool
    ) -> None:
        """An order stands somewhere; one begins something, and in the middle of that another.

        ``dear``: what it is for costs more by then.

        ``after`` so many awaits of the first the second goes from its beginning to its end.
        """
        desk, begun = self.desk, self.only or begun
        self.begun = begun
        self.verbs, self.faults = BEGINNINGS[begun]
        desk.now(desk.order(SAM, PORTAL if begun == "draft" else GTA, 2))
        if begun == "draft":
            desk.now(desk.order(SAM, GTA, 2))
        else:
            self._bought(begun)
            if dear and begun in NOT_BOUGHT:
                self.hypes_price_moves("199.00")
        desk.points.fine = fine
        desk.points.open = False
        event(f"begun with {begun}")
        first, second = verbs
        desk.begin(ACTORS[0], self._work(first, which))
        for _ in range(after):
            desk.points.step(ACTORS[0])
        desk.begin(ACTORS[1], self._work(second, which))
        desk.let_end(ACTORS[1])
        desk.let_end(ACTORS[0])

    def _work(self, verb: int, which: int) -> Coroutine[Any, Any, None]:
        drawn, name = self.desk.drawn, self.verbs[verb % len(self.verbs)]
        event(f"begun: {name}")
        return VERBS[name](self.desk, drawn[which % len(drawn)], which)

    def _bought(self, begun: str) -> None:
        desk, [number] = self.desk, self.desk.drawn
        if begun == "lost":
            # Neither was booked, and nobody knows: its answer is asked after.
            desk.hype.faults.add("pre_redeem", Fault.lost_before(), times=2)
        if begun == "uncertain":
            # Of the two one was booked and one was not: neither shows in the books, and it is too late.
            desk.hype.faults.add("pre_redeem", Fault.lost_after())
            desk.hype.faults.add("pre_redeem", Fault.lost_before())
            desk.hype.report_lag = 10.0**9
        desk.now(desk.confirm(SAM, number))
        if begun == "confirmed":
            return
        desk.now(desk.carry_on(0))
        if begun == "uncertain":
            desk.now(desk.carry_on(LATER))
            desk.hype.report_lag = 0
        desk.now(desk.tell())
        if begun == "keyed":
            desk.now(desk.link(SAM, number))
        if begun == "pieces":
            desk.now(desk.link_each(SAM, number))
        if begun in {"given", "unconfirmed"}:
            desk.now(desk.send(SAM, number, CUSTOMERS[0]))
        if begun == "unconfirmed":
            # It arrived, and the bot does not know.
            desk.chats.lost[CUSTOMERS[0]] = 1
            desk.now(desk.tell())
        if begun == "reversing":
            # Both were taken back, and neither the answers came nor can the books be read.
            desk.hype.faults.add("reverse_transaction", Fault.lost_after(), times=2)
            desk.hype.faults.add("report_transaction", Fault.status(500), times=6)
            desk.now(desk.reverse(MAX, number))
            desk.now(desk.carry_on(0))
            desk.hype.faults.clear()

    @rule(
        actor=st.sampled_from(ACTORS),
        verb=st.integers(0, 5),
        which=st.integers(0, 3),
        alone=st.booleans(),
    )
    def begins(self, actor: str, verb: int, which: int, alone: bool) -> None:
        """An actor who is free begins something, and gets to the first await, or alone to the end."""
        self.desk.begin(actor, self._work(verb, which))
        if alone:
            self.desk.let_end(actor)

    @rule(
        actor=st.sampled_from(ACTORS),
        steps=st.sampled_from([1, 1, 2, 3, 5, 8, 13]),
        which=st.integers(0, 2),
    )
    def goes_on(self, actor: str, steps: int, which: int) -> None:
        """So many awaits of an actor go on; the others stand still."""
        for _ in range(steps):
            if not self.desk.points.step(actor, which):
                return

    @precondition(lambda self: self.begun in NOT_BOUGHT and not self.desk.points.actors())
    @rule(price=st.sampled_from(["66.49", "199.00"]))
    def hypes_price_moves(self, price: str) -> None:
        """Its call takes no price: what is charged is what holds then, so it moves while nobody buys."""
        self.desk.hype.set_price(101, price)
        self.desk.clock.advance(PRICE_AGE)

    @rule()
    def all_end(self) -> None:
        """Everybody goes on by turns to their end."""
        self.desk.let_all_end()

    @rule(which=st.integers(0, 4))
    def goes_wrong(self, which: int) -> None:
        """The next calls of a kind go wrong."""
        where, endpoint, kind, times = FAULTS[self.faults[which % len(self.faults)]]
        stand_in = self.desk.shop if where == "shop" else self.desk.hype
        stand_in.faults.add(endpoint, kind, times=times)

    @rule(customer=st.sampled_from(CUSTOMERS), blocks=st.booleans())
    def blocks(self, customer: int, blocks: bool) -> None:
        """A customer blocks the bot, or the answer to the next message to them is lost."""
        if blocks:
            self.desk.chats.blocked.add(customer)
        else:
            self.desk.chats.lost[customer] = 1

    @precondition(lambda self: "confirm" in self.verbs)
    @rule(price=st.sampled_from(["956.30", "1956.30"]))
    def price_moves(self, price: str) -> None:
        """The shop asks for more, or as before."""
        self.desk.shop.set_price("562", price)

    @precondition(lambda self: self.crashes < MOST_CRASHES)
    @rule()
    def crashes_now(self) -> None:
        """The process is killed where everybody stands, and another goes on with what is on the disk."""
        self.crashes += 1
        event("crashed")
        self.desk.crash()

    @rule(seconds=st.sampled_from([6, LOOK, LATER]))
    def later(self, seconds: int) -> None:
        """Time passes by the desk's clock."""
        self.desk.clock.advance(seconds)

    def _rest(self) -> None:
        desk = self.desk
        note("\n".join(desk.points.passed))
        desk.shop.faults.clear()
        desk.hype.faults.clear()
        desk.let_all_end()
        for _ in range(ROUNDS):
            calls = desk.points.calls
            desk.now(desk.carry_on(LOOK))
            desk.now(desk.tell())
            if desk.points.calls == calls:
                break
        # Whatever is still to be had is had: by a link, and by sending.
        for customer, number in product(reversed(CUSTOMERS), desk.drawn):
            desk.links.clear()
            desk.now(desk.link(SAM, number))
            desk.now(desk.claim(customer, 0))
            desk.now(desk.send(SAM, number, customer))
            desk.now(desk.tell())
        desk.points.open = True
        wrong = desk.loop.drive(judge(desk))
        assert not wrong, "\n".join(wrong)
