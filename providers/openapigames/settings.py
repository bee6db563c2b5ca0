"""Settings of open-api-games (``KEYDESK_OPENAPIGAMES__…``)."""

from typing import Annotated

from pydantic import Field

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings

Identifier = Annotated[str, Field(min_length=1)]


class OpenApiGamesSettings(ProviderSettings):
    """How to reach open-api-games. The secret signs what either side sends."""

    base_url: BaseUrl
    """The platform's address."""
    secret: HeaderSecret
    """Signs what either side sends."""
    content_provider_id: Identifier
    """Sent as `contentProviderId` with each request."""
    client_id: Identifier
    """Sent as `clientId` with each request."""
