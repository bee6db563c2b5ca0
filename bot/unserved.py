"""Settings of providers that have their place in the environment but no client in this version.

They are checked like all others, so that a wrong one shows now and not at the upgrade. Paths are
those that FACTS 5 marks as assumed; ``{…}`` in them is filled with the value looked for.
"""

from typing import Annotated

from pydantic import Field

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings

Identifier = Annotated[str, Field(min_length=1)]
ApiPath = Annotated[str, Field(pattern=r"^/\S*$")]


class HypeSettings(ProviderSettings):
    """PIN Hype (FACTS 5). ``rate`` is in requests a second over all endpoints together."""

    base_url: BaseUrl
    identifier: Identifier
    secret: HeaderSecret
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "BR"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "BRL"
    language: Identifier = "pt-BR"
    rate: Annotated[float, Field(gt=0, le=50)] = 50
    refresh_path: ApiPath = "/auth/refresh"
    reversal_path: ApiPath = "/reversal"
    reversal_by_reference_path: ApiPath = "/reversal/{reference}"
    report_by_transaction_path: ApiPath = "/report/transaction/{transaction_id}"
    report_by_reference_path: ApiPath = "/report/partner-reference/{reference}"
    report_by_document_path: ApiPath = "/report/document/{document}"
    echo_path: ApiPath = "/echo"


class PaySuperSettings(ProviderSettings):
    """PaySuper key products (FACTS 2)."""

    base_url: BaseUrl
    token: HeaderSecret
    project_id: Identifier


class OpenApiGamesSettings(ProviderSettings):
    """open-api-games (FACTS 3)."""

    base_url: BaseUrl
    secret: HeaderSecret
    content_provider_id: Identifier
    client_id: Identifier
