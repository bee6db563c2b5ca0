"""Deeds that people confirm: who asks for each and how, and by what one sees that it was done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from sandbox.faults import When
from sandbox.gates import Gate
from sandbox.standin import StandIn
from sandbox.telegram import Message, Person
from storage.tables.outbox import notices
from storage.tables.work import work
from tests.conversations import products_play, test_accounts
from tests.conversations.play import Play
from tests.conversations.test_games_coupons import GIFT
from tests.conversations.test_games_leaderboards import entry
from tests.conversations.test_games_payments import ask, paid

CUT_OFF = "❓ I was stopped while this was under way: nobody knows whether it was done."
DONE = "✅ Done."
SOON = timedelta(seconds=30)
"""Longer than the outbox waits after two refusals."""


@dataclass(frozen=True)
class Case:
    """A deed: who asks for it and how, the request that does it, and how often that was done.

    ``full`` begins its card as the process shows it that did it; ``after`` stands on it where the next one
    has found out, or asked again, what the one before was cut off in; else ``title`` and ``look`` begin and
    end what is told: that nobody knows, and what one does then. ``is_seen``: looking tells, without asking
    for it again.
    """

    who: str
    asks: Callable[[Play], Awaitable[Message]]
    standin: str
    endpoint: str
    done: Callable[[Play], int]
    full: str
    title: str
    look: str
    after: str = ""
    is_seen: bool = True
    when: When | None = None

    def person(self, play: Play) -> Person:
        """Who asks."""
        found: Person = getattr(play.town, self.who)
        return found

    def shop(self, play: Play) -> StandIn:
        """Whoever does it."""
        found: StandIn = getattr(play.town, self.standin)
        return found

    def gate(self, play: Play) -> Gate:
        """Hold its answer."""
        return self.shop(play).gate(self.endpoint, "after", self.when)


async def coupon(play: Play) -> Message:
    """Use a coupon up."""
    return await play.say(play.town.sam, f"/coupon puzzle PZ1001 {GIFT}", play.desk)


async def consume(play: Play) -> Message:
    """Consume a payment by its token."""
    return await ask(play, paid(play))


async def withdraw(play: Play) -> Message:
    """Withdraw a player."""
    return await play.say(play.town.olga, "/withdraw puzzle PZ1001", play.desk)


async def score(play: Play) -> Message:
    """Write a score."""
    return await play.say(play.town.max, "/score puzzle 1 PZ1001 777", play.desk)


async def publish(play: Play) -> Message:
    """Publish a key product."""
    card = await products_play.opened(play, "Tea Party")
    await play.tap(play.town.max, "Publish", play.desk)
    return card


async def royalty(play: Play) -> Message:
    """Change a game account."""
    await test_accounts.asked_for(play, "Royalty")
    return await play.answer(play.town.max, "15", play.desk)


def written_777(play: Play) -> int:
    """Whether the score stands there."""
    found = entry(play, "PZ1001")
    return int(found is not None and found.score == 777)


CASES = {
    "coupon": Case(
        "sam",
        coupon,
        "gamebase",
        "coupon",
        lambda play: len(play.town.gamebase.coupons.uses),
        "🎟",
        "Coupon •••••X9ND for PZ1001 of puzzle",
        "Ask the player",
    ),
    "payment": Case(
        "max",
        consume,
        "gamebase",
        "consume",
        lambda play: len(play.town.gamebase.purchases.consumptions),
        "✅",
        "Consuming the payment",
        "Trying once more is safe",
        after="is consumed. There was no clear answer; asking once more showed",
        is_seen=False,
    ),
    "withdrawal": Case(
        "olga",
        withdraw,
        "gamebase",
        "withdraw",
        lambda play: len(play.town.gamebase.withdrawals.all),
        "⚫ PZ1001 of puzzle is withdrawn.",
        "Withdrawing PZ1001 from puzzle",
        "Look at /player",
        after="is withdrawn. There was no clear answer; looking showed that it is done.",
    ),
    "score": Case(
        "max",
        score,
        "gamebase",
        "score",
        written_777,
        "✅",
        "Score 777 of PZ1001 on leaderboard 1 of puzzle",
        "Look at /rank",
        after="had the score 777 on leaderboard 1 of puzzle already",
        is_seen=False,
    ),
    "product": Case(
        "max",
        publish,
        "paysuper",
        "publish",
        lambda play: int(products_play.product(play, "tea-party").enabled),
        "✅",
        "Publishing the key product",
        "Look at /products",
        after="✅ Published.",
    ),
    "account": Case(
        "max",
        royalty,
        "openapigames",
        "accounts",
        lambda play: int(play.town.openapigames.accounts[0].royalty_percent == 1500),
        "✅",
        "Changing the game account 1001 at Open API Games",
        "Look at /accounts",
        after="✅ Changed.",
        when=lambda params: bool(params["accounts"]),
    ),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


async def unsent(play: Play) -> list[str]:
    """Deeds that are under way, and the states of notices of others that are not told."""
    async with play.stage.app.house.db.read() as tx:
        left = (await tx.connection.execute(select(work.c.kind))).scalars().all()
        found = select(notices.c.state).where(notices.c.kind == "deed-ended")
        states = (await tx.connection.execute(found)).scalars().all()
    return [*left, *(state for state in states if state != "sent")]
