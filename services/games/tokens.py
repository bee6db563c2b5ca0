"""Access tokens: whose they are. None is kept."""

from pydantic import SecretStr

from providers.errors import ProviderError
from providers.games import ChecksTokens, TokenCheck
from providers.registry import Providers
from services.games import inputs
from services.games.apps import Apps
from services.games.errors import trouble_about


class Tokens:
    """Looks at access tokens."""

    def __init__(self, providers: Providers) -> None:
        self._apps: Apps[ChecksTokens] = Apps(providers, ChecksTokens)

    async def check(self, app: str | None, user_id: str, token: SecretStr) -> TokenCheck:
        """Whether the token is this player's; one that is not accepted is an answer.

        Raises NeedAppError, UnknownAppError, BadValueError, NoPlayerError, ProviderTroubleError.
        """
        named, provider = self._apps.named(app)
        player = inputs.part("player", user_id)
        word = inputs.secret("token", token, inputs.LONGEST_TOKEN)
        try:
            return await provider.check_token(named, player, word)
        except ProviderError as error:
            raise trouble_about(error, named, player) from error
