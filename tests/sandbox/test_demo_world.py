"""The demo's made-up business, reached by its settings alone."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from sandbox.demo_world import DemoWorld
from tests.sandbox.plain_http import plain_http


@pytest.fixture
async def demo() -> AsyncIterator[DemoWorld]:
    """A running world without the web chat."""
    world = DemoWorld()
    await world.start(web_port=None)
    yield world
    await world.stop()


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who calls addresses."""
    async with plain_http() as client:
        yield client


async def test_telegram_is_reached_by_the_settings(
    demo: DemoWorld, http: httpx.AsyncClient
) -> None:
    """The token opens it, and both groups tell of the bot's coming."""
    settings = demo.settings()
    bot = f"{settings['KEYDESK_TELEGRAM_API']}/bot{settings['KEYDESK_BOT_TOKEN']}"
    me = (await http.get(f"{bot}/getMe")).json()["result"]
    assert me["username"] == demo.world.bot.username
    updates = (await http.get(f"{bot}/getUpdates")).json()["result"]
    told = [u["my_chat_member"]["chat"]["title"] for u in updates if "my_chat_member" in u]
    assert told == ["Support desk", "Managers"]
    assert settings["KEYDESK_OWNERS"] == str(demo.olga.id)


async def test_people_are_in_their_chats(demo: DemoWorld) -> None:
    """Customers and the stranger are in none."""
    members = {
        chat.title: {person.first_name for person in demo.world.people if chat.has(person)}
        for chat in (demo.support_desk, demo.managers)
    }
    assert members == {"Support desk": {"Olga", "Max", "Sam"}, "Managers": {"Olga", "Max"}}
    assert [person.first_name for person in (demo.cara, demo.carl, demo.stan)] == [
        "Cara",
        "Carl",
        "Stan",
    ]


async def test_every_codegames_entry_of_the_catalog_is_on_sale(
    demo: DemoWorld, http: httpx.AsyncClient
) -> None:
    """One is out of stock, one has a single key, the others have more."""
    settings = demo.settings()
    base = settings["KEYDESK_CODEGAMES__BASE_URL"]
    login = {
        "login": settings["KEYDESK_CODEGAMES__LOGIN"],
        "password": settings["KEYDESK_CODEGAMES__PASSWORD"],
    }
    token = (await http.post(f"{base}/api/v1/auth/sign-in", json=login)).json()["token"]
    headers = {"Authorization": f"{settings['KEYDESK_CODEGAMES__AUTH_SCHEME']} {token}"}
    stocks: Counter[Any] = Counter()
    entries = [entry for entry in demo.catalog if entry.provider == "codegames"]
    for entry in entries:
        answer = await http.post(
            f"{base}/api/v1/partner/product-offers/check",
            json={"id": entry.external_id, "currency": entry.currency},
            headers=headers,
        )
        body = answer.json()
        stocks[body.get("count", body.get("code"))] += 1
        assert body.get("price", 1) > 0
    assert len({entry.name for entry in entries}) == len(entries) >= 12
    assert (stocks["PRODUCT_OFFER_OUT_OF_STOCK"], stocks[1]) == (1, 1)
    assert demo.complaints == []


async def test_every_hype_entry_of_the_catalog_is_in_its_tree(
    demo: DemoWorld, http: httpx.AsyncClient
) -> None:
    """With a price in the currency of the offer; one product is sold by CodeGames as well."""
    settings = demo.settings()
    base = settings["KEYDESK_HYPE__BASE_URL"]
    who = {
        "identifier": settings["KEYDESK_HYPE__IDENTIFIER"],
        "secret": settings["KEYDESK_HYPE__SECRET"],
    }
    token = (await http.post(f"{base}/auth", json=who)).json()["accessToken"]
    tree = await http.get(
        f"{base}/catalog",
        params={"country": "BR", "currency": "BRL", "language": "pt-BR"},
        headers={"Authorization": f"Bearer {token}"},
    )
    products = {str(product["id"]): product for product in _products(tree.json())}
    entries = [entry for entry in demo.catalog if entry.provider == "hype"]
    for entry in entries:
        product = products[entry.external_id]
        assert (product["salesCurrencyCode"], product["salesPrice"] > 0) == (entry.currency, True)
    others = {entry.name for entry in demo.catalog if entry.provider == "codegames"}
    assert {entry.name for entry in entries} & others == {"GTA V"}
    assert demo.complaints == []


async def test_the_game_platform_knows_two_accounts(
    demo: DemoWorld, http: httpx.AsyncClient
) -> None:
    """Reached and signed for by the settings."""
    settings = demo.settings()
    asked = {
        "contentProviderId": settings["KEYDESK_OPENAPIGAMES__CONTENT_PROVIDER_ID"],
        "clientId": settings["KEYDESK_OPENAPIGAMES__CLIENT_ID"],
        "accounts": [],
    }
    raw = json.dumps(asked).encode()
    secret = settings["KEYDESK_OPENAPIGAMES__SECRET"].encode()
    sign = hashlib.md5(raw + secret, usedforsecurity=False).hexdigest()
    answer = await http.post(
        f"{settings['KEYDESK_OPENAPIGAMES__BASE_URL']}/open-api-games/v1/accounts",
        content=raw,
        headers={"Sign": sign, "Content-Type": "application/json"},
    )
    assert [each["royaltyPercent"] for each in answer.json()["accounts"]] == [1250, 900]
    assert demo.complaints == []


def _products(collections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for collection in collections:
        yield from collection["products"]
        yield from _products(collection["collections"])


async def test_both_apps_have_players_in_every_state(
    demo: DemoWorld, http: httpx.AsyncClient
) -> None:
    """Found by app id and secret key out of the settings."""
    settings = demo.settings()
    apps = json.loads(settings["KEYDESK_GAMEBASE__APPS"])
    assert apps.keys() == {"puzzle", "racing"}
    states: dict[str, set[str]] = {"puzzle": set(), "racing": set()}
    for player in demo.players:
        app = apps[player.app]
        answer = await http.get(
            f"{settings['KEYDESK_GAMEBASE__BASE_URL']}/tcgb-member/v1.2/apps/{app['app_id']}"
            f"/members/{player.user_id}",
            headers={"X-Secret-Key": app["secret_key"], "Content-Type": "application/json"},
        )
        member = answer.json()["member"]
        assert member["valid"] == player.valid
        states[player.app].add(member["valid"])
    assert states == {"puzzle": {"Y", "D", "B", "M"}, "racing": {"Y", "D", "B", "M"}}
    assert demo.complaints == []


async def test_complaints_of_all_stand_ins_come_together(
    demo: DemoWorld, http: httpx.AsyncClient
) -> None:
    """A wrong address is noted wherever it was called."""
    settings = demo.settings()
    for name in ("KEYDESK_CODEGAMES__BASE_URL", "KEYDESK_GAMEBASE__BASE_URL"):
        await http.get(f"{settings[name]}/nowhere")
    assert demo.complaints == ["unknown: GET /nowhere is not in the document"] * 2


async def test_the_web_chat_starts_and_stops_with_the_rest(http: httpx.AsyncClient) -> None:
    """After the stop no port answers; a second stop does nothing, a second start works."""
    demo = DemoWorld()
    for _ in range(2):
        address = await demo.start(web_port=0)
        bases = [address, *(value for value in demo.settings().values() if "://" in value)]
        assert len(bases) == 2 + len(demo.providers)
        for base in bases:
            await http.get(base)
        assert (await http.get(address)).status_code == 200
        await demo.stop()
        await demo.stop()
        for base in bases:
            with pytest.raises(httpx.ConnectError):
                await http.get(base)


async def test_a_taken_port_leaves_nothing_running(http: httpx.AsyncClient) -> None:
    """The error comes through and what had been started is stopped."""
    taken = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    demo = DemoWorld()
    with pytest.raises(OSError, match="address already in use"):
        await demo.start(web_port=taken.sockets[0].getsockname()[1])
    for value in demo.settings().values():
        if "://" in value:
            with pytest.raises(httpx.ConnectError):
                await http.get(value)
    taken.close()
    await taken.wait_closed()


def test_there_are_no_settings_before_the_start() -> None:
    """Nothing listens yet."""
    with pytest.raises(RuntimeError, match="never started"):
        DemoWorld().settings()
