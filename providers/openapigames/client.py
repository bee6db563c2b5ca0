"""The accounts endpoint of open-api-games as typed calls (FACTS 3.1).

There is one address for three things. That an id other than 0 changes that account, and that no
accounts in the request lists all of them, is our assumption: the SDK that shows it is not public.
"""

from collections.abc import Mapping, Sequence

from providers.administration import GameAccount, GameAccountContent
from providers.calls import Answer, Call, Kind, UnreadableError
from providers.http import ApiClient
from providers.lists import mapped
from providers.openapigames.errors import PROVIDER, refusal, reject
from providers.openapigames.models import AccountsAnswer, account_body
from providers.openapigames.settings import OpenApiGamesSettings
from providers.openapigames.signing import Signer
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience

PATH = "/open-api-games/v1/accounts"
NEW = frozenset({"", "0"})
"""The ids that make a new account of a change."""


class OpenApiGamesClient:
    """Besides the errors named, each call raises NotAllowed and Unavailable; see http.py."""

    def __init__(
        self,
        settings: OpenApiGamesSettings,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
    ) -> None:
        self.signer = Signer(settings.secret)
        self._settings = settings
        self._api = ApiClient(PROVIDER, settings.base_url, patience=patience, proxies=proxies)

    async def list_accounts(self) -> tuple[GameAccount, ...]:
        """List all accounts (FACTS 3.1, with no accounts). Raises Rejected (INVALID_BODY)."""
        return await self._send("list", Kind.READ, [])

    async def add_account(self, content: GameAccountContent) -> GameAccount | None:
        """Create an account (FACTS 3.1, with the id 0); None where the answer does not show it.

        Each call creates one: never to be repeated without looking. Raises Rejected, OutcomeUnknown.
        """
        made = await self._send("add", Kind.ONCE, [account_body("", content)])
        return made[0] if len(made) == 1 else None

    async def change_account(self, account_id: str, content: GameAccountContent) -> None:
        """Put this content in place of an account's (FACTS 3.1, with its id).

        Raises NotFound (UNKNOWN_ACCOUNT), Rejected, OutcomeUnknown.
        """
        if account_id.strip() in NEW:
            raise reject("change", "this id would make a new account", "bad-id")
        await self._send("change", Kind.ONCE, [account_body(account_id, content)])

    async def close(self) -> None:
        """Give the connections back."""
        await self._api.close()

    async def _send(
        self, endpoint: str, kind: Kind, accounts: Sequence[object]
    ) -> tuple[GameAccount, ...]:
        body = {
            "contentProviderId": self._settings.content_provider_id,
            "clientId": self._settings.client_id,
            "accounts": accounts,
        }

        def read(answer: Answer) -> tuple[GameAccount, ...]:
            if error := refusal(endpoint, answer):
                raise error
            if endpoint == "list" and not _names_accounts(answer.body):
                # Taken for "none", it would prove that a lost creation did not happen.
                raise UnreadableError("a list without accounts")
            listed = AccountsAnswer.model_validate(answer.body).accounts
            return mapped(lambda each: each.account(), listed)

        call = Call(endpoint, "POST", PATH, kind, body, sign=self.signer.headers)
        return await self._api.send(call, read)


def _names_accounts(body: object) -> bool:
    return isinstance(body, Mapping) and "accounts" in body
