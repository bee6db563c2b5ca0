"""What the PaySuper stand-in holds against a request that is not as documented."""

from typing import Any

from sandbox.paysuper import PaySuper
from tests.sandbox.providers.paysuper_merchant import (
    EUROS,
    GAME,
    KEY_PRODUCTS,
    STEAM,
    Merchant,
    merchant_of,
    without,
)

IMAGE = "https://game.example/1.png"


WRONG_FIELDS: list[tuple[dict[str, Any], str, str]] = [
    ({"project_id": 7}, "ma000002", "project_id must be a string"),
    ({"object": ""}, "ma000002", "object must be a string"),
    ({"sku": None}, "ma000002", "sku must be a string"),
    ({"name": "Game"}, "ma000002", "name must be a map of locale to string"),
    ({"name": {"en": 1}}, "ma000002", "name must be a map of locale to string"),
    (
        {"name": {"en": "G", "English": "G"}},
        "ma000002",
        "name must be a map of locale to string",
    ),
    ({"name": {}}, "kp000004", "name has no text for en"),
    ({"name": {"ru": "Игра"}}, "kp000004", "name has no text for en"),
    ({"description": {"en": ""}}, "kp000005", "description has no text for en"),
    (
        {"long_description": []},
        "ma000002",
        "long_description must be a map of locale to string",
    ),
    ({"default_currency": "$"}, "ma000002", "default_currency must be a currency of ISO 4217"),
    ({"images": IMAGE}, "ma000002", "images must be a list of URLs"),
    ({"images": [IMAGE, "1.png"]}, "ma000002", "images must be a list of URLs"),
    ({"url": "game.example"}, "ma000002", "url must be a URL"),
    ({"metadata": ["a"]}, "ma000002", "metadata must be a JSON object"),
    ({"pricing": "free"}, "ma000002", "pricing must be a pricing mode"),
]


async def test_a_wrong_field_is_refused_on_create_and_update() -> None:
    """And complained of; nothing changes."""
    paysuper = PaySuper()
    product_id = paysuper.product("there", "There").product_id
    async with merchant_of(paysuper) as merchant:
        for change, code, complaint in WRONG_FIELDS:
            answers = {"create": await merchant.create(**change)}
            if "sku" not in change:
                answers["update"] = await merchant.update(product_id, without(GAME, "sku") | change)
            for answer in answers.values():
                assert (answer.status_code, answer.json()["code"]) == (400, code)
                assert answer.json()["details"] == complaint
            assert paysuper.complaints == [f"{endpoint}: {complaint}" for endpoint in answers]
            assert paysuper.changes == []
            paysuper.complaints.clear()


WRONG_PLATFORMS: list[tuple[Any, str]] = [
    ("steam", "platform must be a JSON object"),
    (without(STEAM, "prices"), "platform.prices is missing"),
    (STEAM | {"id": 1}, "platform.id must be a string"),
    (STEAM | {"name": ""}, "platform.name must be a string"),
    (STEAM | {"prices": EUROS}, "platform.prices must be a list of prices"),
    (STEAM | {"prices": [EUROS, "7"]}, "platform.prices[1] must be an object"),
    (
        STEAM | {"prices": [EUROS | {"amount": "29.99"}]},
        "platform.prices[0].amount must be a number not below zero",
    ),
    (
        STEAM | {"prices": [EUROS | {"amount": -1}]},
        "platform.prices[0].amount must be a number not below zero",
    ),
    (
        STEAM | {"prices": [EUROS | {"currency": "eur"}]},
        "platform.prices[0].currency must be a currency of ISO 4217",
    ),
    (
        STEAM | {"prices": [without(EUROS, "region")]},
        "platform.prices[0].region is missing",
    ),
]


async def test_a_wrong_platform_is_refused() -> None:
    """With the place of the mistake."""
    paysuper = PaySuper()
    product_id = paysuper.product("there", "There").product_id
    async with merchant_of(paysuper) as merchant:
        for platform, complaint in WRONG_PLATFORMS:
            path = f"{KEY_PRODUCTS}/{product_id}/platforms"
            answer = await merchant.send("POST", path, {"platform": platform})
            assert (answer.status_code, answer.json()["code"]) == (400, "ma000002")
            assert paysuper.complaints == [f"add_platform: {complaint}"]
            assert paysuper.changes == []
            paysuper.complaints.clear()


async def test_the_servers_platforms_are_checked_as_deeply() -> None:
    """Each by its place in the list."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        answer = await merchant.create(platforms=[STEAM, 7, STEAM | {"id": ""}])
    assert answer.json()["details"] == (
        "platforms[1] must be an object; platforms[2].id must be a string"
    )


WRONG_QUERIES: list[tuple[dict[str, str], str]] = [
    ({"limit": "ten"}, "limit must be a number"),
    ({"offset": "-1"}, "offset must be a number"),
    ({"pricing": "free"}, "pricing must be a pricing mode"),
    ({"name": ""}, "name must be a string"),
]


async def test_a_wrong_query_is_refused() -> None:
    """With the code for request parameters."""
    paysuper = PaySuper()
    async with merchant_of(paysuper) as merchant:
        for query, complaint in WRONG_QUERIES:
            answer = await merchant.list(**query)
            public = await merchant.public("x", country="USA", currency="usd")
            assert (answer.status_code, answer.json()["code"]) == (400, "ma000023")
            assert (public.status_code, public.json()["code"]) == (400, "ma000023")
            assert paysuper.complaints == [
                f"list: {complaint}",
                "public: country must be a country of ISO 3166; currency must be a currency of ISO 4217",
            ]
            paysuper.complaints.clear()


async def test_what_the_document_does_not_have_is_complained_of_but_served() -> None:
    """Unknown fields however deep, unknown or repeated queries, a body where none belongs."""
    paysuper = PaySuper()
    async with merchant_of(paysuper) as merchant:
        product_id = await merchant.made(enabled=True)
        odd = STEAM | {"count": 1, "prices": [EUROS | {"is_fallback": False}]}
        answers = [
            await merchant.add_platform(product_id, odd),
            await merchant.send("GET", f"{merchant.list_path}?limit=1&limit=1&page=2"),
            await merchant.send("POST", f"{KEY_PRODUCTS}/{product_id}/publish", {}),
        ]
    assert {answer.status_code for answer in answers} == {200}
    assert paysuper.products[0].enabled
    assert paysuper.complaints == [
        "create: enabled is not in the document",
        "add_platform: platform.count is not in the document",
        "add_platform: platform.prices[0].is_fallback is not in the document",
        "list: page is not in the document",
        "list: limit is given more than once",
        "publish: the document has no body here",
    ]


NO_JSON: list[tuple[str, bytes, str]] = [
    ("text/plain", b"{}", "Content-Type is text/plain, not application/json"),
    ("application/json", b"[]", "the body is not a JSON object"),
    ("application/json", b"{", "the body is not JSON"),
    ("application/json", b'{"a": NaN}', "the body is not JSON"),
    ("application/json", b'{"a": 1e999}', "the body is not JSON"),
    ("application/json", b"\xff", "the body is not JSON"),
]


async def test_a_body_is_json() -> None:
    """And says so."""
    paysuper = PaySuper()
    async with merchant_of(paysuper) as merchant:
        for content_type, content, complaint in NO_JSON:
            headers = {"Authorization": merchant.authorization, "Content-Type": content_type}
            answer = await merchant.http.post(KEY_PRODUCTS, content=content, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (400, "ma000023")
            assert paysuper.complaints == [f"create: {complaint}"]
            paysuper.complaints.clear()


HEADERS: list[tuple[str, str | None]] = [
    ("", "the Authorization header is missing"),
    ("paysuper-merchant-token", "the Authorization header is not 'Bearer <token>'"),
    ("Token paysuper-merchant-token", "the Authorization header is not 'Bearer <token>'"),
    ("Bearer short", "the Authorization header is not 'Bearer <token>'"),
    ("Bearer of-another-merchant", None),
]


async def test_admin_calls_need_the_token() -> None:
    """401 comes without a code and nothing is done; a token of yesterday is no mistake in form."""
    paysuper = PaySuper()
    product_id = paysuper.product("there", "There").product_id
    async with merchant_of(paysuper) as merchant:
        for header, complaint in HEADERS:
            merchant.authorization = header
            answers = without(await merchant.each_endpoint(product_id, "new"), "public")
            for answer in answers.values():
                assert answer.status_code == 401
                assert answer.json().keys() == {"message"}
            assert paysuper.changes == []
            expected = [f"{endpoint}: {complaint}" for endpoint in answers] if complaint else []
            assert paysuper.complaints == expected
            paysuper.complaints.clear()


async def test_a_token_can_be_changed_while_it_runs() -> None:
    """The old one is worthless then."""
    paysuper = PaySuper()

    async def status(merchant: Merchant) -> int:
        return (await merchant.platforms()).status_code

    async with merchant_of(paysuper) as merchant:
        assert await status(merchant) == 200
        paysuper.token = "the-token-of-tomorrow"
        assert await status(merchant) == 401
        merchant.authorization = "Bearer the-token-of-tomorrow"
        assert await status(merchant) == 200
    assert paysuper.complaints == []
