"""The made-up business of the demo: its people and chats, its providers, and the web chat."""

import json
import secrets
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import NamedTuple

from sandbox.codegames import CodeGames
from sandbox.demo_games import furnish
from sandbox.demo_goods import GOODS
from sandbox.demo_players import APP_IDS, PLAYERS, App, register
from sandbox.demo_products import put_on_shelf
from sandbox.demo_terms import agree
from sandbox.demo_vouchers import CURRENCY, IN_CATALOG, stock_up
from sandbox.gamebase import Gamebase
from sandbox.hype import Hype
from sandbox.openapigames import OpenApiGames
from sandbox.paysuper import EXAMPLE_PROJECT, PaySuper
from sandbox.standin import Clock, StandIn, utc_now
from sandbox.telegram import Rates, TelegramServer, World
from sandbox.web import GuideStep, WebChat


class CatalogEntry(NamedTuple):
    """A product the desk would have in its catalog, with the offer behind it."""

    name: str
    provider: str
    external_id: str
    currency: str


class DemoWorld:
    """Everything around the bot, stood in for on 127.0.0.1; nothing real is contacted.

    Nobody has pressed Start yet, and both groups have told the bot that it was brought in. Set
    ``guide`` before the start to give the web chat its "Try this".
    """

    def __init__(self, *, rates: Rates | None = None, clock: Clock = utc_now) -> None:
        self.world = World(rates=rates, clock=clock)
        self.olga = self.world.person("Olga Owner", username="olga")
        self.max = self.world.person("Max Manager", username="max")
        self.sam = self.world.person("Sam Support", username="sam")
        self.cara = self.world.person("Cara Customer", username="cara")
        self.carl = self.world.person("Carl Customer", username=None)
        self.stan = self.world.person("Stan Stranger", username="stan")
        self.support_desk = self.world.group("Support desk", [self.olga, self.max, self.sam])
        self.managers = self.world.group("Managers", [self.olga, self.max])

        self.codegames = CodeGames(
            login="keydesk-demo", password=secrets.token_urlsafe(12), clock=clock
        )
        for goods in GOODS:
            self.codegames.offer(
                goods.external_id, title=goods.name, price=goods.price, stock=goods.stock
            )
        self.catalog = [
            CatalogEntry(goods.name, "codegames", goods.external_id, "KZT") for goods in GOODS
        ]

        self.hype = Hype(identifier="keydesk-demo", secret=secrets.token_urlsafe(12), clock=clock)
        stock_up(self.hype)
        self.catalog += [
            CatalogEntry(name, "hype", external_id, CURRENCY)
            for external_id, name in IN_CATALOG.items()
        ]

        self.openapigames = OpenApiGames(secret=secrets.token_urlsafe(12), clock=clock)
        agree(self.openapigames)

        self.paysuper = PaySuper(token=secrets.token_urlsafe(12), clock=clock)
        put_on_shelf(self.paysuper)

        self.apps = {name: App(name, app_id) for name, app_id in APP_IDS.items()}
        self.players = PLAYERS
        secret_keys = {app.app_id: app.secret_key for app in self.apps.values()}
        self.gamebase = Gamebase(apps=secret_keys, clock=clock)
        register(self.gamebase, self.apps, clock())
        furnish(self.gamebase, self.apps, clock())

        self.providers: tuple[StandIn, ...] = (
            self.codegames,
            self.gamebase,
            self.hype,
            self.openapigames,
            self.paysuper,
        )
        self.guide: Sequence[GuideStep] = ()
        self.telegram = TelegramServer(self.world)
        self.web: WebChat | None = None
        self._running = AsyncExitStack()

    @property
    def complaints(self) -> list[str]:
        """What any of the stand-ins found wrong with the bot's requests; tests want none."""
        found = list(self.world.complaints)
        for provider in self.providers:
            found += provider.complaints
        return found

    async def start(self, web_port: int | None = 8080) -> str:
        """Start all of it, each on a free port, and return the web chat's address.

        The web chat takes ``web_port``, or stays off if that is None (and the address is empty).
        OSError if the port is taken; nothing is left running then.
        """
        async with AsyncExitStack() as started:
            await self.telegram.start(port=0)
            started.push_async_callback(self.telegram.stop)
            for provider in self.providers:
                await provider.start(port=0)
                started.push_async_callback(provider.stop)
            address = ""
            if web_port is not None:
                self.web = WebChat(self.world, hints=self._parts(), guide=self.guide)
                address = await self.web.start(port=web_port)
                started.push_async_callback(self.web.stop)
            self._running = started.pop_all()
        return address

    async def stop(self) -> None:
        """Stop all that was started; calling it again does nothing."""
        await self._running.aclose()

    def settings(self) -> dict[str, str]:
        """Return the environment that points a bot here; RuntimeError before the start."""
        apps = {
            name: {"app_id": app.app_id, "secret_key": app.secret_key}
            for name, app in self.apps.items()
        }
        return {
            "KEYDESK_BOT_TOKEN": self.world.token,
            "KEYDESK_TELEGRAM_API": self.telegram.base_url,
            "KEYDESK_OWNERS": str(self.olga.id),
            "KEYDESK_CODEGAMES__BASE_URL": self.codegames.base_url,
            "KEYDESK_CODEGAMES__LOGIN": self.codegames.login,
            "KEYDESK_CODEGAMES__PASSWORD": self.codegames.password,
            "KEYDESK_CODEGAMES__AUTH_SCHEME": "Bearer",
            "KEYDESK_GAMEBASE__BASE_URL": self.gamebase.base_url,
            "KEYDESK_GAMEBASE__APPS": json.dumps(apps),
            "KEYDESK_PAYSUPER__BASE_URL": self.paysuper.base_url,
            "KEYDESK_PAYSUPER__TOKEN": self.paysuper.token,
            "KEYDESK_PAYSUPER__PROJECT_ID": EXAMPLE_PROJECT,
            "KEYDESK_HYPE__BASE_URL": self.hype.base_url,
            "KEYDESK_HYPE__IDENTIFIER": self.hype.identifier,
            "KEYDESK_HYPE__SECRET": self.hype.secret,
            "KEYDESK_OPENAPIGAMES__BASE_URL": self.openapigames.base_url,
            "KEYDESK_OPENAPIGAMES__SECRET": self.openapigames.secret,
            "KEYDESK_OPENAPIGAMES__CONTENT_PROVIDER_ID": self.openapigames.content_provider_id,
            "KEYDESK_OPENAPIGAMES__CLIENT_ID": self.openapigames.client_id,
        }

    def _parts(self) -> dict[int, str]:
        return {
            self.olga.id: "Owner",
            self.max.id: "Manager",
            self.sam.id: "Supporter",
            self.cara.id: "Customer",
            self.carl.id: "Customer",
            self.stan.id: "Stranger",
        }
