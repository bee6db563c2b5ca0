"""Which area of the console answers which endpoint."""

from collections.abc import Mapping

from sandbox.gamebase import maintenance
from sandbox.gamebase.asked import Act, Asked, Content
from sandbox.gamebase.console import Console
from sandbox.gamebase.lookups import Lookups


def acts_of(console: Console) -> Mapping[str, Act]:
    """Return what every endpoint does, by its name in ``ROUTES``."""
    lookups = Lookups(console.members)
    reading, writing = console.leaderboard.reading, console.leaderboard.writing

    def under_maintenance(asked: Asked) -> Content:
        planned = console.maintenances[asked.app_id]
        return maintenance.content(
            *(asked.app_id, planned, asked.now, asked.quirks.no_maintenance),
            shows_planned=asked.quirks.shows_planned,
        )

    return {
        "token": console.tokens.authenticate,
        "launching": console.launching.simple,
        "member": lookups.member,
        "members": lookups.members,
        "auth_keys": lookups.auth_keys,
        "user_ids": lookups.user_ids,
        "bans": console.bans.history,
        "unbans": console.bans.releases,
        "transfer": console.transfers.validate,
        "withdraw": console.withdrawals.withdraw,
        "maintenance": under_maintenance,
        "coupon": console.coupons.consume,
        "consume": console.purchases.consume,
        "consumables": console.purchases.consumables,
        "subscriptions": console.subscriptions.active,
        "user_count": reading.user_count,
        "rank": reading.rank,
        "ranks": reading.ranks,
        "top": reading.top,
        "score": writing.score,
        "score_extra": writing.score,
        "scores": writing.scores,
        "scores_extra": writing.scores_extra,
        "delete_scores": writing.delete,
    }
