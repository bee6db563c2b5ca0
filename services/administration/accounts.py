"""Game accounts at a platform that offers our games: listed, checked, changed on record."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TypeVar

from providers.administration import (
    GameAccount,
    GameAccountContent,
    KeepsGameAccounts,
    LaunchMethod,
    Made,
    UrlProblem,
)
from providers.errors import NotFound, ProviderError, Rejected
from providers.registry import Providers
from services.actor import Actor
from services.administration import checks
from services.administration.errors import NoGameAccountError
from services.administration.record import Recorder, named, told
from services.audit import Audit
from services.page import Page, pages_for
from storage.database import Database

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GameAccountChange:
    """What is to be different of an account; None stays as it is."""

    embed_url: str | None = None
    royalty: Decimal | None = None
    currencies: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    countries_disabled: tuple[str, ...] | None = None
    launch_method: LaunchMethod | None = None
    launch_url: str | None = None
    pending_games_url: str | None = None

    def named(self) -> dict[str, object]:
        """The fields that are to be different."""
        values = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    def of(self, old: GameAccountContent) -> GameAccountContent:
        """The content with this change made to it."""
        return replace(old, **self.named())  # type: ignore[arg-type]  # both have the same fields


@dataclass(frozen=True, slots=True)
class LaunchPreview:
    """A launch link with sample values in it, and the values."""

    link: str
    values: Mapping[str, str]


class GameAccounts:
    """Every method takes the provider's name as ``keeper``; None means the only one there is.

    Every method may raise NeedProviderError, UnknownProviderError and ProviderTroubleError; those that
    change an account BadFieldError, ChangeRefusedError and ChangeUnknownError besides.
    """

    def __init__(self, db: Database, providers: Providers, audit: Audit) -> None:
        self._keepers = providers.with_capability(KeepsGameAccounts)
        self._recorder = Recorder(db, audit)

    @property
    def keepers(self) -> tuple[str, ...]:
        """The names of the providers that keep game accounts."""
        return tuple(keeper.name for keeper in self._keepers)

    async def listing(
        self, page: int, size: int, *, keeper: str | None = None
    ) -> Page[GameAccount]:
        """A page of the accounts, as the provider orders them. Past the last one is the last one."""
        accounts = await _asked(self._named(keeper).game_accounts())
        pages = pages_for(len(accounts), size)
        number = min(max(page, 1), pages)
        items = accounts[(number - 1) * size : number * size]
        return Page(items, number, pages, len(accounts))

    async def read(self, account_id: str, *, keeper: str | None = None) -> GameAccount:
        """One account. Raises NoGameAccountError."""
        provider = self._named(keeper)
        for account in await _asked(provider.game_accounts()):
            if account.id == account_id:
                return account
        raise NoGameAccountError(provider=provider.name, account=account_id)

    async def add(
        self, actor: Actor, content: GameAccountContent, *, keeper: str | None = None
    ) -> Made[GameAccount]:
        """Create an account; ``found`` if there was one of the same content, and none was created."""
        provider = self._named(keeper)
        content = _good(provider, content)
        made = self._recorder.change(
            actor,
            "game-account.add",
            content.embed_url,
            lambda: provider.add_game_account(content),
            provider=provider.name,
            **_facts(content),
        )
        return await _asked(made)

    async def change(
        self,
        actor: Actor,
        account_id: str,
        change: GameAccountChange,
        *,
        keeper: str | None = None,
    ) -> GameAccount:
        """Change an account, on top of what stands there now. Raises NoGameAccountError."""
        provider = self._named(keeper)
        old = (await self.read(account_id, keeper=keeper)).content
        content = _good(provider, change.of(old), old)
        changed = self._recorder.change(
            actor,
            "game-account.change",
            account_id,
            lambda: provider.change_game_account(account_id, content),
            provider=provider.name,
            fields=sorted(change.named()),
            **_facts(content),
        )
        return await _asked(changed, account_id)

    def url_problems(self, url: str, *, keeper: str | None = None) -> tuple[UrlProblem, ...]:
        """All that is wrong with an embed URL and its placeholders; empty if nothing is."""
        return self._named(keeper).check_embed_url(url.strip())

    async def preview(
        self,
        account_id: str,
        values: Mapping[str, str] | None = None,
        *,
        keeper: str | None = None,
    ) -> LaunchPreview:
        """The launch link of an account with sample values; ``values`` go before the samples.

        Raises NoGameAccountError; BadFieldError where the account's embed URL is faulty.
        """
        provider = self._named(keeper)
        account = await self.read(account_id, keeper=keeper)
        return _preview(provider, account, values or {})

    def preview_of(
        self, content: GameAccountContent, *, keeper: str | None = None
    ) -> LaunchPreview:
        """The launch link of an account that is not there yet. Raises BadFieldError."""
        return _preview(self._named(keeper), GameAccount("0", content), {})

    def _named(self, keeper: str | None) -> KeepsGameAccounts:
        return named(self._keepers, keeper)


def _preview(
    provider: KeepsGameAccounts, account: GameAccount, values: Mapping[str, str]
) -> LaunchPreview:
    _good_embed_url(provider, account.content.embed_url)
    known = {**provider.sample_values(account), **values}
    try:
        return LaunchPreview(provider.launch_link(account, known), known)
    except Rejected as error:
        raise told(error) from error


def _good(
    provider: KeepsGameAccounts, content: GameAccountContent, old: GameAccountContent | None = None
) -> GameAccountContent:
    """The content as it is sent. Codes that ``old`` has are let be. Raises BadFieldError."""
    currencies = old.currencies if old else ()
    countries = (*old.countries, *old.countries_disabled) if old else ()
    good = GameAccountContent(
        embed_url=_good_embed_url(provider, content.embed_url),
        royalty=checks.royalty(content.royalty),
        currencies=checks.currencies("currencies", content.currencies, currencies),
        countries=checks.countries("countries", content.countries, countries),
        countries_disabled=checks.countries(
            "countries_disabled", content.countries_disabled, countries
        ),
        launch_method=content.launch_method,
        launch_url=checks.url("launch_url", content.launch_url),
        pending_games_url=checks.url("pending_games_url", content.pending_games_url),
    )
    if good.launch_method is LaunchMethod.API and not good.launch_url:
        raise checks.bad("launch_url", "missing")
    if both := sorted({*good.countries} & {*good.countries_disabled}):
        raise checks.bad("countries_disabled", "both-ways", ", ".join(both))
    return good


def _good_embed_url(provider: KeepsGameAccounts, url: str) -> str:
    url = url.strip()
    if not url:
        raise checks.bad("embed_url", "missing")
    if problems := provider.check_embed_url(url):
        raise checks.bad("embed_url", problems[0].kind, problems[0].text[: checks.MOST_WORD])
    return url


def _facts(content: GameAccountContent) -> dict[str, object]:
    return {
        "royalty": str(content.royalty),
        "currencies": list(content.currencies),
        "launch_method": content.launch_method.value,
    }


async def _asked(answer: Awaitable[T], account_id: str | None = None) -> T:
    """Wait for the provider, and say what goes wrong in the desk's words."""
    try:
        return await answer
    except NotFound as error:
        if account_id is None:
            raise told(error) from error
        raise NoGameAccountError(provider=error.provider, account=account_id) from error
    except ProviderError as error:
        raise told(error) from error
