"""Every documented error code, when it comes and in which envelope."""

from typing import Any

import pytest

from sandbox.codegames import CodeGames, Envelope, ErrorForm
from tests.sandbox.providers.codegames.partner import Partner, partner_of


async def test_documented_refusals_charge_nothing(codegames: CodeGames, partner: Partner) -> None:
    """Unknown offer, wrong price, more than there is, unknown order."""
    codegames.offer("9", title="Sold out", price="10", stock=0)
    answers = {
        "PRODUCT_OFFER_NOT_FOUND": await partner.pay("t1", offer_id="nope"),
        "PRODUCT_OFFER_WRONG_PRICE": await partner.pay("t2", price=956.29),
        "PRODUCT_OFFER_OUT_OF_STOCK": await partner.pay("t3", count=8),
        "PRODUCT_OFFER_ORDER_NOT_FOUND": await partner.keys(1),
    }
    assert {name: (a.status_code, a.json()["code"]) for name, a in answers.items()} == {
        name: (400, name) for name in answers
    }
    assert (await partner.check("9")).json()["code"] == "PRODUCT_OFFER_OUT_OF_STOCK"
    assert (await partner.check("nope")).json()["code"] == "PRODUCT_OFFER_NOT_FOUND"
    assert (codegames.charges, codegames.stock("562")) == (0, 7)
    assert codegames.complaints == []


async def test_sign_in_tells_an_unknown_login_from_a_wrong_password(partner: Partner) -> None:
    """USER_NOT_FOUND and INVALID_CREDENTIALS."""
    body = {"login": "nobody", "password": "x"}
    assert (await partner.post("auth/sign-in", body)).json()["code"] == "USER_NOT_FOUND"
    body = {"login": "cc_user", "password": "x"}
    assert (await partner.post("auth/sign-in", body)).json()["code"] == "INVALID_CREDENTIALS"


async def test_a_used_txn_id_is_told_before_stock_price_and_offer(
    codegames: CodeGames, partner: Partner
) -> None:
    """A repeat says duplicate even when the first one took the last key and the price moved."""
    codegames.set_stock("562", 1)
    assert (await partner.pay("t1")).status_code == 201
    codegames.set_price("562", "1000")
    for repeat in (await partner.pay("t1"), await partner.pay("t1", offer_id="nope")):
        assert repeat.json()["code"] == "PRODUCT_OFFER_TXN_DUPLICATE"
        assert "orderId" not in repeat.text
    assert codegames.charges == 1


@pytest.mark.parametrize(("burns", "code"), [(False, None), (True, "PRODUCT_OFFER_TXN_DUPLICATE")])
async def test_whether_a_refused_pay_uses_up_its_txn_id_can_be_set(
    burns: bool, code: str | None
) -> None:
    """The document leaves it open; by default only success does."""
    codegames = CodeGames(burns_refused=burns)
    codegames.offer("562", title="GTA V", price="956.30", stock=7)
    async with partner_of(codegames) as partner:
        await partner.pay("t1", price=1)
        assert (await partner.pay("t1")).json().get("code") == code


ENVELOPES: list[tuple[Envelope, list[str]]] = [
    (Envelope.CODE, ["code"]),
    (Envelope.ERROR, ["error"]),
    (Envelope.MESSAGE, ["message"]),
    (Envelope.NESTED, ["error", "code"]),
]


async def test_the_error_envelope_can_be_chosen(codegames: CodeGames, partner: Partner) -> None:
    """The code string stands where the envelope says, under the HTTP status that was set."""
    for envelope, path in ENVELOPES:
        codegames.errors = ErrorForm(envelope, http_status=422)
        answer = await partner.check("nope")
        found: Any = answer.json()
        for name in path:
            found = found[name]
        assert (answer.status_code, found) == (422, "PRODUCT_OFFER_NOT_FOUND")
