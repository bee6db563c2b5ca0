"""Who was banned in a period, and whose ban was taken back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from providers.errors import ProviderError
from providers.games import Ban, BanPage, KnowsBans
from providers.lists import Listed, Slip, slips_of
from providers.registry import Providers
from services.errors import ProviderTroubleError
from services.games import inputs
from services.games.apps import Apps
from services.page import Page, pages_for
from services.periods import Period

Kind = Literal["bans", "unbans"]
"""Bans by their beginning, or releases by their moment."""

AT_ONCE = 200
MOST = 10_000
"""Bans that are read at most where all are asked for; a file with more helps nobody."""
_LAST_MOMENT = timedelta(milliseconds=1)


class Bans:
    """The histories of every configured app, the newest first as the provider gives them."""

    def __init__(self, providers: Providers) -> None:
        self._apps: Apps[KnowsBans] = Apps(providers, KnowsBans)

    @property
    def apps(self) -> tuple[str, ...]:
        """The names of the apps that have bans."""
        return self._apps.names

    async def count(self, app: str, period: Period) -> int:
        """How many bans a period had, by one call; where the provider says no number, as many as it gave.

        Raises UnknownAppError, ProviderTroubleError.
        """
        read = await self._read(app, "bans", period, 0, AT_ONCE)
        return len(read.bans) if read.total is None else read.total

    async def page(
        self, app: str | None, kind: Kind, period: Period, player: str, number: int, size: int
    ) -> Page[Ban]:
        """Page ``number``, from 1, of a period; ``player`` is empty for everybody.

        A page behind the last is the last. Raises NeedAppError, UnknownAppError, BadValueError,
        ProviderTroubleError.
        """
        if player:
            found = await self.everything(app, kind, period, player)
            pages = pages_for(len(found), size)
            number = min(max(number, 1), pages)
            shown = Listed(found[(number - 1) * size : number * size], slips_of(found))
            return Page(shown, number, pages, len(found))
        number = max(number, 1)
        read = await self._read(app, kind, period, number - 1, size)
        if not read.bans and not slips_of(read.bans) and number > 1:
            number = pages_for(read.total or 0, size)
            read = await self._read(app, kind, period, number - 1, size)
        total = read.total
        if total is None:
            # Not said: what has been passed, and at least one more if this is not the last.
            total = (number - 1) * size + len(read.bans) + (not read.last)
        return Page(read.bans, number, max(number, pages_for(total, size)), total)

    async def everything(
        self, app: str | None, kind: Kind, period: Period, player: str = ""
    ) -> Sequence[Ban]:
        """All bans of a period up to MOST, those of one player if one is named.

        Raises as ``page``.
        """
        wanted = inputs.word("player", player) if player else ""
        found: list[Ban] = []
        slips: list[Slip] = []
        for page in range(MOST // AT_ONCE):
            read = await self._read(app, kind, period, page, AT_ONCE)
            found += read.bans
            before = page * AT_ONCE
            slips += [Slip(before + slip.place, slip.id) for slip in slips_of(read.bans)]
            if read.last or not read.bans:
                break
        return Listed((ban for ban in found if not wanted or ban.user_id == wanted), slips)

    async def _read(
        self, app: str | None, kind: Kind, period: Period, page: int, size: int
    ) -> BanPage:
        named, provider = self._apps.named(app)
        ask = provider.bans if kind == "bans" else provider.unbans
        try:
            # A period ends before its last moment, the provider's with it.
            until = max(period.since, period.until - _LAST_MOMENT)
            return await ask(named, period.since, until, page=page, size=size)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error
