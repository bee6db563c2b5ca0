"""Settings of PaySuper (``KEYDESK_PAYSUPER__…``)."""

from typing import Annotated, Literal

from pydantic import Field

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings


class PaySuperSettings(ProviderSettings):
    """How to reach PaySuper. The token is got outside of it; how is not documented."""

    base_url: BaseUrl = Field(examples=["https://api.paysuper.example"])
    """The service's address; its documents name more than one."""
    token: HeaderSecret = Field(examples=["the-token"])
    """It is got outside of the API and does not change."""
    project_id: Annotated[str, Field(min_length=1, examples=["5dbac7bb120a810001a8fe80"])]
    """The project whose key products are kept."""
    dialect: Literal["document", "server"] = "document"
    """`document` or `server`: which of the two to follow where PaySuper's document and its open-source server
    disagree (FACTS 2, a to n). That the service does as the document says is an assumption."""
