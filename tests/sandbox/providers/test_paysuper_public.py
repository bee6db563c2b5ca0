"""The public view: one language, one price a platform."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.paysuper import Dialect, PaySuper
from tests.sandbox.providers.paysuper_merchant import merchant_of

REGIONS = ("USD", "EUR", "GBP", "RUB")


def on_sale(dialect: Dialect = "document", **settings: Any) -> tuple[PaySuper, str]:
    """A product in three languages: Steam in dollars and euros, GOG in dollars alone."""
    paysuper = PaySuper(dialect=dialect, **settings)
    made = paysuper.product(
        "game",
        {"en": "Game", "de": "Spiel", "pt-BR": "Jogo"},
        published=True,
        prices={
            "steam": [("EUR", "EUR", "29.99"), ("USD", "USD", "31")],
            "gog": [("USD", "USD", "30.50")],
        },
    )
    return paysuper, made.product_id


async def prices(paysuper: PaySuper, product_id: str, **query: str) -> dict[str, tuple[Any, ...]]:
    """Amount, currency and whether it is a fallback, by platform."""
    async with merchant_of(paysuper) as merchant:
        body = (await merchant.public(product_id, **query)).json()
    return {
        each["id"]: (
            each["price"]["amount"],
            each["price"]["currency"],
            each["price"]["is_fallback"],
        )
        for each in body["platforms"]
    }


@pytest.mark.parametrize(
    ("query", "steam", "gog"),
    [
        ({}, (31, "USD", False), (30.5, "USD", False)),
        ({"currency": "EUR"}, (29.99, "EUR", False), (30.5, "USD", True)),
        ({"country": "DE"}, (29.99, "EUR", False), (30.5, "USD", True)),
        ({"country": "US"}, (31, "USD", False), (30.5, "USD", False)),
        ({"country": "DE", "currency": "USD"}, (31, "USD", False), (30.5, "USD", False)),
        ({"currency": "GBP"}, (31, "USD", True), (30.5, "USD", True)),
        ({"country": "ZZ"}, (31, "USD", True), (30.5, "USD", True)),
    ],
)
async def test_the_price_is_the_regions_or_a_fallback(
    query: dict[str, str], steam: tuple[Any, ...], gog: tuple[Any, ...]
) -> None:
    """The fallback is in the product's default currency, and is said to be one."""
    paysuper, product_id = on_sale()
    assert await prices(paysuper, product_id, **query) == {"steam": steam, "gog": gog}
    assert paysuper.complaints == []


async def test_the_server_goes_by_the_callers_country_if_nothing_is_asked() -> None:
    """In Germany that means euros; asking prevails."""
    paysuper, product_id = on_sale("server", caller_country="DE")
    assert (await prices(paysuper, product_id))["steam"] == (29.99, "EUR", False)
    assert (await prices(paysuper, product_id, country="US"))["steam"] == (31, "USD", False)
    assert paysuper.complaints == []


@pytest.mark.parametrize("dialect", ["document", "server"])
async def test_of_two_prices_in_the_asked_currency_the_countrys_is_shown(dialect: Dialect) -> None:
    """Where no country is asked for it is the first, wherever the caller is."""
    paysuper = PaySuper(dialect=dialect, caller_country="AM")
    paysuper.regions.countries["AM"] = "CIS"
    tags = {"steam": [("USD", "USD", "30"), ("CIS", "USD", "10")]}
    product_id = paysuper.product("game", "Game", published=True, prices=tags).product_id
    armenia = await prices(paysuper, product_id, country="AM", currency="USD")
    anywhere = await prices(paysuper, product_id, currency="USD")
    assert (armenia["steam"][0], anywhere["steam"][0]) == (10, 30)


LANGUAGES: list[tuple[str, str]] = [
    ("", "Game"),
    ("de", "Spiel"),
    ("de-AT,en;q=0.5", "Spiel"),
    ("en;q=0.2, de;q=0.8", "Spiel"),
    ("pt-br", "Jogo"),
    ("pt", "Game"),
    ("fr;q=x, *", "Game"),
    ("de;q=0", "Game"),
]


async def test_the_language_is_the_headers_or_english() -> None:
    """The document is silent; the server reads Accept-Language."""
    paysuper, product_id = on_sale()
    async with merchant_of(paysuper) as merchant:
        for languages, name in LANGUAGES:
            body = (await merchant.public(product_id, languages)).json()
            assert (body["name"], body["description"], body["long_description"]) == (
                name,
                "A game",
                "",
            )


async def test_what_is_not_on_sale_is_not_shown() -> None:
    """It is refused with its own code, until it is published."""
    paysuper = PaySuper()
    made = paysuper.product("game", "Game")
    async with merchant_of(paysuper) as merchant:
        hidden = await merchant.public(made.product_id)
        assert (hidden.status_code, hidden.json()["code"]) == (400, "kp000023")
        await merchant.publish(made.product_id)
        assert (await merchant.public(made.product_id)).status_code == 200


async def test_a_token_is_not_for_the_public() -> None:
    """It is served all the same."""
    paysuper, product_id = on_sale()
    async with merchant_of(paysuper) as merchant:
        answer = await merchant.send("GET", f"{merchant.public_path}/{product_id}")
    assert answer.status_code == 200
    assert paysuper.complaints == ["public: a token is sent where none is asked for"]


PRICED = st.dictionaries(
    st.sampled_from(["steam", "gog"]), st.lists(st.sampled_from(REGIONS), unique=True)
)


@settings(max_examples=25)
@given(priced=PRICED, default=st.sampled_from(REGIONS), asked=st.sampled_from(REGIONS))
async def test_a_price_is_a_fallback_exactly_if_it_is_not_in_the_asked_currency(
    priced: dict[str, list[str]], default: str, asked: str
) -> None:
    """Every platform with a price has one, in the default currency where that is to be had."""
    paysuper = PaySuper()
    tags = {platform: [(name, name, "10") for name in names] for platform, names in priced.items()}
    made = paysuper.product("game", "Game", default_currency=default, published=True, prices=tags)
    shown = await prices(paysuper, made.product_id, currency=asked)
    assert set(shown) == {platform for platform, names in priced.items() if names}
    for platform, (_, currency, is_fallback) in shown.items():
        assert is_fallback == (asked not in priced[platform])
        if not is_fallback:
            assert currency == asked
        elif default in priced[platform]:
            assert currency == default
