"""Settings of open-api-games (``KEYDESK_OPENAPIGAMES__…``)."""

from typing import Annotated

from pydantic import Field

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings

Identifier = Annotated[str, Field(min_length=1)]


class OpenApiGamesSettings(ProviderSettings):
    """How to reach open-api-games. The secret signs what either side sends."""

    base_url: BaseUrl = Field(examples=["https://api.openapigames.example"])
    """The platform's address."""
    secret: HeaderSecret = Field(examples=["the-secret"])
    """Signs what either side sends."""
    content_provider_id: Identifier = Field(examples=["12"])
    """Sent as `contentProviderId` with each request."""
    client_id: Identifier = Field(examples=["34"])
    """Sent as `clientId` with each request."""
