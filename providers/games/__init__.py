"""What the desk may ask of a provider that runs games: players, bans, coupons, payments, scores.

As in :mod:`providers.base` a provider has a capability by having its methods, and every method raises
only the errors of :mod:`providers.errors`: Rejected for what cannot be sent at all (an app that is not
configured, a text that is no id), NotFound, NotAllowed and Unavailable wherever it asks. A call that
spends, changes or deletes is sent once; a lost answer to it is OutcomeUnknown.

Tokens, passwords and coupon codes travel as SecretStr, so that no log or traceback shows them.
"""

from providers.games.bans import Ban, BanPage, KnowsBans
from providers.games.coupons import Redeemed, RedeemsCoupons
from providers.games.launching import KnowsLaunching, Launching, LaunchState
from providers.games.leaderboards import (
    KeepsLeaderboards,
    Rank,
    ScoreEnd,
    ScoreEntry,
    ScoreResult,
)
from providers.games.maintenance import KnowsMaintenance, Maintenance
from providers.games.own_names import KnowsOwnNames
from providers.games.payments import (
    Consumed,
    ConsumesPayments,
    KnowsPayments,
    KnowsSubscriptions,
    Payment,
    Subscription,
)
from providers.games.players import (
    ChecksTokens,
    ChecksTransfers,
    Identity,
    KnowsMembers,
    KnowsPlayers,
    Player,
    PlayerBrief,
    TokenCheck,
    TokenVerdict,
    TransferCheck,
    TransferVerdict,
    Withdraws,
)

__all__ = [
    "Ban",
    "BanPage",
    "ChecksTokens",
    "ChecksTransfers",
    "Consumed",
    "ConsumesPayments",
    "Identity",
    "KeepsLeaderboards",
    "KnowsBans",
    "KnowsLaunching",
    "KnowsMaintenance",
    "KnowsMembers",
    "KnowsOwnNames",
    "KnowsPayments",
    "KnowsPlayers",
    "KnowsSubscriptions",
    "LaunchState",
    "Launching",
    "Maintenance",
    "Payment",
    "Player",
    "PlayerBrief",
    "Rank",
    "Redeemed",
    "RedeemsCoupons",
    "ScoreEnd",
    "ScoreEntry",
    "ScoreResult",
    "Subscription",
    "TokenCheck",
    "TokenVerdict",
    "TransferCheck",
    "TransferVerdict",
    "Withdraws",
]
