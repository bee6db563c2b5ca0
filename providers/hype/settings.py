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
    """The same for test and production."""
    identifier: Annotated[str, Field(min_length=1, examples=["the-identifier"])]
    """Of the partner's account."""
    secret: HeaderSecret = Field(examples=["the-secret"])
    """Of the partner's account."""
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "BR"
    """Of offers that name none, and of the tree in `/browse` (ISO 3166)."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "BRL"
    """Of the tree in `/browse` (ISO 4217)."""
    language: Annotated[str, Field(min_length=1)] = "pt-BR"
    """Of names and descriptions."""
    price: Literal["sales", "cost"] = "sales"
    """Which price an order is drawn up at: `sales` (`salesPrice`), whose currency is documented, or `cost`
    (`partnerCostPrice`), which is documented without one."""
    rate: Annotated[float, Field(gt=0, le=50)] = 50
    """Requests a second over all endpoints together, 50 at most."""
    parallel: Annotated[int, Field(ge=1, le=50)] = 25
    """Purchases of one order that may be under way together."""
    grace: Annotated[float, Field(ge=0)] = 120
    """Seconds in which a purchase that the books do not show may still be on its way."""
    catalog_age: Annotated[float, Field(ge=0)] = 600
    """Seconds for which a tree that was read is taken for true where it is only walked, as in `/browse`."""
    price_age: Annotated[float, Field(ge=0)] = 5
    """Seconds after which a price is read again before it is shown or bought at."""
    refresh_path: Route = "/auth/refresh"
    """Assumed: renews a token. Like those below a path, or a method and a path such as `PUT /reversal`."""
    reversal_path: Route = "/reversal"
    """Assumed: a reversal by Hype's own id. Without a method: PUT."""
    reversal_by_reference_path: ReferenceRoute = "/reversal/{reference}"
    """Assumed: a reversal by our transaction id. Without a method: POST."""
    report_by_transaction_path: TransactionRoute = "/report/transaction/{transaction_id}"
    """Assumed: one sale by Hype's own id."""
    report_by_reference_path: ReferenceRoute = "/report/partner-reference/{reference}"
    """Assumed: one sale by our transaction id, by which lost answers are settled."""
    report_by_document_path: DocumentRoute = "/report/document/{document}"
    """Assumed: sales by a buyer's number."""
    echo_path: Route = "/echo"
    """Assumed: a quick answer for `/providers`."""
