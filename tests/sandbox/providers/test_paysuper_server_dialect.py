"""Where the open-source server of PaySuper departs from the document (FACTS 2, a to n)."""

from typing import Any

import pytest

from sandbox.paysuper import PaySuper
from tests.sandbox.providers.paysuper_merchant import (
    GAME,
    KEY_PRODUCTS,
    merchant_of,
    without,
)

COVER = {"images": {"en": "https://game.example/1.png"}, "use_one_for_all": True}


async def test_what_only_the_document_has_is_not_found() -> None:
    """The list, the public view, and the platforms of a product; nothing happens to it."""
    server = PaySuper(dialect="server")
    product_id = server.product("game", "Game").product_id
    async with merchant_of(server) as merchant:
        answers = [
            await merchant.send("GET", "/admin/api/v1/products"),
            await merchant.http.get(f"/api/v1/key-products/{product_id}"),
            await merchant.add_platform(product_id),
            await merchant.remove_platform(product_id),
        ]
    assert {answer.status_code for answer in answers} == {404}
    assert len(server.complaints) == 4
    assert server.changes == []


async def test_what_only_the_server_has_is_not_found_in_the_document() -> None:
    """The other way round."""
    document = PaySuper()
    product_id = document.product("game", "Game", published=True).product_id
    async with merchant_of(document) as merchant:
        answers = [
            await merchant.send("GET", KEY_PRODUCTS),
            await merchant.http.get(f"/auth/api/v1/key-products/{product_id}"),
        ]
    assert {answer.status_code for answer in answers} == {404}
    assert document.complaints == [
        f"unknown: GET {KEY_PRODUCTS} is not in the document",
        f"unknown: GET /auth/api/v1/key-products/{product_id} is not in the document",
    ]


async def test_images_are_a_cover() -> None:
    """Images of the document are ignored; the public sees the cover."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        product_id = await merchant.made(cover=COVER, images=["https://game.example/2.png"])
        body = (await merchant.publish(product_id)).json()
        assert body["cover"] == COVER
        assert "images" not in body
        public = (await merchant.public(product_id)).json()
        assert public["images"] == ["https://game.example/1.png"]
    assert server.complaints == ["create: images is not in the document"]


WRONG_COVERS: list[Any] = [
    None,
    {"images": COVER["images"]},
    COVER | {"use_one_for_all": "yes"},
    COVER | {"images": ["https://game.example/1.png"]},
    COVER | {"images": {"en": "1.png"}},
]


async def test_a_wrong_cover_is_refused() -> None:
    """Both of its fields are needed, with links by language."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        for cover in WRONG_COVERS:
            assert await merchant.refusal(cover=cover) == (400, "ma000002")
            assert server.complaints == ["create: cover must be a cover"]
            server.complaints.clear()


async def test_the_public_view_is_behind_the_check_of_the_user() -> None:
    """Without a token it is 401 without a code, as on the admin calls."""
    server = PaySuper(dialect="server")
    product_id = server.product("game", "Game", published=True).product_id
    async with merchant_of(server) as merchant:
        assert (await merchant.public(product_id)).status_code == 200
        for header in ("", "Bearer somebody-elses-token"):
            merchant.authorization = header
            answer = await merchant.public(product_id)
            assert (answer.status_code, set(answer.json())) == (401, {"message"})


async def test_what_is_not_on_sale_is_answered_as_if_it_could_not_be_read() -> None:
    """With the code of a failed query, and status 400."""
    server = PaySuper(dialect="server")
    product_id = server.product("game", "Game").product_id
    async with merchant_of(server) as merchant:
        answer = await merchant.public(product_id)
    assert (answer.status_code, answer.json()["code"]) == (400, "kp000012")


async def test_pricing_is_required_and_metadata_is_of_texts() -> None:
    """The document asks for neither."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        answer = await merchant.send("POST", KEY_PRODUCTS, without(GAME, "pricing"))
        assert (answer.status_code, answer.json()["code"]) == (400, "ma000002")
        assert await merchant.refusal(metadata={"shelf": 7}) == (400, "ma000002")
    assert server.products == []


async def test_filters_are_patterns() -> None:
    """In whatever case; one that is none is the server's own fault."""
    server = PaySuper(dialect="server")
    server.product("gta_3", "GTA 3")
    async with merchant_of(server) as merchant:
        for name, count in (("g.A", 1), ("^3", 0), ("a 3$", 1)):
            assert (await merchant.list(name=name)).json()["count"] == count
        answer = await merchant.list(name="(")
        assert (answer.status_code, answer.json()["code"]) == (500, "kp000018")


async def test_an_update_needs_the_products_own_sku() -> None:
    """Left out is a mistake, changed is refused."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        product_id = await merchant.made()
        missing = await merchant.update(product_id, without(GAME, "sku"))
        changed = await merchant.update(product_id, GAME | {"sku": "another"})
    assert (missing.status_code, missing.json()["code"]) == (400, "ma000002")
    assert (changed.status_code, changed.json()["code"]) == (400, "kp000003")
    assert server.complaints == ["update: sku is missing"]


NO_IDS: list[str] = ["5be2e16701d96d00012d26c", "5be2e16701d96d00012d26cg", "x"]


async def test_ids_are_24_hex_digits() -> None:
    """In path, query and body."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        for wrong in NO_IDS:
            answers = {
                "get": await merchant.get(wrong),
                "update": await merchant.update(wrong, GAME),
                "publish": await merchant.publish(wrong),
                "delete": await merchant.delete(wrong),
                "public": await merchant.public(wrong),
                "create": await merchant.create(project_id=wrong),
                "list": await merchant.list(project_id=wrong),
            }
            codes = {endpoint: answer.json()["code"] for endpoint, answer in answers.items()}
            assert codes == dict.fromkeys(answers, "ma000002") | {"list": "ma000023"}
            assert {answer.status_code for answer in answers.values()} == {400}
            assert [text.partition(":")[0] for text in server.complaints] == [*answers]
            server.complaints.clear()


async def test_a_sku_has_at_most_255_characters() -> None:
    """The document has no limit."""
    server, document = PaySuper(dialect="server"), PaySuper()
    async with merchant_of(server) as merchant:
        assert await merchant.refusal(sku="s" * 256) == (400, "ma000002")
        await merchant.made(sku="s" * 255)
    async with merchant_of(document) as merchant:
        await merchant.made(sku="s" * 256)
    assert server.complaints == ["create: sku must be a string of at most 255"]


@pytest.mark.parametrize("dialect", ["document", "server"])
async def test_object_is_required_and_currencies_have_either_case(dialect: Any) -> None:
    """The document omits the one in its examples, and disagrees with itself on the other."""
    paysuper = PaySuper(dialect=dialect)
    async with merchant_of(paysuper) as merchant:
        answer = await merchant.send("POST", KEY_PRODUCTS, without(GAME, "object"))
        assert (answer.status_code, answer.json()["code"]) == (400, "ma000002")
        await merchant.made(default_currency="usd")
    assert paysuper.complaints == ["create: object is missing"]
