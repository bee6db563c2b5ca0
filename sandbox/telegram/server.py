"""The Bot API over HTTP: addresses, the envelope, faults and the record of calls."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.faults import Fault, answer_with
from sandbox.http import LocalServer

from .calls import Call
from .changes import Change
from .errors import ApiError, Complaint
from .methods import METHODS, Method
from .params import Params, decode
from .requests import read_params
from .webhook import Webhook, WebhookSender
from .world import World

LARGEST_REQUEST = 60 * 1024 * 1024


class TelegramServer:
    """Serves a world at ``{base}/bot{token}/{method}`` and ``{base}/file/bot{token}/{path}``."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._server = LocalServer(self._build)
        self._sender: WebhookSender | None = None
        self._sending: Webhook | None = None

    @property
    def base_url(self) -> str:
        """Where it listens; RuntimeError before a start."""
        return self._server.base_url

    async def start(self, port: int = 0) -> str:
        """Listen and return the base URL; port 0 takes a free one."""
        base_url = await self._server.start(port)
        await self._follow_webhook()
        return base_url

    async def stop(self) -> None:
        """Hang up on everyone; the world stays, and can be served again."""
        if self._sender is not None:
            await self._sender.stop()
            self._sender = self._sending = None
        await self._server.stop()

    def _build(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.*}", self._download)
        app.router.add_route("*", "/{rest:.*}", self._nothing)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _refusal(ApiError(401, "Unauthorized"))
        method = METHODS.find(request.match_info["method"])
        if method is None:
            self.world.complaints.append(f"no method {request.match_info['method']!r} here")
            return _refusal(ApiError(404, "Not Found: method not found"))
        try:
            raw = await read_params(request)
        except ApiError as error:
            return _refusal(error)
        call = self._note(method, raw)
        try:
            call.params = decode(method.name, raw, method.fields)
        except ApiError as error:
            return self._refused(call, error)
        fault = self.world.faults.take(method.name, call.params)

        async def act() -> web.Response:
            return await self._act(method, call)

        def refuse(fault: Fault) -> web.Response:
            wait = {"retry_after": int(fault.seconds)} if fault.seconds else {}
            return self._refused(call, ApiError(int(fault.code), fault.description, wait))

        return await answer_with(fault, request, act, refuse)

    def _note(self, method: Method, raw: Params) -> Call:
        call = Call(method.name, dict(raw), self.world.clock())
        self.world.calls.append(call)
        self.world.hub.publish(Change("call"))
        return call

    async def _act(self, method: Method, call: Call) -> web.Response:
        try:
            call.result = await method.handler(self.world, call.params)
        except ApiError as error:
            return self._refused(call, error)
        call.ok = True
        await self._follow_webhook()
        self.world.hub.publish(Change("call"))
        return web.json_response({"ok": True, "result": call.result})

    def _refused(self, call: Call, error: ApiError) -> web.Response:
        call.error = error.description
        if isinstance(error, Complaint):
            self.world.complaints.append(f"{call.method}: {error.text}")
        self.world.hub.publish(Change("call"))
        return _refusal(error)

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.world.token:
            return _refusal(ApiError(401, "Unauthorized"))
        stored = self.world.files.by_path(request.match_info["path"])
        if stored is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _nothing(self, request: web.Request) -> web.Response:
        return _refusal(ApiError(404, "Not Found"))

    async def _follow_webhook(self) -> None:
        """Start or end posting when the webhook was set or deleted."""
        wanted = self.world.webhook
        if wanted is self._sending:
            return
        if self._sender is not None:
            await self._sender.stop()
            self._sender = None
        self._sending = wanted
        if wanted is not None:
            updates, now = self.world.updates, self.world.timestamp
            self._sender = WebhookSender(wanted, updates, self._reply, now)

    async def _reply(self, called: Mapping[str, Any]) -> None:
        """A method call in a webhook's answer; what comes of it the bot does not learn."""
        method = METHODS.find(str(called["method"]))
        if method is None:
            self.world.complaints.append(f"no method {called['method']!r} here")
            return
        raw: Params = {name: value for name, value in called.items() if name != "method"}
        call = self._note(method, raw)
        try:
            call.params = decode(method.name, raw, method.fields)
        except ApiError as error:
            self._refused(call, error)
            return
        await self._act(method, call)


def _refusal(error: ApiError) -> web.Response:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    headers = {}
    if error.parameters:
        body["parameters"] = error.parameters
    if "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.json_response(body, status=error.code, headers=headers)
