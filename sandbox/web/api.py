"""The page's own JSON API: each address acts as the person it names."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from aiohttp import web

from sandbox.telegram import Chat, Message, Person
from sandbox.telegram.rich import pictures

from .acts import ask_inline, button_at, press
from .desk import Desk
from .guard import Handler, refusal
from .guide import GuideStep
from .lines import Lines
from .views import chat_content, commands, desk_view, inline_view

CHAT = "/api/people/{person:\\d+}/chats/{chat:-?\\d+}"
MESSAGE = CHAT + "/messages/{message:\\w+}"
PNG = b"\x89PNG"


class Api:
    """Answers of the API; what is not there is a 404, what cannot be done a 400."""

    def __init__(
        self, desk: Desk, lines: Lines, hints: Mapping[int, str], guide: Sequence[GuideStep]
    ) -> None:
        self._desk = desk
        self._lines = lines
        self._hints = hints
        self._guide = guide

    def routes(self) -> list[web.RouteDef]:
        """The addresses and what answers there."""
        return [
            web.get("/api/desk", self.desk),
            web.get("/api/people/{person:\\d+}/live", self.live),
            web.post("/api/people/{person:\\d+}/start", self.start),
            web.post("/api/people/{person:\\d+}/block", self.block),
            web.post("/api/people/{person:\\d+}/clipboard", self.clipboard),
            web.get(CHAT, self.chat),
            web.get(CHAT + "/commands", self.commands),
            web.post(CHAT + "/read", self.read),
            web.post(CHAT + "/messages", self.say),
            web.post(MESSAGE + "/text", self.edit),
            web.post(CHAT + "/picks", self.pick),
            web.post(MESSAGE + "/taps", self.tap),
            web.post(MESSAGE + "/inline", self.ask_inline),
            web.post("/api/people/{person:\\d+}/inline/{query:\\d+}", self.choose),
            web.get(MESSAGE + "/document", self.document),
            web.get(MESSAGE + "/pictures/{picture:\\d+}", self.picture),
        ]

    async def desk(self, _: web.Request) -> web.Response:
        """The bot, the people one can be, and the guide."""
        return web.json_response(desk_view(self._desk, self._hints, self._guide))

    async def live(self, request: web.Request) -> web.WebSocketResponse:
        """A WebSocket on which everything new arrives."""
        return await self._lines.connect(request, self._person(request))

    async def start(self, request: web.Request) -> web.Response:
        """Press Start, with the ``payload`` of a link or an empty one."""
        self._person(request).starts(_text(await _body(request), "payload"))
        return _done()

    async def block(self, request: web.Request) -> web.Response:
        """Block the bot, or unblock it."""
        person = self._person(request)
        if (await _body(request)).get("blocked"):
            person.blocks_bot()
        else:
            person.unblocks_bot()
        return _done()

    async def clipboard(self, request: web.Request) -> web.Response:
        """Note what the person copied out of a message."""
        self._person(request).clipboard = _text(await _body(request), "text")
        return _done()

    async def chat(self, request: web.Request) -> web.Response:
        """All messages and the commands of a chat."""
        person, chat = self._place(request)
        return web.json_response(chat_content(self._desk, person, chat))

    async def commands(self, request: web.Request) -> web.Response:
        """The commands of a chat as the bot has set them now."""
        return web.json_response({"commands": commands(*self._place(request))})

    async def read(self, request: web.Request) -> web.Response:
        """The person has seen the chat up to ``message``."""
        person, chat = self._place(request)
        newest = self._desk.message(person, chat, _text(await _body(request), "message"))
        if self._desk.reading.read(person, newest):
            self._lines.chats_changed(person)
        return _done()

    async def say(self, request: web.Request) -> web.Response:
        """Send ``text``, in reply to the message ``reply_to`` if that is not null."""
        person, chat = self._place(request)
        body = await _body(request)
        text = _text(body, "text").strip()
        if not text:
            raise ValueError("There is nothing to send")
        reply = body.get("reply_to")
        target = None if reply is None else self._desk.message(person, chat, str(reply))
        person.says(text, chat, target)
        return _done()

    async def edit(self, request: web.Request) -> web.Response:
        """Change the words of one's own message, or those below its file, to ``text``."""
        person, _, message = self._message(request)
        text = _text(await _body(request), "text").strip()
        if not text and message.document is None:
            raise ValueError("A message cannot be empty")
        person.edits(message, text)
        return _done()

    async def pick(self, request: web.Request) -> web.Response:
        """Press ``label`` of the reply keyboard, which asks for a person, and choose ``person``."""
        person, _ = self._place(request)
        body = await _body(request)
        chosen = body.get("person")
        if not isinstance(chosen, int):
            raise ValueError("person must be a number")  # noqa: TRY004 - a 400 like the rest
        person.picks(_text(body, "label"), self._desk.person(chosen))
        return _done()

    async def tap(self, request: web.Request) -> web.Response:
        """Press the button at ``row`` and ``column``; ``answer`` is what the bot said to it."""
        person, _, message = self._message(request)
        body = await _body(request)
        row, column = body.get("row"), body.get("column")
        answer = await press(self._desk.world, person, message, button_at(message, row, column))
        if answer is None:
            return web.json_response({"answer": None})
        told = {"text": answer.text, "alert": answer.show_alert, "url": answer.url}
        return web.json_response({"answer": told})

    async def ask_inline(self, request: web.Request) -> web.Response:
        """Press the button at ``row`` and ``column`` and choose the chat with ``with``: what can be sent?"""
        person, _, message = self._message(request)
        body = await _body(request)
        button = button_at(message, body.get("row"), body.get("column"))
        asked = await ask_inline(self._desk.world, person, button, self._other(body))
        return web.json_response(inline_view(asked))

    async def choose(self, request: web.Request) -> web.Response:
        """Send ``result`` of an inline query into the chat with ``with``; gives that chat."""
        person, body = self._person(request), await _body(request)
        asked = self._desk.world.inline.by_id(request.match_info["query"])
        number = body.get("result")
        if asked.person is not person or not isinstance(number, int):
            raise LookupError("There is no such query")
        chat = self._desk.world.between(person, self._other(body))
        person.sends_result(asked, chat, number)
        return web.json_response({"chat": chat.id})

    def _other(self, body: Mapping[str, Any]) -> Person:
        other = body.get("with")
        if not isinstance(other, int):
            raise ValueError("with must be a number")  # noqa: TRY004 - a 400 like the rest
        return self._desk.person(other)

    async def document(self, request: web.Request) -> web.Response:
        """The file of a message, always as a download."""
        message = self._message(request)[2]
        if message.document is None:
            raise LookupError("This message has no document")
        name = quote(message.document.name)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        kind = "application/octet-stream"
        return web.Response(body=message.document.content, content_type=kind, headers=headers)

    async def picture(self, request: web.Request) -> web.Response:
        """One of the pictures that a message shows, counted from 0."""
        message = self._message(request)[2]
        shown = [message.document] if message.is_photo else list(pictures(message.rich))
        at = int(request.match_info["picture"])
        file = shown[at] if at < len(shown) else None
        if file is None or not file.content.startswith(PNG):
            raise LookupError("This message has no such picture")
        return web.Response(body=file.content, content_type="image/png")

    def _person(self, request: web.Request) -> Person:
        return self._desk.person(int(request.match_info["person"]))

    def _place(self, request: web.Request) -> tuple[Person, Chat]:
        person = self._person(request)
        return person, self._desk.chat(person, int(request.match_info["chat"]))

    def _message(self, request: web.Request) -> tuple[Person, Chat, Message]:
        person, chat = self._place(request)
        return person, chat, self._desk.message(person, chat, request.match_info["message"])


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what is not there with 404 and what cannot be done with 400, in a sentence."""
    try:
        return await handler(request)
    except LookupError as error:
        return refusal(404, str(error.args[0]) if error.args else "It is not there")
    except ValueError as error:
        return refusal(400, str(error))


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise ValueError("The body must be JSON")
    try:
        body = json.loads(await request.text())
    except json.JSONDecodeError:
        raise ValueError("The body is not JSON") from None
    if not isinstance(body, dict):
        raise ValueError("The body must be a JSON object")  # noqa: TRY004 - a 400 like the rest
    return body


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text")  # noqa: TRY004 - a 400 like the rest
    return value


def _done() -> web.Response:
    return web.json_response({"ok": True})
