"""Coupons of a game."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pydantic import SecretStr

from providers.base import Provider


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A coupon that was used up: its title, and what it gave, as pairs of item and amount."""

    title: str
    benefits: tuple[tuple[str, int | None], ...]


@runtime_checkable
class RedeemsCoupons(Provider, Protocol):
    """Can use a coupon up for a player."""

    apps: Sequence[str]
    coupon_stores: Sequence[str]

    async def redeem(
        self, app: str, user_id: str, coupon: SecretStr, *, store: str | None = None
    ) -> Redeemed:
        """Use a coupon up; ``store`` is for one that is good at certain stores only.

        Raises AlreadyDone for one that is used up, Rejected for one that is not good (its ``reason``
        says why), NotFound where there is no such player.
        """
