"""The services of games put together, and what the team calls what they have."""

from handlers.words.own_names import OwnNames
from providers.games import KnowsOwnNames
from providers.registry import Providers
from services.audit import Audit
from services.deeds import Deeds
from services.games.bans import Bans
from services.games.coupons import Coupons
from services.games.launching import Launchings
from services.games.leaderboards import Leaderboards
from services.games.members import Members
from services.games.payments import Payments
from services.games.service import Games
from services.games.tokens import Tokens
from services.games.transfer import Transfers
from services.games.withdrawal import Withdrawals
from services.vault import Vault
from storage.database import Database


def build_games(
    db: Database, providers: Providers, audit: Audit, vault: Vault, deeds: Deeds
) -> Games:
    """What is asked and done at the games, for their players."""
    return Games(
        members=Members(providers),
        bans=Bans(providers),
        tokens=Tokens(providers),
        transfers=Transfers(providers),
        withdrawals=Withdrawals(db, providers, audit, deeds),
        launchings=Launchings(providers),
        coupons=Coupons(db, providers, audit, vault, deeds),
        payments=Payments(db, providers, audit, deeds),
        leaderboards=Leaderboards(db, providers, audit, deeds),
    )


def own_names(providers: Providers) -> OwnNames:
    """What the team calls leaderboards and stores, by the settings of all providers."""
    naming = providers.with_capability(KnowsOwnNames)
    return OwnNames(
        stores={code: name for each in naming for code, name in each.store_names.items()},
        boards={app: names for each in naming for app, names in each.board_names.items()},
    )
