"""Settings of CodeGames (``KEYDESK_CODEGAMES__…``)."""

from typing import Annotated

from pydantic import Field, SecretStr

from providers.settings import EMPTY_MEANS_SOMETHING, BaseUrl, ProviderSettings


class CodeGamesSettings(ProviderSettings):
    """How to reach CodeGames, as told at onboarding: no address is public."""

    base_url: BaseUrl = Field(examples=["https://api.codegames.example"])
    """The address told at onboarding."""
    login: Annotated[str, Field(min_length=1, examples=["partner@example.org"])]
    """Of the partner's account."""
    password: Annotated[SecretStr, Field(min_length=1, examples=["the-password"])]
    """Of the partner's account."""
    auth_scheme: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]*$"), EMPTY_MEANS_SOMETHING
    ] = "Bearer"
    """The word before the token in `Authorization`; empty sends the token alone. The document does not say
    which."""
