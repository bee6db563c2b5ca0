"""Players: in numbers, by their keys, tokens and transfer accounts; withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from pydantic import SecretStr

from providers.base import Provider


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity provider a player signs in with: its code, the key there, since when."""

    idp: str
    auth_key: str
    auth_system: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Player:
    """A Gamebase member. ``status`` is the API's letter: Y, D, B, M (T and P from later versions)."""

    user_id: str
    status: str
    app_id: str
    registered_at: datetime | None
    last_login_at: datetime | None
    identities: tuple[Identity, ...]
    withdrawal_due_at: datetime | None
    device: Mapping[str, str]
    """What is known of the device, only the fields that are set, named as in the API
    (``deviceModel``, ``osCode``, ``osVersion``, ``clientVersion``, ``storeCode``, ``telecom`` …)."""


@runtime_checkable
class KnowsPlayers(Provider, Protocol):
    """Can look players up, app by app."""

    apps: Sequence[str]
    """The names, from the settings, of the apps it serves."""

    async def player(self, app: str, user_id: str) -> Player:
        """Look one player up. Raises NotFound where the app has no such player."""


class TokenVerdict(StrEnum):
    """What an access token is worth."""

    VALID = "valid"
    WRONG = "wrong"  # not this player's, or no token
    EXPIRED = "expired"
    NO_LOGIN = "no-login"  # the player is banned, withdrawn or was never there


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """An access token that was looked at. Without VALID only the verdict and its code are set."""

    verdict: TokenVerdict
    code: int = 0
    """The provider's own number for the verdict; 0 for a valid token."""
    player: Player | None = None
    idp: str = ""
    """The identity provider by which the token was obtained, and the player's id there."""
    idp_id: str = ""


@runtime_checkable
class ChecksTokens(Provider, Protocol):
    """Can say whether an access token is a player's."""

    apps: Sequence[str]

    async def check_token(self, app: str, user_id: str, token: SecretStr) -> TokenCheck:
        """Look at a token. One that is not accepted is an answer, no error."""


@dataclass(frozen=True, slots=True)
class PlayerBrief:
    """A player as a list shows one; ``status`` as in Player."""

    user_id: str
    status: str
    app_id: str
    registered_at: datetime | None


@runtime_checkable
class KnowsMembers(Provider, Protocol):
    """Can look many players up at once, and go from keys to players. Who is not known is left out.

    What cannot be read of an answer are the slips of a Listed or ListedById.
    """

    apps: Sequence[str]
    most_ids: int
    """How many ids or keys one call may name."""

    async def players(self, app: str, user_ids: Sequence[str]) -> tuple[PlayerBrief, ...]:
        """The players of these ids, in the order asked for."""

    async def identities(
        self, app: str, user_ids: Sequence[str]
    ) -> Mapping[str, tuple[Identity, ...]]:
        """By what each player signs in, by user id."""

    async def players_by_key(self, app: str, auth_keys: Sequence[str]) -> Mapping[str, str]:
        """The user id behind each auth key, by key."""


class TransferVerdict(StrEnum):
    """What a transfer account is worth."""

    VALID = "valid"
    WRONG = "wrong"  # no such account, or not its password
    USED = "used"
    EXPIRED = "expired"
    BLOCKED = "blocked"  # the player is banned
    SAME_DEVICE = "same-device"
    NO_PLAYER = "no-player"  # the player has withdrawn


@dataclass(frozen=True, slots=True)
class TransferCheck:
    """A transfer account that was looked at; it is not used up by that."""

    verdict: TransferVerdict
    code: int = 0
    """The provider's own number for the verdict; 0 for a valid account."""
    player: Player | None = None


@runtime_checkable
class ChecksTransfers(Provider, Protocol):
    """Can say whose account a transfer id and password would move."""

    apps: Sequence[str]

    async def check_transfer(
        self, app: str, transfer_id: str, password: SecretStr
    ) -> TransferCheck:
        """Look at a transfer account. One that is not accepted is an answer, no error."""


@runtime_checkable
class Withdraws(KnowsPlayers, Protocol):
    """Can delete a player's account, for good, and tell by a look-up whether that is done."""

    async def withdraw(self, app: str, user_id: str, by: str) -> None:
        """Withdraw a player in the name of ``by``. Raises NotFound for one who is not there."""
