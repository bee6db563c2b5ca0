"""Every endpoint of Gamebase as a call of our provider, and what it leaves behind in the stand-in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pydantic import SecretStr

from providers.gamebase.provider import Gamebase
from providers.games import ScoreEntry
from sandbox import gamebase

APP = "AppId1"
PLAYER = "QXG774PMRZMWR3BR"
NOON = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
TOKEN = "Login-Token-8Zx_4q"
COUPON = "SPRING-77-QX"
TRANSFER_ID, PASSWORD = "198704206255", "Zw548q7zE"
FACTOR = 7
SECRETS = [TOKEN, COUPON, PASSWORD]


@dataclass
class World:
    """The stand-in with one of everything in it."""

    stand_in: gamebase.Gamebase
    payment: str
    payment_token: str

    def effects(self) -> int:
        """How many times something was spent, changed or deleted by a request."""
        world = self.stand_in
        return (
            len(world.withdrawals.all)
            + len(world.coupons.uses)
            + len(world.purchases.consumptions)
            + len(world.leaderboard.writes)
            + len(world.leaderboard.deletions)
        )


def furnish(stand_in: gamebase.Gamebase) -> World:
    """Put one of everything into the stand-in, whose player PLAYER is there already."""
    stand_in.tokens.issue(APP, PLAYER, token=TOKEN)
    stand_in.transfers.issue(APP, PLAYER, TRANSFER_ID, PASSWORD)
    stand_in.coupons.publish(APP, COUPON, title="Spring", limit=None)
    stand_in.launching.client(APP, "AOS", "GG", "1.4.2")
    paid = stand_in.purchases.pay(APP, PLAYER, price="1500.5")
    stand_in.subscriptions.subscribe(APP, PLAYER)
    factor = stand_in.leaderboard.factor(APP, str(FACTOR))
    stand_in.leaderboard.put(factor, PLAYER, 100, "first")
    return World(stand_in, paid.payment_seq, paid.access_token)


Call = Callable[[Gamebase, World], Awaitable[object]]
ONE = ScoreEntry(FACTOR, PLAYER, Decimal(250))
ONE_EXTRA = ScoreEntry(FACTOR, PLAYER, Decimal("250.5"), "extra")

READS: dict[str, Call] = {
    "token": lambda g, _: g.check_token("quest", PLAYER, SecretStr(TOKEN)),
    "launching": lambda g, _: g.launching("quest", "AOS", "GG", "1.4.2"),
    "member": lambda g, _: g.player("quest", PLAYER),
    "members": lambda g, _: g.players("quest", [PLAYER]),
    "auth_keys": lambda g, _: g.identities("quest", [PLAYER]),
    "user_ids": lambda g, _: g.players_by_key("quest", [f"guest-{PLAYER.lower()}"]),
    "bans": lambda g, _: g.bans("quest", NOON, NOON + timedelta(days=1)),
    "unbans": lambda g, _: g.unbans("quest", NOON, NOON + timedelta(days=1)),
    "transfer": lambda g, _: g.check_transfer("quest", TRANSFER_ID, SecretStr(PASSWORD)),
    "maintenance": lambda g, _: g.maintenances("quest"),
    "consumables": lambda g, _: g.payments("quest", "GG", PLAYER),
    "subscriptions": lambda g, _: g.subscriptions("quest", "GG", "com.toast.gamebase", PLAYER),
    "user_count": lambda g, _: g.score_count("quest", FACTOR),
    "rank": lambda g, _: g.standing("quest", FACTOR, PLAYER),
    "ranks": lambda g, _: g.standings("quest", {FACTOR: [PLAYER]}),
    "top": lambda g, _: g.top("quest", FACTOR, 1, 10),
}

ONCE: dict[str, Call] = {
    "withdraw": lambda g, _: g.withdraw("quest", PLAYER, "keydesk-1"),
    "coupon": lambda g, _: g.redeem("quest", PLAYER, SecretStr(COUPON)),
    "consume": lambda g, w: g.consume("quest", w.payment, SecretStr(w.payment_token)),
    "score": lambda g, _: g.write_score("quest", ONE, 12345),
    "score_extra": lambda g, _: g.write_score("quest", ONE_EXTRA, 12345),
    "scores": lambda g, _: g.write_scores("quest", [ONE], 12345),
    "scores_extra": lambda g, _: g.write_scores("quest", [ONE_EXTRA], 12345),
    "delete_scores": lambda g, _: g.delete_score("quest", FACTOR, PLAYER),
}

ALL = READS | ONCE
