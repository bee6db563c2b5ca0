"""Who stands where on a leaderboard."""

from collections.abc import Sequence

from providers.errors import ProviderError
from providers.games import KeepsLeaderboards, Rank
from providers.registry import Providers
from services.errors import ProviderTroubleError
from services.games import inputs
from services.games.apps import Apps
from services.games.errors import BadValueError
from services.page import Page, pages_for


class Standings:
    """Reads the leaderboards of every configured app, each called by its factor, a whole number.

    All raise NeedAppError, UnknownAppError, BadValueError, ProviderTroubleError (reason "no-factor"
    where there is no such leaderboard).
    """

    def __init__(self, providers: Providers) -> None:
        self._apps: Apps[KeepsLeaderboards] = Apps(providers, KeepsLeaderboards)

    def provider_of(self, app: str | None) -> str:
        """The name of the provider that keeps an app's leaderboards."""
        return self._apps.named(app)[1].name

    async def standings(
        self, app: str | None, factor: int | str, user_ids: Sequence[str], *, past: bool = False
    ) -> tuple[Rank, ...]:
        """Where players stand, in the order asked for; one without a score has none, and a reason."""
        named, provider = self._apps.named(app)
        number = inputs.factor(factor)
        wanted = inputs.many("player", user_ids, provider.most_ids)
        try:
            if len(wanted) == 1:
                return (await provider.standing(named, number, wanted[0], past=past),)
            return await provider.standings(named, {number: wanted}, past=past)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error

    async def count(self, app: str | None, factor: int | str, *, past: bool = False) -> int:
        """How many players have a score."""
        named, provider = self._apps.named(app)
        try:
            return await provider.score_count(named, inputs.factor(factor), past=past)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error

    async def top(
        self, app: str | None, factor: int | str, number: int, size: int, *, past: bool = False
    ) -> Page[Rank]:
        """Page ``number``, from 1, of all who have a score; a page behind the last is the last."""
        total = await self.count(app, factor, past=past)
        pages = pages_for(total, size)
        number = min(max(number, 1), pages)
        start = (number - 1) * size + 1
        return Page(
            await self.ranks(app, factor, start, size, past=past) if total else (),
            number,
            pages,
            total,
        )

    async def ranks(
        self, app: str | None, factor: int | str, start: int, size: int, *, past: bool = False
    ) -> tuple[Rank, ...]:
        """Who stands from the rank ``start`` on."""
        named, provider = self._apps.named(app)
        if start < 1 or not 1 <= size <= provider.most_ids:
            raise BadValueError("page", most=provider.most_ids)
        try:
            return await provider.top(named, inputs.factor(factor), start, size, past=past)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error
