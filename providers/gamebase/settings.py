"""Settings of Gamebase (``KEYDESK_GAMEBASE__…``)."""

from typing import Annotated

from pydantic import Field

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings

AppName = Annotated[str, Field(pattern=r"^\S{1,32}$")]
"""How staff name the app in commands: one word."""


class AppSettings(ProviderSettings):
    """One app of the Gamebase console: its id and its secret key."""

    app_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    secret_key: HeaderSecret


class GamebaseSettings(ProviderSettings):
    """The server address and the apps served, by the name staff use for them."""

    base_url: BaseUrl = "https://api-gamebase.nhncloudservice.com"
    apps: Annotated[dict[AppName, AppSettings], Field(min_length=1)]
