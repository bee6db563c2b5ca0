"""Requests that do not keep to the document."""

from typing import Any

from sandbox.codegames import CodeGames
from tests.sandbox.providers.codegames.partner import Partner

PAY = {"id": "562", "price": 956.3, "currency": "KZT", "txnId": "t1"}


WRONG_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"id": 5.5}, "pay: id must be a string"),
    ({"price": "956.3"}, "pay: price must be a float"),
    ({"price": True}, "pay: price must be a float"),
    ({"currency": "USD"}, "pay: currency must be a known currency"),
    ({"txnId": 17}, "pay: txnId must be a string"),
    ({"txnId": ""}, "pay: txnId must be a string"),
    ({"count": 0}, "pay: count must be a positive whole number"),
    ({"count": 1.0}, "pay: count must be a positive whole number"),
]


async def test_a_field_of_the_wrong_type_is_refused(codegames: CodeGames, partner: Partner) -> None:
    """400, nothing sold, and the complaint names the field."""
    for change, complaint in WRONG_FIELDS:
        answer = await partner.post("partner/product-offers/pay", PAY | change)
        assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")
        assert (codegames.complaints, codegames.charges) == ([complaint], 0)
        codegames.complaints.clear()


async def test_a_surplus_field_is_noted_but_does_not_hinder(
    codegames: CodeGames, partner: Partner
) -> None:
    """What the document does not have is complained of."""
    assert (await partner.pay("t1", transactionId="t1")).status_code == 201
    assert codegames.complaints == ["pay: transactionId is not in the document"]


NO_OBJECTS: list[tuple[str, bytes, str]] = [
    ("text/plain", b"{}", "Content-Type is text/plain, not application/json"),
    ("application/json", b"{'id': 1}", "the body is not JSON"),
    ("application/json", b'{"orderId": NaN}', "the body is not JSON"),
    ("application/json", b"[782]", "the body is not a JSON object"),
]


async def test_a_body_that_is_no_json_object_is_refused(
    codegames: CodeGames, partner: Partner
) -> None:
    """400 and a complaint."""
    for content_type, body, complaint in NO_OBJECTS:
        headers = {"Authorization": partner.authorization, "Content-Type": content_type}
        path = "/api/v1/partner/product-offers/keys"
        answer = await partner.http.post(path, content=body, headers=headers)
        assert answer.status_code == 400
        assert codegames.complaints == [f"keys: {complaint}"]
        codegames.complaints.clear()


async def test_calls_are_kept_in_order(codegames: CodeGames, partner: Partner) -> None:
    """With endpoint, body, headers and the status that was answered."""
    await partner.check()
    await partner.pay("t1", price=1)
    assert [(call.endpoint, call.status) for call in codegames.calls] == [
        ("sign_in", 200),
        ("check", 200),
        ("pay", 400),
    ]
    assert codegames.calls[1].body == {"id": "562", "currency": "KZT"}
    assert codegames.calls[1].headers["authorization"] == partner.authorization
