"""Game accounts at a platform that offers our games: listed, checked, changed on record."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from providers.administration import (
    GameAccount,
    GameAccountContent,
    KeepsGameAccounts,
    LaunchMethod,
    Made,
)
from providers.errors import UNREADABLE, Rejected, Unavailable
from providers.lists import Listed, slips_of
from providers.registry import Providers
from services.actor import Actor
from services.administration import checks
from services.administration.change_records import Recorder, asked, named, told
from services.administration.conflicts import Marks, MovedError, marks_of_account, moved
from services.administration.errors import NoGameAccountError
from services.administration.object_locks import OneAtATime
from services.audit import Audit
from services.clock import Clock
from services.deeds import Deeds, NotKnownError, steps
from services.errors import ProviderTroubleError
from services.page import Page, pages_for
from storage.database import Database

NEW = "new"
"""In place of an id, while one is made; no account has it."""


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
    """A launch link with sample values in it, and those values."""

    link: str
    values: Mapping[str, str]


class GameAccounts:
    """Every method takes the provider's name as ``keeper``.

    Every method may raise UnknownProviderError and ProviderTroubleError; those that
    change an account BadFieldError, ChangeRefusedError and ChangeUnknownError besides.
    """

    def __init__(
        self, db: Database, providers: Providers, audit: Audit, deeds: Deeds, clock: Clock
    ) -> None:
        self._keepers = providers.with_capability(KeepsGameAccounts)
        self._recorder = Recorder(db, audit, deeds)
        self._one = OneAtATime(db, clock)

    async def listing(self, page: int, size: int, *, keeper: str) -> Page[GameAccount]:
        """A page of the accounts, as the provider orders them. Past the last one is the last one."""
        accounts = await self.every(keeper=keeper)
        pages = pages_for(len(accounts), size)
        number = min(max(page, 1), pages)
        items = Listed(accounts[(number - 1) * size : number * size], slips_of(accounts))
        return Page(items, number, pages, len(accounts))

    async def every(self, *, keeper: str) -> tuple[GameAccount, ...]:
        """All accounts, as the provider orders them."""
        return await asked(self._named(keeper).game_accounts())

    async def read(self, account_id: str, *, keeper: str) -> GameAccount:
        """One account. Raises NoGameAccountError."""
        every = await self.every(keeper=keeper)
        for account in every:
            if account.id == account_id:
                return account
        if any(slip.id in {"", account_id} for slip in slips_of(every)):
            detail = "list: an entry that cannot be read may be the account"
            raise ProviderTroubleError.of(Unavailable(keeper, detail, reason=UNREADABLE))
        raise NoGameAccountError(provider=self._named(keeper).name, account=account_id)

    async def add(
        self, actor: Actor, content: GameAccountContent, *, keeper: str
    ) -> Made[GameAccount]:
        """Create an account; ``found`` if there was one of the same content, and none was created.

        Where an earlier process was cut off in it one looks, and it is never asked for again: NotKnownError
        where there is none, for it may still come.
        """
        provider = self._named(keeper)
        content = self.checked(content, keeper=keeper)
        # Of two of the same each would find that there is none yet.
        async with self._one.hold(actor, provider.name, NEW):
            if steps.cut_off("game-account.add"):
                return await self._added_before(actor, content, keeper)
            made = self._recorder.change(
                actor,
                "game-account.add",
                content.embed_url,
                lambda: provider.add_game_account(content),
                provider=provider.name,
                **_facts(content),
            )
            return await asked(made)

    async def _added_before(
        self, actor: Actor, content: GameAccountContent, keeper: str
    ) -> Made[GameAccount]:
        wanted = marks_of_account(content)
        for account in await self.every(keeper=keeper):
            if marks_of_account(account.content) == wanted:
                await self._recorder.found(actor, "game-account.add", content.embed_url)
                return Made(account, found=True)
        raise NotKnownError

    async def change(
        self,
        actor: Actor,
        account_id: str,
        change: GameAccountChange,
        *,
        keeper: str,
        seen: Marks = (),
    ) -> GameAccount:
        """Change an account, on top of what stands there now.

        ``seen``: what the change was to take the place of, when the person was asked. Raises
        NoGameAccountError, and where somebody else is changing or has changed it BeingChangedError and
        ConflictError. Where an earlier process was cut off in it, it stands there already, or is made
        again on top of what stood there then; else NotKnownError.
        """
        provider = self._named(keeper)
        async with self._one.hold(actor, provider.name, account_id):
            account = await self.read(account_id, keeper=keeper)
            old, cut_off = account.content, steps.cut_off("game-account.change")
            if cut_off and self.checked(change.of(old), old, keeper=keeper) == old:
                await self._recorder.found(actor, "game-account.change", account_id)
                return account
            last = await self._one.last(provider.name, account_id)
            there = marks_of_account(old, change.named())
            if error := moved(provider.name, seen, there, last):
                raise NotKnownError if cut_off else error
            content = self.checked(change.of(old), old, keeper=keeper)

            async def write() -> GameAccount:
                # The whole is written, so the whole must be what it was a moment ago.
                for now in await provider.game_accounts():
                    if now.id == account_id:
                        read, stands = marks_of_account(old), marks_of_account(now.content)
                        if error := moved(provider.name, read, stands, None):
                            raise MovedError(provider.name, error)
                return await provider.change_game_account(account_id, content)

            changed = self._recorder.change(
                actor,
                "game-account.change",
                account_id,
                write,
                provider=provider.name,
                fields=sorted(change.named()),
                **_facts(content),
            )
            gone = NoGameAccountError(provider=provider.name, account=account_id)
            return await asked(changed, not_found=gone)

    def checked(
        self,
        content: GameAccountContent,
        old: GameAccountContent | None = None,
        *,
        keeper: str,
    ) -> GameAccountContent:
        """The content as it is sent. Codes that ``old`` has are let be. Raises BadFieldError."""
        currencies = old.currencies if old else ()
        countries = (*old.countries, *old.countries_disabled) if old else ()
        good = GameAccountContent(
            embed_url=_good_embed_url(self._named(keeper), content.embed_url),
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

    def placeholders(self, *, keeper: str) -> tuple[str, ...]:
        """The placeholders an embed URL may have, as they are written in it."""
        nobody = GameAccount("0", GameAccountContent("", Decimal(0)))
        return tuple(map(_written, self._named(keeper).sample_values(nobody)))

    def preview(self, account: GameAccount, *, keeper: str) -> LaunchPreview:
        """The launch link of an account with sample values, and those that stand in it.

        Raises BadFieldError where the account's embed URL is faulty.
        """
        provider = self._named(keeper)
        url = _good_embed_url(provider, account.content.embed_url)
        known = provider.sample_values(account)
        try:
            link = provider.launch_link(account, known)
        except Rejected as error:
            raise told(error) from error
        return LaunchPreview(link, {n: v for n, v in known.items() if _written(n) in url})

    def _named(self, keeper: str) -> KeepsGameAccounts:
        return named(self._keepers, keeper)


def _written(name: str) -> str:
    """A placeholder as it stands in an embed URL (FACTS 3.1)."""
    return f"{{{{{name}}}}}"


def _good_embed_url(provider: KeepsGameAccounts, url: str) -> str:
    url = url.strip()
    if not url:
        raise checks.bad("embed_url", "missing")
    if problems := provider.check_embed_url(url):
        first = problems[0]
        text = first.text[: checks.MOST_WORD]
        if first.near:
            raise checks.bad("embed_url", "misspelt-placeholder", text, _written(first.near))
        raise checks.bad("embed_url", first.kind, text)
    return url


def _facts(content: GameAccountContent) -> dict[str, object]:
    return {
        "royalty": str(content.royalty),
        "currencies": list(content.currencies),
        "launch_method": content.launch_method.value,
    }
