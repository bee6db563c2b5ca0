"""The open-api-games stand-in: its endpoint for accounts, and the launches it asks for."""

import asyncio
import json
from typing import Any, Literal

from aiohttp import web

from sandbox.faults import Fault, Sleep
from sandbox.openapigames.accounts import Account, Accounts, Change
from sandbox.openapigames.errors import RefusalError, envelope
from sandbox.openapigames.launching import Launch, LaunchAnswer, post
from sandbox.openapigames.placeholders import filled, values_for
from sandbox.openapigames.requests import read
from sandbox.openapigames.shapes import BY_API
from sandbox.openapigames.signs import Secrets, sign_of
from sandbox.standin import Clock, StandIn, utc_now

PATH = "/open-api-games/v1/accounts"


class OpenApiGames(StandIn):
    """The game platform (FACTS 3.1, ``accounts``) and its call to a provider (3.2, ``launch``).

    What the document leaves open is set here: ``error_status`` (HTTP status of a refusal),
    ``ids_as``, ``empty_answers`` (adding and changing answer ``accounts: []``, as its example
    does, and only a list shows the new id), ``needs_client_id`` (its first example has none).
    Assumed (FACTS 3.1): an id other than 0 replaces that account, ``accounts: []`` lists all.
    A refusal's code is the document's; faults do not apply to ``launch``, gates do.
    """

    def __init__(
        self,
        *,
        secret: str = "secret",  # noqa: S107 - the document's own example
        content_provider_id: str = "1ef438b4-9b66-412e-bad0-b61e2b38b8fa",
        client_id: str = "keydesk",
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        error_status: int = 200,
        ids_as: Literal["text", "number"] = "text",
        empty_answers: bool = False,
        needs_client_id: bool = False,
        launch_seconds: float = 30,
    ) -> None:
        super().__init__(clock=clock, sleep=sleep)
        self.content_provider_id = content_provider_id
        self.client_id = client_id
        self.error_status = error_status
        self.ids_as = ids_as
        self.empty_answers = empty_answers
        self.needs_client_id = needs_client_id
        self.launch_seconds = launch_seconds
        self.launches: list[Launch] = []
        self._secrets = Secrets(secret)
        self._accounts = Accounts(clock)

    @property
    def secret(self) -> str:
        """The secret in force."""
        return self._secrets.current

    @property
    def accounts(self) -> list[Account]:
        """Every account, oldest first."""
        return list(self._accounts.by_id.values())

    @property
    def changes(self) -> list[Change]:
        """Every effect of a request, in order; what ``account`` does is not among them."""
        return self._accounts.changes

    def account(self, game_embed_url: str, **fields: Any) -> Account:
        """Put up an account behind the API's back, with fields by their names in the document."""
        return self._accounts.add({"royaltyPercent": 100, **fields, "gameEmbedUrl": game_embed_url})

    def change_secret(self, secret: str) -> None:
        """Accept only this one from now on, and sign launches with it."""
        self._secrets.change(secret)

    def sign(self, raw: bytes) -> str:
        """Sign these bytes with the secret in force."""
        return sign_of(raw, self.secret)

    def embed_url(self, account_id: str | int, **values: str) -> str:
        """The game's link as the platform itself makes it; KeyError if there is no such account.

        ``values`` are by the names of placeholders, and ValueError if one is none.
        """
        account = self._accounts.by_id[str(account_id)]
        return filled(account.game_embed_url, values_for(account.account_id, values))

    async def launch(self, account_id: str | int, **values: str) -> LaunchAnswer:
        """Ask the provider for the game's link, as when a player starts it (FACTS 3.2).

        ``values`` are by the names of placeholders; those not given are a sample player's. A
        signed answer other than the documented one is a complaint. KeyError if there is no such
        account, ValueError if it is not GLM_API, aiohttp.ClientError or TimeoutError if nobody
        answers.
        """
        account = self._accounts.by_id[str(account_id)]
        raw = json.dumps(values_for(account.account_id, values)).encode()
        answer = await self.launch_raw(account_id, raw, self.sign(raw))
        for text in answer.mistakes():
            self.complain("launch", text)
        return answer

    async def launch_raw(self, account_id: str | int, raw: bytes, sign: str | None) -> LaunchAnswer:
        """Call like ``launch``, but with these bytes and this Sign, right or wrong; None for none.

        Nothing is complained of.
        """
        account = self._accounts.by_id[str(account_id)]
        if account.launch_method != BY_API:
            raise ValueError(f"{account.account_id} is {account.launch_method}")
        params = {"accountId": account.account_id, "raw": raw, "sign": sign}
        await self._gates.hold("launch", "before", params)
        answer = await post(account.launch_api_url, raw, sign, self.launch_seconds)
        self.launches.append(Launch(account.account_id, account.launch_api_url, raw, sign, answer))
        await self._gates.hold("launch", "after", params)
        return answer

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the endpoint on the router."""
        router.add_post(PATH, self._handle)

    def refuse(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer with the fault's code."""
        return self._refusal(RefusalError(str(fault.code), fault.description))

    def not_found(self, request: web.Request) -> web.Response:
        """Answer 404; the document has nothing on it."""
        return web.Response(status=404, text="Not Found")

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        reading = await read(request, self._secrets)
        for text in reading.complaints:
            self.complain("accounts", text)

        async def answer() -> web.Response:
            try:
                if reading.refused is not None:
                    raise reading.refused
                return web.json_response(self._write(reading.body))
            except RefusalError as refused:
                return self._refusal(refused)

        return await self.serve("accounts", request, reading.body, reading.body, answer)

    def _write(self, body: dict[str, Any]) -> dict[str, Any]:
        """Answer the body of a request that keeps to the document."""
        if body["contentProviderId"] != self.content_provider_id:
            raise RefusalError("INVALID_BODY", "contentProviderId is unknown")  # it has no code
        client_id = body.get("clientId", None if self.needs_client_id else self.client_id)
        if client_id != self.client_id:
            raise RefusalError("INVALID_CLIENT_ID")
        listing = not body["accounts"]
        shown = self.accounts if listing else self._accounts.write(body["accounts"])
        if self.empty_answers and not listing:
            shown = []
        as_number = self.ids_as == "number"
        return envelope("NO_ERROR", [each.written(number=as_number) for each in shown])

    def _refusal(self, refused: RefusalError) -> web.Response:
        body = envelope(refused.code, [], refused.detail)
        return web.json_response(body, status=self.error_status)
