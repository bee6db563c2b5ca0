"""Transfer accounts: whose account they would move. No password is kept."""

from pydantic import SecretStr

from providers.errors import ProviderError
from providers.games import ChecksTransfers, TransferCheck
from providers.registry import Providers
from services.errors import ProviderTroubleError
from services.games import inputs
from services.games.apps import Apps


class Transfers:
    """Looks at transfer accounts; none is used up by that."""

    def __init__(self, providers: Providers) -> None:
        self._apps: Apps[ChecksTransfers] = Apps(providers, ChecksTransfers)

    async def check(self, app: str | None, transfer_id: str, password: SecretStr) -> TransferCheck:
        """Whose account it is; one that is not accepted is an answer.

        Raises NeedAppError, UnknownAppError, BadValueError, ProviderTroubleError.
        """
        named, provider = self._apps.named(app)
        account = inputs.word("transfer", transfer_id)
        word = inputs.secret("password", password, inputs.LONGEST_ID, in_address=False)
        try:
            return await provider.check_transfer(named, account, word)
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error
