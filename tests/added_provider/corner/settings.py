"""Settings of the corner shop (``KEYDESK_CORNER__…``)."""

from pydantic import Field

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings


class CornerSettings(ProviderSettings):
    """How to reach the corner shop."""

    base_url: BaseUrl = Field(examples=["https://api.corner.example"])
    """Its address."""
    token: HeaderSecret = Field(examples=["the-token"])
    """Goes with every call."""
    shelves: dict[str, str] = Field(default_factory=dict, examples=['{"a": "Adventure"}'])
    """JSON: what its shelves are called."""
