"""Coupons and their use (FACTS 4.12)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.members import Members
from sandbox.gamebase.results import ResultError


@dataclass
class Coupon:
    """A code from the console; its fields may be changed later on."""

    app_id: str
    code: str
    title: str
    benefits: dict[str, int]
    """Amounts by item id."""
    stores: frozenset[str]
    """Where it is good (GG, ONESTORE, AS); empty for everywhere."""
    begin: datetime | None
    end: datetime | None
    """The end is no longer part of the period; None for no bound."""
    limit: int | None
    """How many members may use it, each once; None for all of them."""
    ended_by_hand: bool = False


class CouponUse(NamedTuple):
    """One coupon that one member got something for."""

    app_id: str
    user_id: str
    code: str
    store: str
    """"" if the request named none."""
    at: datetime


class Coupons:
    """The coupons of all apps; ``uses`` holds what was given out."""

    def __init__(self, apps: Collection[str], members: Members) -> None:
        self._apps = apps
        self._members = members
        self._published: dict[tuple[str, str], Coupon] = {}
        self.uses: list[CouponUse] = []

    def publish(
        self,
        app_id: str,
        code: str,
        *,
        title: str = "Coupon Title",
        benefits: Mapping[str, int] | None = None,
        stores: Collection[str] = (),
        begin: datetime | None = None,
        end: datetime | None = None,
        limit: int | None = 1,
    ) -> Coupon:
        """Make a coupon, by default one for a single use; KeyError if there is no such app."""
        if app_id not in self._apps:
            raise KeyError(app_id)
        given = dict(benefits or {"heart": 10, "diamond": 20})
        coupon = Coupon(app_id, code, title, given, frozenset(stores), begin, end, limit)
        self._published[app_id, code] = coupon
        return coupon

    def consume(self, asked: Asked) -> Content:
        """FACTS 4.12: check the coupon and use it up for this member in one."""
        user_id, code = asked.text("userId"), asked.text("couponCode")
        store = str(asked.params.get("storeCode", ""))
        member = self._members.get((asked.app_id, user_id))
        if member is None or member.valid == "D":
            raise ResultError(codes.NO_MEMBER)
        coupon = self._published.get((asked.app_id, code))
        if coupon is None or (coupon.stores and store not in coupon.stores):
            raise ResultError(asked.quirks.invalid_coupon_code)
        self._refuse_used(coupon, user_id)
        self._refuse_ended(coupon, asked.now)
        self.uses.append(CouponUse(asked.app_id, user_id, code, store, asked.now))
        benefits = [{"itemId": item, "amount": amount} for item, amount in coupon.benefits.items()]
        return {"result": {"title": coupon.title, "benefits": benefits}}

    def _refuse_ended(self, coupon: Coupon, now: datetime) -> None:
        if coupon.ended_by_hand:
            raise ResultError(codes.COUPON_ENDED_BY_HAND)
        if coupon.begin is not None and now < coupon.begin:
            raise ResultError(codes.COUPON_TOO_EARLY)
        if coupon.end is not None and now >= coupon.end:
            raise ResultError(codes.COUPON_TOO_LATE)

    def _refuse_used(self, coupon: Coupon, user_id: str) -> None:
        key = (coupon.app_id, coupon.code)
        users = [use.user_id for use in self.uses if (use.app_id, use.code) == key]
        if user_id in users or (users and coupon.limit == 1):
            raise ResultError(codes.COUPON_USED)
        if coupon.limit is not None and len(users) >= coupon.limit:
            raise ResultError(codes.COUPON_OVER_LIMIT)
