"""Coupons as the desk has them."""

from pydantic import SecretStr

from providers.gamebase.client import GamebaseClient
from providers.gamebase.coupons.calls import COUPON_STORES, consume_coupon
from providers.games import Redeemed


class Coupons:
    """``RedeemsCoupons``."""

    coupon_stores = COUPON_STORES

    def __init__(self, client: GamebaseClient) -> None:
        self._client = client

    async def redeem(
        self, app: str, user_id: str, coupon: SecretStr, *, store: str | None = None
    ) -> Redeemed:
        """Use a coupon up (FACTS 4.12). Sent once.

        Raises AlreadyDone, Rejected, NotFound, and OutcomeUnknown where the answer is lost.
        """
        result = (await consume_coupon(self._client, app, user_id, coupon, store)).result
        if result is None:
            return Redeemed("", ())
        return Redeemed(result.title, tuple((one.item_id, one.amount) for one in result.benefits))
