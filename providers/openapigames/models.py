"""Accounts of open-api-games as they are read and as they are sent (FACTS 3.1)."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from providers.administration import GameAccount, GameAccountContent, LaunchMethod
from providers.lists import EACH

_BEYOND = 10**9


def _id(value: object) -> object:
    """Typed a string and sent as a number; kept as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def _whole(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("true and false are no numbers")  # noqa: TRY004 - pydantic wants ValueError
    return value


def _no_list(value: object) -> object:
    return [] if value is None else value


def _no_text(value: object) -> object:
    return "" if value is None else value


_Codes = Annotated[list[str], BeforeValidator(_no_list)]
_Text = Annotated[str, BeforeValidator(_no_text)]


class _Answer(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class LaunchAnswer(_Answer):
    """How a game is launched."""

    method: LaunchMethod = Field(LaunchMethod.DEFAULT, alias="launchMethod")
    url: _Text = Field("", alias="providerGameLaunchApiUrl")


class AccountAnswer(_Answer):
    """One account. What a change sends back must be readable as it is."""

    id: Annotated[str, BeforeValidator(_id), Field(alias="accountId", pattern=r"^[!-~]{1,100}$")]
    embed_url: str = Field(alias="gameEmbedUrl")
    pending_games_url: _Text = Field("", alias="pendingGamesUrl")
    royalty: Annotated[
        int, BeforeValidator(_whole), Field(alias="royaltyPercent", gt=-_BEYOND, lt=_BEYOND)
    ]
    currencies: _Codes = Field([], alias="currenciesAvailable")
    countries: _Codes = Field([], alias="countriesAvailable")
    countries_disabled: _Codes = Field([], alias="countriesDisabled")
    launch: LaunchAnswer | None = Field(None, alias="gameLaunchMethod")

    def account(self) -> GameAccount:
        """The account in the desk's words."""
        launch = self.launch or LaunchAnswer.model_validate({})
        content = GameAccountContent(
            embed_url=self.embed_url,
            royalty=percent(self.royalty),
            currencies=tuple(self.currencies),
            countries=tuple(self.countries),
            countries_disabled=tuple(self.countries_disabled),
            launch_method=launch.method,
            launch_url=launch.url,
            pending_games_url=self.pending_games_url,
        )
        return GameAccount(self.id, content)


class AccountsAnswer(_Answer):
    """The accounts of an answer; a success may name none."""

    accounts: Annotated[tuple[AccountAnswer, ...], EACH, BeforeValidator(_no_list)] = ()


def account_body(account_id: str, content: GameAccountContent) -> dict[str, Any]:
    """An account as it is sent. An empty id makes a new one: all examples send the number 0."""
    return {
        "accountId": account_id or 0,
        "gameEmbedUrl": content.embed_url,
        "pendingGamesUrl": content.pending_games_url,
        "gameLaunchMethod": {
            "launchMethod": content.launch_method.value,
            "providerGameLaunchApiUrl": content.launch_url,
        },
        "royaltyPercent": hundredths(content.royalty),
        "currenciesAvailable": list(content.currencies),
        "countriesAvailable": list(content.countries),
        "countriesDisabled": list(content.countries_disabled),
    }


def percent(hundredths_: int) -> Decimal:
    """A royalty in percent, with two places: 100 is 1.00."""
    return Decimal(hundredths_).scaleb(-2)


def hundredths(royalty: Decimal) -> int:
    """A royalty as it is sent: 1 is 0.01 %. Raises ValueError where it has finer parts."""
    sound = royalty.is_finite() and abs(royalty) < _BEYOND
    rounded = royalty.quantize(Decimal("0.01")) if sound else None
    if rounded is None or rounded != royalty:
        raise ValueError("a royalty has two places after the point at most")
    return int(rounded.scaleb(2))
