"""PIN Hype's endpoints as typed calls (FACTS 5.1 to 5.15).

Besides the errors named, each call raises Unavailable and NotAllowed; see http.py.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from providers.base import Collection
from providers.calls import Answer, Call, Kind, UnreadableError
from providers.errors import ORDER_ID_NO_NUMBER, NotFound, Rejected
from providers.hype.errors import PROVIDER, refusal, refused, said
from providers.hype.fields import MAX_ID
from providers.hype.models import CollectionHead, PreRedeemed, Product, Reversed, SaleRow, Stock
from providers.hype.session import Session, must_succeed
from providers.hype.settings import HypeSettings, split_route
from providers.hype.tree import read_all, read_tree
from providers.lists import Listed, read_each

T = TypeVar("T")


class Market(NamedTuple):
    """Where and in what is sold: ISO 3166, ISO 4217."""

    country: str
    currency: str


class Refusal(NamedTuple):
    """A no to a reversal, in the provider's own words, which may be none."""

    said: str


class HypeClient:
    """All calls but those of the token pair, which are the session's: 5.1, 5.2 and 5.15."""

    def __init__(self, settings: HypeSettings, session: Session) -> None:
        self._settings = settings
        self._session = session

    async def catalog(self, market: Market) -> tuple[Collection, ...]:
        """The whole tree of collections and products (FACTS 5.3). Raises Rejected."""
        return await self._read("catalog", "/catalog", read_tree, market)

    async def collections(self, market: Market) -> Listed[CollectionHead]:
        """The collections without their products (FACTS 5.4). Raises Rejected."""

        def parse(body: object) -> Listed[CollectionHead]:
            return read_all(body, CollectionHead)

        return await self._read("collections", "/catalog/collections", parse, market)

    async def collection(self, collection_id: str, market: Market) -> Listed[Product]:
        """The products of one collection (FACTS 5.5), not those of collections in it.

        The answer may be an array or an object that holds one. Raises NotFound, Rejected.
        """
        path = f"/catalog/collections/{_number('collection', collection_id)}"

        def parse(body: object) -> Listed[Product]:
            return read_all(body, Product, inside="products")

        return await self._read("collection", path, parse, market)

    async def product(self, product_id: str, market: Market) -> Product:
        """One product (FACTS 5.6). Its price is not to be used: it ignores the currency asked for.

        Raises NotFound, Rejected.
        """
        path = f"/catalog/products/{_number('product', product_id)}"
        return await self._read("product", path, Product.model_validate, market)

    async def stock(self, product_id: str, market: Market) -> Stock:
        """How many pins of a product there are (FACTS 5.7). Raises NotFound, Rejected."""
        path = f"/catalog/products/{_number('stock', product_id)}/stock"
        return await self._read("stock", path, Stock.model_validate, market)

    async def pre_redeem(self, product_id: str, reference: str, market: Market) -> PreRedeemed:
        """Book one pin under our reference (FACTS 5.8). No customer data is sent.

        Raises NotFound or Rejected for a refusal, which is also what a used reference may get;
        OutcomeUnknown, also for the 503 of the rate limit.
        """
        body = {
            "productId": _number("pre_redeem", product_id),
            "partnerReference": reference,
            "countryCode": market.country,
            "currencyCode": market.currency,
        }

        def read(answer: Answer) -> PreRedeemed:
            if error := refusal("pre_redeem", answer):
                raise error
            booked = PreRedeemed.model_validate(must_succeed(answer))
            if booked.transaction.partner_reference not in {"", reference}:
                raise UnreadableError("another reference than ours")
            return booked

        call = Call("pre_redeem", "POST", "/pre-redeem", Kind.ONCE, body)
        return await self._session.send(call, read)

    async def reverse(self, transaction_id: str) -> Reversed | Refusal:
        """Take a pin back by Hype's id (FACTS 5.9). Raises OutcomeUnknown."""
        method, path = split_route(self._settings.reversal_path, "PUT")
        body = {"transactionId": _number("reverse_transaction", transaction_id)}
        call = Call("reverse_transaction", method, path, Kind.ONCE, body)
        return await self._session.send(call, _read_reversed)

    async def reverse_reference(self, reference: str) -> Reversed | Refusal:
        """Take a pin back by our reference (FACTS 5.10). Raises OutcomeUnknown."""
        method, path = split_route(self._settings.reversal_by_reference_path, "POST")
        path = path.replace("{reference}", quote(reference, safe=""))
        call = Call("reverse_reference", method, path, Kind.ONCE)
        return await self._session.send(call, _read_reversed)

    async def report_period(
        self, begin: date, end: date, *, by_creation: bool = False
    ) -> Listed[SaleRow]:
        """The sales of a period of at most 31 days, both ends included (FACTS 5.11).

        By the day of payment, or of creation. Raises Rejected.
        """
        path = f"/report/{begin.isoformat()}/{end.isoformat()}"
        query = {"searchIsByCreateDate": "true" if by_creation else "false"}
        return await self._read("report_period", path, _readable_sales, query=query)

    async def report_transaction(self, transaction_id: str) -> SaleRow:
        """One sale by Hype's id (FACTS 5.12). Raises NotFound, Rejected."""
        method, path = split_route(self._settings.report_by_transaction_path, "GET")
        number = str(_number("report_transaction", transaction_id))
        path = path.replace("{transaction_id}", number)

        def parse(body: object) -> SaleRow:
            rows = _sales(body)
            if not rows:
                raise NotFound(PROVIDER, "report_transaction: no sale")
            if len(rows) > 1:
                raise UnreadableError("several sales for one id")
            return rows[0]

        return await self._read("report_transaction", path, parse, method=method)

    async def report_reference(self, reference: str) -> list[SaleRow]:
        """The sales under our reference (FACTS 5.13). Raises NotFound, Rejected."""
        method, path = split_route(self._settings.report_by_reference_path, "GET")
        path = path.replace("{reference}", quote(reference, safe=""))
        return await self._read("report_reference", path, _sales, method=method)

    async def report_document(self, document: str) -> Listed[SaleRow]:
        """The sales to a buyer's document number (FACTS 5.14). Raises NotFound, Rejected."""
        method, path = split_route(self._settings.report_by_document_path, "GET")
        path = path.replace("{document}", quote(document, safe=""))
        return await self._read("report_document", path, _readable_sales, method=method)

    async def _read(
        self,
        endpoint: str,
        path: str,
        parse: Callable[[object], T],
        market: Market | None = None,
        *,
        method: str = "GET",
        query: dict[str, str] | None = None,
    ) -> T:
        asked = dict(query or {})
        if market is not None:
            asked |= {"country": market.country, "currency": market.currency}
            asked["language"] = self._settings.language

        def read(answer: Answer) -> T:
            if error := refusal(endpoint, answer):
                raise error
            # Some servers have no body where they have nothing to list.
            return parse(None if answer.status == 204 else _json(answer))

        call = Call(endpoint, method, path, Kind.READ, query=asked)
        return await self._session.send(call, read)


def _json(answer: Answer) -> object:
    body = must_succeed(answer)
    if body is None:
        raise UnreadableError("nothing where something should be")
    return body


def _number(endpoint: str, text: str) -> int:
    """An id as the document wants it (int32). Raises Rejected for what is none."""
    if not (text.isascii() and text.isdigit()) or int(text[:11]) > MAX_ID:
        raise Rejected(PROVIDER, f"{endpoint}: this cannot be an id", reason=ORDER_ID_NO_NUMBER)
    return int(text)


def _rows(body: object) -> list[object]:
    """A list of sales, or one alone."""
    return body if isinstance(body, list) else [] if body is None else [body]


def _sales(body: object) -> list[SaleRow]:
    """Each must be readable where it is asked what became of one: a sale missed may be repeated."""
    return [SaleRow.model_validate(row) for row in _rows(body)]


def _readable_sales(body: object) -> Listed[SaleRow]:
    """Those that can be read, for people who look into the books."""
    return read_each(_rows(body), SaleRow.model_validate)


def _read_reversed(answer: Answer) -> Reversed | Refusal:
    if refused(answer):
        return Refusal(said(answer.body))
    return Reversed.model_validate(must_succeed(answer))
