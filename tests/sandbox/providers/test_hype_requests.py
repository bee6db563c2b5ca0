"""What the stand-in holds against a request that is not as documented."""

from typing import Any

import pytest

from sandbox.hype import ErrorForm
from tests.sandbox.providers.hype_partner import partner_of, stocked

BOOK = {"productId": 1, "partnerReference": "r"}


WRONG_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"productId": "1"}, "productId must be a number of 32 bits"),
    ({"productId": 1.0}, "productId must be a number of 32 bits"),
    ({"productId": True}, "productId must be a number of 32 bits"),
    ({"productId": 2**31}, "productId must be a number of 32 bits"),
    ({"partnerReference": 7}, "partnerReference must be a string"),
    ({"partnerReference": ""}, "partnerReference must be a string"),
    ({"countryCode": "br"}, "countryCode must be a country of ISO 3166"),
    ({"currencyCode": None}, "currencyCode must be a currency of ISO 4217"),
    ({"customer": None}, "customer must be a customer"),
    ({"customer": {"document": "529.982.247-25"}}, "customer must be a customer"),
    ({"customer": {"birthdate": "31/12/1990"}}, "customer must be a customer"),
    ({"customer": {"email": "a@b"}}, "customer must be a customer"),
]


async def test_a_wrong_field_of_a_booking_is_refused() -> None:
    """And complained of; nothing is booked."""
    hype = stocked()
    async with partner_of(hype) as partner:
        for change, complaint in WRONG_FIELDS:
            answer = await partner.send("POST", "pre-redeem", BOOK | change)
            assert (answer.status_code, answer.json()) == (400, {"message": complaint})
            assert hype.complaints == [f"pre_redeem: {complaint}"]
            assert hype.pins == []
            hype.complaints.clear()


WRONG_PARAMETERS: list[tuple[str, str, Any, str, str]] = [
    ("POST", "auth", {"identifier": "x"}, "auth", "secret is missing"),
    ("POST", "auth/refresh", {"accessToken": "x"}, "refresh", "refreshToken is missing"),
    ("PUT", "reversal", {"transactionId": "1000035"}, "reverse_transaction", "32 bits"),
    ("PUT", "reversal", [1000035], "reverse_transaction", "not a JSON object"),
    ("GET", "catalog?currency=brl", None, "catalog", "currency of ISO 4217"),
    ("GET", "catalog/collections?country=BRA", None, "collections", "country of ISO 3166"),
    ("GET", "catalog?language=portuguese", None, "catalog", "language must be"),
    ("GET", "catalog/products/one", None, "product", "productId must be a whole number"),
    ("GET", "catalog/products/-1/stock", None, "stock", "productId must be a whole number"),
    ("GET", "catalog/collections/x", None, "collection", "collectionId must be a whole"),
    ("GET", "report/transaction/a", None, "report_transaction", "must be a whole number"),
    ("GET", "report/document/529.982", None, "report_document", "without mask"),
    ("GET", "report/2030-01-02/2030-01-01", None, "report_period", "after finishDate"),
    (
        "GET",
        "report/2030-01-01/2030-01-02?searchIsByCreateDate=1",
        None,
        "report_period",
        "searchIsByCreateDate must be a boolean",
    ),
]


async def test_wrong_parameters_are_refused_everywhere() -> None:
    """In body, query and path alike."""
    hype = stocked()
    async with partner_of(hype) as partner:
        for method, path, body, endpoint, complaint in WRONG_PARAMETERS:
            answer = await partner.http.request(
                method, path, json=body, headers={"Authorization": partner.authorization}
            )
            assert answer.status_code == 400
            assert len(hype.complaints) == 1
            assert hype.complaints[0].startswith(f"{endpoint}: ")
            assert complaint in hype.complaints[0]
            hype.complaints.clear()


async def test_what_the_document_does_not_have_is_complained_of_but_served() -> None:
    """Unknown fields and queries, a query given twice, a body where none belongs."""
    hype = stocked()
    async with partner_of(hype) as partner:
        answers = [
            await partner.send("POST", "pre-redeem", BOOK | {"quantity": 2}),
            await partner.get("catalog/products/1/stock?productId=2&currency=BRL&currency=BRL"),
            await partner.send("POST", "reversal/r", {"partnerReference": "r"}),
        ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[1].json()["amount"] == -1
    assert hype.complaints == [
        "pre_redeem: quantity is not in the document",
        "stock: productId is not in the document",
        "stock: currency is given more than once",
        "reverse_reference: the document has no body here",
    ]


NO_JSON: list[tuple[str, bytes, str]] = [
    ("text/plain", b"{}", "Content-Type is text/plain, not application/json"),
    ("application/json", b"{", "the body is not JSON"),
    ("application/json", b'{"transactionId": NaN}', "the body is not JSON"),
    ("application/json", b"\xff", "the body is not JSON"),
]


async def test_a_body_is_json() -> None:
    """And says so."""
    hype = stocked()
    async with partner_of(hype) as partner:
        for content_type, content, complaint in NO_JSON:
            headers = {"Authorization": partner.authorization, "Content-Type": content_type}
            answer = await partner.http.put("reversal", content=content, headers=headers)
            assert answer.status_code == 400
            assert hype.complaints == [f"reverse_transaction: {complaint}"]
            hype.complaints.clear()


WRONG_METHODS: list[tuple[str, str]] = [
    ("GET", "auth"),
    ("POST", "catalog"),
    ("POST", "reversal"),
    ("HEAD", "catalog"),
]


async def test_a_wrong_method_is_not_found() -> None:
    """HEAD too, which is in no document."""
    hype = stocked()
    async with partner_of(hype) as partner:
        for method, path in WRONG_METHODS:
            assert (await partner.send(method, path)).status_code == 404
            assert hype.complaints == [f"unknown: {method} /api/{path} is not in the document"]
            hype.complaints.clear()


@pytest.mark.parametrize(
    ("form", "content_type", "body"),
    [
        (ErrorForm.MESSAGE, "application/json", b'{"message": "Product not found"}'),
        (
            ErrorForm.PROBLEM,
            "application/problem+json",
            b'{"title": "Request refused", "status": 404, "detail": "Product not found"}',
        ),
        (ErrorForm.TEXT, "text/plain", b"Product not found"),
        (ErrorForm.EMPTY, "", b""),
    ],
)
async def test_a_refusal_has_the_form_that_was_set(
    form: ErrorForm, content_type: str, body: bytes
) -> None:
    """The document shows none."""
    async with partner_of(stocked(errors=form)) as partner:
        answer = await partner.get("catalog/products/99")
    assert (answer.status_code, answer.content) == (404, body)
    if content_type:
        assert answer.headers["content-type"].startswith(content_type)
