"""Many players at once, and the way from keys to players."""

from collections.abc import Mapping, Sequence

from providers.errors import ProviderError
from providers.games import Identity, KnowsMembers, PlayerBrief
from providers.registry import Providers
from services.errors import ProviderTroubleError
from services.games import inputs
from services.games.apps import Apps

_LONGEST_KEY = 500


class Members:
    """Looks up lists; whoever is not known is left out of the answer.

    All raise NeedAppError, UnknownAppError, BadValueError, ProviderTroubleError.
    """

    def __init__(self, providers: Providers) -> None:
        self._apps: Apps[KnowsMembers] = Apps(providers, KnowsMembers)

    async def players(self, app: str | None, user_ids: Sequence[str]) -> Sequence[PlayerBrief]:
        """The players of these ids, in the order asked for."""
        named, provider = self._apps.named(app)
        wanted = inputs.many("player", user_ids, provider.most_ids)
        try:
            return await provider.players(named, wanted)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error

    async def identities(
        self, app: str | None, user_ids: Sequence[str]
    ) -> Mapping[str, Sequence[Identity]]:
        """By what each player signs in, by user id."""
        named, provider = self._apps.named(app)
        wanted = inputs.many("player", user_ids, provider.most_ids)
        try:
            return await provider.identities(named, wanted)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error

    async def by_key(self, app: str | None, auth_keys: Sequence[str]) -> Mapping[str, str]:
        """The user id behind each auth key, by key."""
        named, provider = self._apps.named(app)
        wanted = inputs.many("key", auth_keys, provider.most_ids, _LONGEST_KEY)
        try:
            return await provider.players_by_key(named, wanted)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error
