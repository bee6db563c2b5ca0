"""What the document asks of each endpoint: the tables of its path, query and body."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sandbox.fields import Field, is_text, is_whole

INT32 = 2**31


@dataclass(frozen=True)
class Shape:
    """The parameters of an endpoint; ``body`` None means that it has none."""

    body: tuple[Field, ...] | None = None
    query: tuple[Field, ...] = ()
    path: tuple[Field, ...] = ()


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_int32(value: Any) -> bool:
    return is_whole(value) and -INT32 <= value < INT32


def _is_date(value: Any) -> bool:
    if not _iso_date(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_customer(value: Any) -> bool:
    """Document, Name and/or Birthdate; how their fields are called is an assumption."""
    if not isinstance(value, dict):
        return False
    return all(name in _CUSTOMER and _CUSTOMER[name](part) for name, part in value.items())


_iso_date = _matches(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_is_country = _matches(r"[A-Z]{2}")
_is_currency = _matches(r"[A-Z]{3}")
_is_document = _matches(r"[0-9A-Za-z]+")  # "no mask": no dots, dashes or slashes
_CUSTOMER = {"document": _is_document, "name": is_text, "birthdate": _is_date}

_MARKET = (
    Field("country", "country of ISO 3166", _is_country, required=False),
    Field("currency", "currency of ISO 4217", _is_currency, required=False),
    Field("language", "language", _matches(r"[a-z]{2}(-[A-Z]{2})?"), required=False),
)


def _whole(name: str) -> tuple[Field, ...]:
    return (Field(name, "whole number", _matches(r"[0-9]{1,10}")),)


def _texts(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "string", is_text) for name in names)


SHAPES: Mapping[str, Shape] = {
    "auth": Shape(body=_texts("identifier", "secret")),
    "refresh": Shape(body=_texts("accessToken", "refreshToken")),
    "catalog": Shape(query=_MARKET),
    "collections": Shape(query=_MARKET),
    "collection": Shape(query=_MARKET, path=_whole("collectionId")),
    "product": Shape(query=_MARKET, path=_whole("productId")),
    "stock": Shape(query=_MARKET, path=_whole("productId")),
    "pre_redeem": Shape(
        body=(
            Field("productId", "number of 32 bits", _is_int32),
            *_texts("partnerReference"),
            Field("countryCode", "country of ISO 3166", _is_country, required=False),
            Field("currencyCode", "currency of ISO 4217", _is_currency, required=False),
            Field("customer", "customer", _is_customer, required=False),
        )
    ),
    "reverse_transaction": Shape(body=(Field("transactionId", "number of 32 bits", _is_int32),)),
    "reverse_reference": Shape(path=_texts("partnerReference")),
    "report_period": Shape(
        path=(
            Field("startDate", "date YYYY-MM-DD", _is_date),
            Field("finishDate", "date YYYY-MM-DD", _is_date),
        ),
        query=(Field("searchIsByCreateDate", "boolean", _matches("true|false"), required=False),),
    ),
    "report_transaction": Shape(path=_whole("transactionId")),
    "report_reference": Shape(path=_texts("partnerReferenceId")),
    "report_document": Shape(
        path=(Field("documentNumber", "document number without mask", _is_document),)
    ),
    "echo": Shape(),
}
