"""The live lines to open pages: every change of the world, told to each person it concerns."""

import asyncio
from collections.abc import Iterable

from aiohttp import WSCloseCode, web

from sandbox.telegram import Change, Message, Person, User

from .desk import Desk, message_key
from .views import View, chat_list, message_list, message_view

HEARTBEAT_SECONDS = 20.0
FAREWELL_SECONDS = 1.0
"""How long a page gets to say goodbye when the web chat stops."""


class Line:
    """One open page of a person."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._waiting: asyncio.Queue[View] = asyncio.Queue()
        self._socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, timeout=FAREWELL_SECONDS)

    def tell(self, event: View) -> None:
        """Queue an event for the page."""
        self._waiting.put_nowait(event)

    async def serve(self, request: web.Request, hello: View) -> web.WebSocketResponse:
        """Send ``hello`` and then every event, until the page goes away."""
        await self._socket.prepare(request)
        sender = asyncio.create_task(self._send(hello))
        try:
            async for _ in self._socket:  # the page only listens; reading notices that it closed
                pass
        finally:
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return self._socket

    async def hang_up(self) -> None:
        """End the line from this side."""
        await self._socket.close(code=WSCloseCode.GOING_AWAY)

    async def _send(self, hello: View) -> None:
        await self._socket.send_json(hello)
        while True:
            await self._socket.send_json(await self._waiting.get())


class Lines:
    """All open pages, fed from one subscription to the world."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: set[Line] = set()
        self._feed: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen to the world."""
        self._feed = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Listen no more."""
        if self._feed is not None:
            self._feed.cancel()
            await asyncio.gather(self._feed, return_exceptions=True)

    async def hang_up(self) -> None:
        """End every line."""
        await asyncio.gather(*(line.hang_up() for line in self._open))

    async def connect(self, request: web.Request, person: Person) -> web.WebSocketResponse:
        """Keep a page of the person informed for as long as it is open."""
        line = Line(person)
        hello = {"type": "hello", **chat_list(self._desk, person)}
        self._open.add(line)
        try:
            return await line.serve(request, hello)
        finally:
            self._open.discard(line)

    def chats_changed(self, person: Person) -> None:
        """Send the chat list to the person's pages."""
        for line in self._lines_of([person]):
            line.tell({"type": "chats", **chat_list(self._desk, person)})

    async def _listen(self) -> None:
        with self._desk.world.changes() as changes:
            async for change in changes:
                self._pass_on(change)

    def _lines_of(self, people: Iterable[User]) -> list[Line]:
        wanted = set(people)
        return [line for line in self._open if line.person in wanted]

    def _pass_on(self, change: Change) -> None:
        if change.kind == "chats":
            for person in {line.person for line in self._open}:
                self.chats_changed(person)
        elif change.chat is None:
            return
        elif change.kind == "typing":
            for line in self._lines_of(change.chat.members):
                event = {"type": "typing", "chat": change.chat.id, "action": change.action}
                line.tell(event)
        elif change.message is not None and change.kind.startswith("message_"):
            for line in self._lines_of(change.chat.members):
                if change.chat.has(line.person):
                    line.tell(self._message_event(change.message, line.person))
                line.tell({"type": "chats", **chat_list(self._desk, line.person)})

    def _message_event(self, message: Message, person: Person) -> View:
        chat = self._desk.today(message.chat.id)
        if message.replaces is not None:
            messages = message_list(self._desk, person, chat)
            return {"type": "messages", "chat": chat.id, "messages": messages}
        if message.seen_by(person):
            view = message_view(message, person)
            return {"type": "message", "chat": chat.id, "message": view}
        return {"type": "deleted", "chat": chat.id, "message": message_key(message)}
