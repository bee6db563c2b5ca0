"""Settings of PaySuper (``KEYDESK_PAYSUPER__…``)."""

from typing import Annotated, Literal

from pydantic import Field

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings


class PaySuperSettings(ProviderSettings):
    """How to reach PaySuper. The token is got outside of it; how is not documented."""

    base_url: BaseUrl
    token: HeaderSecret
    project_id: Annotated[str, Field(min_length=1)]
    dialect: Literal["document", "server"] = "document"
    """Which of the two to follow where they disagree (FACTS 2, a to n): the document, or the
    open-source server. That the service does as the document says is our assumption."""
