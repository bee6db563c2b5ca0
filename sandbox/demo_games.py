"""What has happened in the demo's games: bans, coupons, payments, subscriptions, leaderboards."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sandbox.demo_players import PLAYERS, App
from sandbox.gamebase import Gamebase
from sandbox.gamebase.launching import Status
from sandbox.gamebase.purchases import Market

CLIENTS: tuple[tuple[str, Status], ...] = (
    ("1.4.2", 200),
    ("1.4.1", 201),
    ("1.2.0", 300),
    ("0.9.0", 302),
)
STORES = (("AOS", "GG"), ("AOS", "ONESTORE"), ("IOS", "AS"))


class PastBan(NamedTuple):
    """A ban, counted back in days from the start of the demo."""

    app: str
    user_id: str
    reason: str
    days_ago: int
    lasts_days: int | None
    """None for one that never ends by itself."""
    released_days_ago: int | None = None
    flags: str = ""


BANS = (
    PastBan("puzzle", "PZ1002", "Chat abuse", 40, 60, released_days_ago=35),
    PastBan("puzzle", "PZ1003", "Speed hack", 11, 30),
    *(PastBan("puzzle", f"PZ{3001 + n}", "Bot farm", 3, None) for n in range(24)),
    PastBan("racing", "RC2001", "Payment dispute", 5, 14, released_days_ago=4),
    PastBan("racing", "RC2003", "Teleport hack", 29, None, flags="Leaderboard"),
)


class Purchase(NamedTuple):
    """A paid item that nobody has handed out yet."""

    app: str
    user_id: str
    market: Market
    currency: str
    price: str


PAYMENTS = (
    Purchase("puzzle", "PZ1001", "GG", "KZT", "1490.00"),
    Purchase("puzzle", "PZ1001", "GG", "KZT", "490.00"),
    Purchase("puzzle", "PZ1002", "AS", "USD", "4.99"),
    Purchase("racing", "RC2001", "AS", "USD", "9.99"),
    Purchase("racing", "RC2002", "GG", "KZT", "2990.00"),
)
SUBSCRIPTIONS = (
    Purchase("puzzle", "PZ1001", "GG", "KZT", "1990.00"),
    Purchase("racing", "RC2001", "AS", "USD", "5.99"),
    Purchase("racing", "RC2002", "GG", "KZT", "2490.00"),
)


class Ladder(NamedTuple):
    """A leaderboard: its players come first, then rivals whose scores go on by a step."""

    app: str
    factor: str
    ascending: bool
    best: float
    step: float


LADDERS = (
    Ladder("puzzle", "1", False, 98_400, 1_250),
    Ladder("puzzle", "2", False, 1_204_000, 8_750),
    Ladder("racing", "1", True, 61.25, 0.75),
    Ladder("racing", "2", False, 4_310, 55),
)
RIVALS = 30


def furnish(gamebase: Gamebase, apps: Mapping[str, App], now: datetime) -> None:
    """Fill the stand-in, whose players are there already, with days counted back from ``now``."""
    for app in apps.values():
        for os_code, store in STORES:
            for version, status in CLIENTS:
                gamebase.launching.client(app.app_id, os_code, store, version, status)
        _publish(gamebase, app, now)
    _ban(gamebase, apps, now)
    for one in PAYMENTS:
        gamebase.purchases.pay(
            apps[one.app].app_id,
            one.user_id,
            market=one.market,
            currency=one.currency,
            price=one.price,
        )
    for one in SUBSCRIPTIONS:
        gamebase.subscriptions.subscribe(
            apps[one.app].app_id,
            one.user_id,
            market=one.market,
            package=f"com.example.{one.app}",
            product_id=f"{one.app}_pass_month",
            currency=one.currency,
            price=one.price,
            begin=now - timedelta(days=9),
            lasts=timedelta(days=30),
        )
    for ladder in LADDERS:
        _score(gamebase, apps[ladder.app], ladder)
    puzzle = apps["puzzle"].app_id
    gamebase.tokens.issue(puzzle, "PZ1001", idp="google", token="demo-token-1001")  # noqa: S106 - opens nothing real
    gamebase.transfers.issue(puzzle, "PZ1002")


def _publish(gamebase: Gamebase, app: App, now: datetime) -> None:
    """Give the app one coupon of every sort."""
    coupons, app_id = gamebase.coupons, app.app_id
    coupons.publish(app_id, "WELCOME", title="Welcome gift", limit=None)
    coupons.publish(app_id, "GIFT-7F3Q-X9ND", title="A present", benefits={"diamond": 500})
    coupons.publish(app_id, "APPLE-ONLY", title="For App Store", stores=("AS",), limit=None)
    coupons.publish(app_id, "SUMMER", title="Summer is over", end=now - timedelta(days=60))
    coupons.publish(app_id, "SOLD-OUT", title="First come, first served", limit=0)


def _ban(gamebase: Gamebase, apps: Mapping[str, App], now: datetime) -> None:
    for past in BANS:
        begin = now - timedelta(days=past.days_ago)
        end = None if past.lasts_days is None else begin + timedelta(days=past.lasts_days)
        ban = gamebase.bans.ban(
            apps[past.app].app_id,
            past.user_id,
            reason=past.reason,
            begin=begin,
            end=end,
            flags=past.flags,
        )
        if past.released_days_ago is not None:
            gamebase.bans.release(ban, at=now - timedelta(days=past.released_days_ago))


def _score(gamebase: Gamebase, app: App, ladder: Ladder) -> None:
    """Rank the app's normal players among rivals, and keep the same ranking as the last period."""
    factor = gamebase.leaderboard.factor(app.app_id, ladder.factor, ascending=ladder.ascending)
    sign = 1 if ladder.ascending else -1
    users = [one.user_id for one in PLAYERS if (one.app, one.valid) == (app.name, "Y")]
    users += [f"{app.name[:2].upper()}{4001 + number}" for number in range(RIVALS)]
    for _ in range(2):
        factor.next_period()
        for place, user_id in enumerate(users):
            score = ladder.best + sign * place * ladder.step
            gamebase.leaderboard.put(factor, user_id, score, extra=f"lvl {90 - place}")
