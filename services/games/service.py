"""The services of the games, put together."""

from dataclasses import dataclass

from services.games.bans import Bans
from services.games.coupons import Coupons
from services.games.launching import Launchings
from services.games.leaderboards import Leaderboards
from services.games.members import Members
from services.games.payments import Payments
from services.games.tokens import Tokens
from services.games.transfer import Transfers
from services.games.withdrawal import Withdrawals


@dataclass(frozen=True, slots=True)
class Games:
    """All that the desk does with games, beside looking one player up."""

    bans: Bans
    coupons: Coupons
    launchings: Launchings
    leaderboards: Leaderboards
    members: Members
    payments: Payments
    tokens: Tokens
    transfers: Transfers
    withdrawals: Withdrawals
