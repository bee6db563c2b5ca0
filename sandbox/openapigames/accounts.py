"""The state behind the open-api-games stand-in: a provider's accounts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.openapigames.errors import RefusalError
from sandbox.openapigames.shapes import DEFAULT

FIRST_ACCOUNT_ID = 1001

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Account:
    """A set of games on one set of terms."""

    account_id: str
    game_embed_url: str
    royalty_percent: int
    """In hundredths of a percent."""
    pending_games_url: str = ""
    currencies_available: tuple[str, ...] = ()
    countries_available: tuple[str, ...] = ()
    countries_disabled: tuple[str, ...] = ()
    launch_method: str = DEFAULT
    launch_api_url: str = ""

    @classmethod
    def read(cls, account_id: str, body: Body) -> "Account":
        """Make it of its JSON, which has been checked."""
        launch = body.get("gameLaunchMethod", {"launchMethod": DEFAULT})
        return cls(
            account_id=account_id,
            game_embed_url=body["gameEmbedUrl"],
            royalty_percent=body["royaltyPercent"],
            pending_games_url=body.get("pendingGamesUrl", ""),
            currencies_available=tuple(body.get("currenciesAvailable", ())),
            countries_available=tuple(body.get("countriesAvailable", ())),
            countries_disabled=tuple(body.get("countriesDisabled", ())),
            launch_method=launch["launchMethod"],
            launch_api_url=launch.get("providerGameLaunchApiUrl", ""),
        )

    def written(self, *, number: bool) -> dict[str, Any]:
        """Its JSON; the id is a string as in the table, or a number as in the examples."""
        return {
            "accountId": int(self.account_id) if number else self.account_id,
            "gameEmbedUrl": self.game_embed_url,
            "pendingGamesUrl": self.pending_games_url,
            "royaltyPercent": self.royalty_percent,
            "currenciesAvailable": list(self.currencies_available),
            "countriesAvailable": list(self.countries_available),
            "countriesDisabled": list(self.countries_disabled),
            "gameLaunchMethod": {
                "launchMethod": self.launch_method,
                "providerGameLaunchApiUrl": self.launch_api_url,
            },
        }


@dataclass(frozen=True)
class Change:
    """One effect of a request."""

    kind: str
    """``add`` or ``change``."""
    account_id: str
    at: datetime


class Accounts:
    """All accounts, oldest first; an add is never recognised as a repetition (FACTS 3)."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.by_id: dict[str, Account] = {}
        self.changes: list[Change] = []
        self._clock = clock

    def add(self, body: Body) -> Account:
        """Make a new account."""
        account = Account.read(str(FIRST_ACCOUNT_ID + len(self.by_id)), body)
        self.by_id[account.account_id] = account
        return account

    def write(self, bodies: list[dict[str, Any]]) -> list[Account]:
        """Add those with the id 0 and replace the others, all or (UNKNOWN_ACCOUNT) none of them."""
        ids = [str(body["accountId"]) for body in bodies]
        for account_id in ids:
            if not is_new(account_id) and account_id not in self.by_id:
                raise RefusalError("UNKNOWN_ACCOUNT", account_id)
        return [self._put(account_id, body) for account_id, body in zip(ids, bodies, strict=True)]

    def _put(self, account_id: str, body: Body) -> Account:
        if is_new(account_id):
            kind, account = "add", self.add(body)
        else:
            kind, account = "change", Account.read(account_id, body)
            self.by_id[account_id] = account
        self.changes.append(Change(kind, account.account_id, self._clock()))
        return account


def is_new(account_id: object) -> bool:
    """Whether an id in a request asks for a new account."""
    return str(account_id) == "0"
