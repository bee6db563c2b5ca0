"""What every side of Gamebase has."""

from collections.abc import Sequence

from providers.gamebase import checks
from providers.gamebase.client import GamebaseClient
from providers.gamebase.coupons import COUPON_STORES
from providers.gamebase.errors import PROVIDER
from providers.gamebase.launching import OS_CODES, STORE_CODES


class Side:
    """The client, and what the document allows to be asked for."""

    def __init__(self, client: GamebaseClient) -> None:
        self.name = PROVIDER
        self._client = client
        self.apps: Sequence[str] = client.apps
        self.os_codes: Sequence[str] = OS_CODES
        self.store_codes: Sequence[str] = STORE_CODES
        self.coupon_stores: Sequence[str] = COUPON_STORES
        self.most_ids = checks.MAX_IDS
        self.most_scores = checks.MAX_SCORES
        self.most_extra = checks.MAX_EXTRA
