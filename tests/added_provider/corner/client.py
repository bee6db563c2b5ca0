"""The corner shop's calls."""

from typing import TypeVar

from providers.calls import Answer, Call, Kind
from providers.http import ApiClient
from providers.proxies import Proxies

from .errors import PROVIDER, refused
from .models import OfferAnswer, OrderAnswer
from .settings import CornerSettings

M = TypeVar("M", OfferAnswer, OrderAnswer)


class CornerClient:
    """Each call raises NotFound, OutOfStock and what http.py makes of the rest."""

    def __init__(self, settings: CornerSettings, proxies: Proxies) -> None:
        self._token = settings.token.get_secret_value()
        self._api = ApiClient(PROVIDER, settings.base_url, proxies=proxies)

    async def offer(self, offer_id: str) -> OfferAnswer:
        """Price and stock."""
        return await self._send("offer", "GET", f"/offers/{offer_id}", Kind.READ, OfferAnswer)

    async def order(self, offer_id: str, txn_id: str) -> OrderAnswer:
        """Buy one; the same transaction id buys no second one."""
        path = f"/offers/{offer_id}/orders/{txn_id}"
        return await self._send("order", "PUT", path, Kind.ONCE, OrderAnswer)

    async def close(self) -> None:
        """Give the connections back."""
        await self._api.close()

    async def _send(self, endpoint: str, method: str, path: str, kind: Kind, model: type[M]) -> M:
        def read(answer: Answer) -> M:
            refused(endpoint, answer)
            return model.model_validate(answer.body)

        call = Call(endpoint, method, path, kind, headers={"X-Token": self._token})
        return await self._api.send(call, read)
