"""open-api-games as the desk sees it: game accounts and the launching of games."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal

from providers.administration import (
    GameAccount,
    GameAccountContent,
    LaunchMethod,
    Made,
    UrlProblem,
)
from providers.errors import NotAllowed, ProviderError, Refused
from providers.lists import slips_of
from providers.lost_changes import repeat_after_looking
from providers.openapigames import embed_urls
from providers.openapigames.client import OpenApiGamesClient
from providers.openapigames.errors import PROVIDER, reject
from providers.openapigames.models import hundredths
from providers.openapigames.settings import OpenApiGamesSettings
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience


class OpenApiGames:
    """Implements :class:`providers.administration.KeepsGameAccounts`."""

    def __init__(
        self,
        settings: OpenApiGamesSettings,
        *,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
    ) -> None:
        self.name = PROVIDER
        self._client = OpenApiGamesClient(settings, patience, proxies)
        # Two of the same at once would each find that there is none yet.
        self._adding = asyncio.Lock()

    async def check(self) -> None:
        """List the accounts: there is no other question (FACTS 3.1)."""
        await self._client.list_accounts()

    async def close(self) -> None:
        """Give connections back. Safe to call twice."""
        await self._client.close()

    async def game_accounts(self) -> tuple[GameAccount, ...]:
        """All of them (FACTS 3.1)."""
        return await self._client.list_accounts()

    async def add_game_account(self, content: GameAccountContent) -> Made[GameAccount]:
        """Create one (FACTS 3.1), once: one of the same content is taken for an earlier try.

        A lost answer is looked for in the list, and never sent again from here: what was not there
        before is new, not found. The id is empty where neither answer nor list tells it. Raises
        Rejected, OutcomeUnknown.
        """
        _check("add", content)
        async with self._adding:
            before = await self._listed_before()
            for account in before or ():
                if _terms(account.content) == _terms(content):
                    return Made(account, found=True)

            async def look() -> Made[GameAccount] | None:
                if before is None:
                    return None
                known = {account.id for account in before}
                known |= {slip.id for slip in slips_of(before)}
                for account in reversed(await self._client.list_accounts()):
                    if account.id not in known and _alike(account.content, content):
                        return Made(account)
                return None

            async def add() -> Made[GameAccount]:
                account = await self._client.add_account(content)
                if account is not None:
                    return Made(account)
                try:
                    listed = await look()
                except ProviderError:
                    listed = None
                return listed or Made(GameAccount("", content))

            return await repeat_after_looking(add, look, again=0)

    async def change_game_account(
        self, account_id: str, content: GameAccountContent
    ) -> GameAccount:
        """Put this content in place of an account's (FACTS 3.1).

        Raises NotFound, Rejected, OutcomeUnknown.
        """
        _check("change", content)
        changed = GameAccount(account_id, content)

        async def change() -> GameAccount:
            await self._client.change_account(account_id, content)
            return changed

        async def look() -> GameAccount | None:
            for account in await self._client.list_accounts():
                if account.id == account_id and _terms(account.content) == _terms(content):
                    return changed
            return None

        return await repeat_after_looking(change, look)

    def check_embed_url(self, url: str) -> tuple[UrlProblem, ...]:
        """What is wrong with an embed URL and its placeholders; empty if nothing is."""
        return embed_urls.problems(url)

    def sample_values(self, account: GameAccount) -> Mapping[str, str]:
        """Made-up values for all placeholders; currency and id are the account's own."""
        currency = (*account.content.currencies, embed_urls.SAMPLES["CURRENCY_NAME"])[0]
        own = {"CURRENCY_NAME": currency, "ACCOUNT_ID": account.id}
        return {**embed_urls.SAMPLES, **own}

    def launch_link(self, account: GameAccount, values: Mapping[str, str]) -> str:
        """The embed URL with the values in it (FACTS 3.2). Values it has no place for are left out.

        Raises Rejected where the URL is faulty, or a placeholder in it has no value.
        """
        url = account.content.embed_url
        _check_embed_url("launch", url)
        values = {**values, "ACCOUNT_ID": account.id}
        if missing := [name for name in embed_urls.names(url) if not values.get(name)]:
            raise reject("launch", f"there is no {', '.join(missing)}", "no-value")
        return embed_urls.filled(url, values)

    def verify_launch(self, body: bytes, sign: str) -> bool:
        """Whether ``Sign`` shows that a request for a launch comes from the platform (FACTS 3.2)."""
        return self._client.signer.verify(body, sign)

    async def _listed_before(self) -> tuple[GameAccount, ...] | None:
        """The accounts there are, None where there is no such call: the form of it is assumed."""
        try:
            return await self._client.list_accounts()
        except NotAllowed:
            raise
        except Refused:
            return None


def _check(endpoint: str, content: GameAccountContent) -> None:
    """Raise Rejected for what makes no account."""
    _check_embed_url(endpoint, content.embed_url)
    try:
        hundredths(content.royalty)
    except ValueError as error:
        raise reject(endpoint, str(error), "royalty") from None
    if not 0 <= content.royalty <= Decimal(100):
        raise reject(endpoint, "a royalty is from 0 to 100 percent", "royalty")
    by_api = content.launch_method is LaunchMethod.API
    if (by_api or content.launch_url) and not embed_urls.is_url(content.launch_url):
        raise reject(endpoint, "GLM_API needs the address that is asked", "launch-url")
    if content.pending_games_url and not embed_urls.is_url(content.pending_games_url):
        raise reject(endpoint, "the link to pending games is no address", "pending-games-url")


def _check_embed_url(endpoint: str, url: str) -> None:
    if found := embed_urls.problems(url):
        raise reject(endpoint, f"the embed URL has a fault ({found[0].kind})", found[0].kind)


def _terms(content: GameAccountContent) -> tuple[object, ...]:
    """All that is agreed, in whatever order codes are named."""
    return (
        *_core(content),
        content.royalty,
        frozenset(content.countries),
        frozenset(content.countries_disabled),
        content.launch_method,
        content.launch_url,
        content.pending_games_url,
    )


def _alike(one: GameAccountContent, other: GameAccountContent) -> bool:
    """Whether an account that is new since we looked is the one we made (FACTS 3, recovery)."""
    return _core(one) == _core(other)


def _core(content: GameAccountContent) -> tuple[object, ...]:
    return content.embed_url, frozenset(content.currencies)
