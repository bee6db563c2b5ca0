"""Settings of PIN Hype (``KEYDESK_HYPE__…``).

The document prints neither paths nor methods. Those that FACTS 5 marks as assumed can be set, as a
path below the base URL or as a method and a path (``PUT /reversal``); ``{…}`` in them is filled in.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings

_FORM = re.compile(r"(?:(GET|POST|PUT|PATCH|DELETE) )?(/[^\s{}]*(?:\{(\w+)\}[^\s{}]*)?)")


def _route(*filled: str) -> AfterValidator:
    def check(text: str) -> str:
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError("must be a path such as /echo, or a method and a path")
        if ((match[3],) if match[3] else ()) != filled:
            wanted = (
                f"must have {{{filled[0]}}} in it, once" if filled else "must have no {…} in it"
            )
            raise ValueError(wanted)
        return text

    return AfterValidator(check)


Route = Annotated[str, _route()]
ReferenceRoute = Annotated[str, _route("reference")]
TransactionRoute = Annotated[str, _route("transaction_id")]
DocumentRoute = Annotated[str, _route("document")]


def split_route(route: str, method: str) -> tuple[str, str]:
    """The method and the path of a route; ``method`` is used where it names none."""
    named, _, path = route.rpartition(" ")
    return named or method, path


class HypeSettings(ProviderSettings):
    """How to reach PIN Hype, and how fast. Times are in seconds."""

    base_url: BaseUrl = "https://stock.hype.games/api"
    identifier: Annotated[str, Field(min_length=1)]
    secret: HeaderSecret
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "BR"
    """ISO 3166; for offers that name no country of their own."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "BRL"
    """ISO 4217; of the tree that is browsed."""
    language: Annotated[str, Field(min_length=1)] = "pt-BR"
    price: Literal["sales", "cost"] = "sales"
    """Which price is the offer's: ``salesPrice``, whose currency is documented, or
    ``partnerCostPrice``, which is documented without one."""
    rate: Annotated[float, Field(gt=0, le=50)] = 50
    """Requests a second over all endpoints together."""
    parallel: Annotated[int, Field(ge=1, le=50)] = 25
    """Purchases of one order that may be under way together."""
    grace: Annotated[float, Field(ge=0)] = 120
    """For so long a purchase that the report does not show may still be on its way."""
    catalog_age: Annotated[float, Field(ge=0)] = 600
    """For so long a tree that was read is taken for true where it is only walked, as in /browse."""
    price_age: Annotated[float, Field(ge=0)] = 5
    """Nothing is shown or bought at a price that was read longer ago: it is read again first."""
    refresh_path: Route = "/auth/refresh"
    reversal_path: Route = "/reversal"
    reversal_by_reference_path: ReferenceRoute = "/reversal/{reference}"
    report_by_transaction_path: TransactionRoute = "/report/transaction/{transaction_id}"
    report_by_reference_path: ReferenceRoute = "/report/partner-reference/{reference}"
    report_by_document_path: DocumentRoute = "/report/document/{document}"
    echo_path: Route = "/echo"
