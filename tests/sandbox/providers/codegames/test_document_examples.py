"""The document's examples, sent and expected as they are printed."""

from sandbox.codegames import CodeGames
from tests.sandbox.providers.codegames.partner import Partner
from tests.sandbox.providers.examples import example


async def test_every_example_request_gets_its_example_response(
    codegames: CodeGames, partner: Partner
) -> None:
    """The document's whole story can be played, number for id included."""
    codegames.next_keys("XBBRF-MR09R-NX8V")

    signed_in = await partner.post("auth/sign-in", example("codegames", "sign-in.request"))
    assert signed_in.status_code == 200
    assert signed_in.json().keys() == example("codegames", "sign-in.response").keys()

    checked = await partner.check("562")
    assert checked.status_code == 200
    assert checked.json() == example("codegames", "check.response")

    paid = await partner.post("partner/product-offers/pay", example("codegames", "pay.request"))
    assert paid.status_code == 201
    assert paid.json() == example("codegames", "pay.response")

    keys = await partner.post("partner/product-offers/keys", example("codegames", "keys.request"))
    assert keys.status_code == 200
    assert keys.json() == example("codegames", "keys.response")
    assert codegames.complaints == []


async def test_the_token_has_three_parts(codegames: CodeGames, partner: Partner) -> None:
    """It looks like the sample: three parts between dots."""
    sample = example("codegames", "sign-in.response")["token"]
    assert (await partner.sign_in()).count(".") == sample.count(".")


async def test_the_path_in_place_of_a_check_example_is_no_endpoint(
    codegames: CodeGames, partner: Partner
) -> None:
    """The page prints it by mistake; the table is what counts."""
    answer = await partner.http.get("/api/v1/product-offers/partner/562")
    assert answer.status_code == 404
    assert codegames.complaints == [
        "unknown: GET /api/v1/product-offers/partner/562 is not in the document"
    ]
