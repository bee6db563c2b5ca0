"""Gamebase's call that uses a coupon up (FACTS 4.12)."""

from pydantic import SecretStr

from providers.calls import Kind
from providers.gamebase import validation
from providers.gamebase.client import GamebaseClient
from providers.gamebase.coupons.models import CouponAnswer
from providers.gamebase.stores import STORE_CODES

COUPON_STORES = (*STORE_CODES, "ALL")


async def consume_coupon(
    client: GamebaseClient, app: str, user_id: str, code: SecretStr, store: str | None
) -> CouponAnswer:
    """Check Validation And Consume Coupon (FACTS 4.12). Sent once.

    Raises AlreadyDone for one that is used up (-100005), Rejected for one that is not valid, was
    ended, is outside its period or over its limit (-100002, -4000205, -100004, -100007, -100008,
    -100011), NotFound where there is no such player, OutcomeUnknown where the answer is lost.
    """
    parts = (
        "members",
        validation.user_id("coupon", user_id),
        "coupons",
        validation.part("coupon", "coupon code", code.get_secret_value(), validation.MAX_CODE),
    )
    query = {}
    if store is not None:
        query["storeCode"] = validation.one_of("coupon", "store code", store, COUPON_STORES)
    service = "tcgb-gateway/v1.2"
    return await client.request(
        "coupon", "POST", service, app, parts, CouponAnswer, kind=Kind.ONCE, query=query
    )
