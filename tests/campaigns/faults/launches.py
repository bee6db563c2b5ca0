"""The row of the call that we serve (3.2): the platform is who asks, so the faults are its own.

What it gets is a link, or the refusal of the docs with an HTTP status; people in the chats hear of nothing.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.setting_kinds import Listening
from bot.visitors import Bounds
from bot.web import LAUNCH_PATH, Web
from sandbox.faults import HTML_PAGE, Fault
from sandbox.openapigames import OpenApiGames, lists
from sandbox.openapigames.placeholders import values_for
from tests.campaigns.faults.table import Column
from tests.conversations.play import Play

NUMBER = "3.2"
ACCOUNT = "1001"
SHORT = 0.3
"""Seconds in which a launch has to have told all of itself, for the one that does not."""

Reply = tuple[int, str]
"""HTTP status, and all of the body."""


@dataclass(frozen=True)
class Call:
    """What stands for a column, and what the platform gets; ``reply`` is None where nobody waits for it."""

    means: str
    make: Callable[["Platform"], Awaitable[Reply | None]]
    reply: Reply | None


class Platform:
    """The caller: what it sends over a connection of its own, byte by byte."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.games: OpenApiGames = play.town.openapigames
        self.right = json.dumps(values_for(ACCOUNT, {})).encode()

    async def agreed(self) -> None:
        """Let Max have the account launched by us."""
        play = self.play
        await play.say(play.town.max, f"/accounts {ACCOUNT}", play.desk)
        for label in ("Change", "Launch"):
            await play.tap(play.town.max, label, play.desk)
        address = play.stage.app.web.address + LAUNCH_PATH
        question = await play.answer(play.town.max, address, play.desk)
        await play.tap(play.town.max, "Confirm", play.desk, question)
        assert question.text.startswith("✅ Changed."), question.text

    async def asks(self, raw: bytes, sign: str | None = None) -> Reply:
        """Send these bytes, rightly signed if nothing else is said, and read the reply."""
        answer = await self.games.launch_raw(ACCOUNT, raw, sign or self.games.sign(raw))
        return answer.status, answer.text

    async def launched(self) -> str:
        """All is well: the link."""
        answer = await self.games.launch(ACCOUNT)
        assert answer.game_launch_url == self.games.embed_url(ACCOUNT)
        return answer.game_launch_url or ""

    async def hangs_up(self, sent: int) -> None:
        """Send so many bytes of the body, then hang up."""
        _, writer = await self._begun(self.play.stage.app.web, sent)
        writer.close()
        await writer.wait_closed()

    async def keeps_silent(self) -> Reply:
        """Send half of the body, then nothing more; read the reply, if there is one."""
        web = Web(
            Listening("127.0.0.1", 0), {}, self.play.stage.app.house.launches, body_time=SHORT
        )
        await web.start()
        try:
            reader, writer = await self._begun(web, len(self.right) // 2)
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.partition("Content-Length: ")[2].partition("\r\n")[0])
            body = await reader.readexactly(length)
            writer.close()
        finally:
            await web.stop()
        return int(head.split()[1]), body.decode()

    async def _begun(
        self, web: Web, sent: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        port = int(web.address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = (
            f"POST {LAUNCH_PATH} HTTP/1.1\r\nHost: desk.example\r\nContent-Type: application/json\r\n"
            f"Sign: {self.games.sign(self.right)}\r\nContent-Length: {len(self.right)}\r\n\r\n"
        )
        writer.write(head.encode() + self.right[:sent])
        await writer.drain()
        return reader, writer


def _refused(status: int, code: str) -> Reply:
    return status, json.dumps({"gameLaunchUrl": "", "error": code})


async def _cannot_be_looked_up(platform: Platform) -> Reply:
    platform.games.faults.add("accounts", Fault.status(500), None, lists)
    return await platform.asks(platform.right)


async def _hung_up_before(platform: Platform) -> None:
    await platform.hangs_up(len(platform.right) // 2)


async def _hung_up_after(platform: Platform) -> None:
    gate = platform.games.gate("accounts", "before", lists)
    await platform.hangs_up(len(platform.right))
    await gate.reached()
    gate.release()


def _wrong_types(platform: Platform) -> bytes:
    said = json.loads(platform.right)
    return json.dumps({name: {"value": value} for name, value in said.items()}).encode()


_NO_BODY = _refused(400, "INVALID_BODY")
CALLS: Mapping[Column, Call] = {
    Column.SLOW: Call(
        "half of the body comes, then silence", Platform.keeps_silent, _refused(408, "INVALID_BODY")
    ),
    Column.LOST_BEFORE: Call("it hangs up in the middle of its body", _hung_up_before, None),
    Column.LOST_AFTER: Call("it hangs up before the reply", _hung_up_after, None),
    Column.REFUSED: Call(
        "an account that is not there",
        lambda platform: platform.asks(json.dumps(values_for("4711", {})).encode()),
        _refused(404, "UNKNOWN_ACCOUNT"),
    ),
    Column.BROKEN: Call(
        "its own list of accounts fails when we look",
        _cannot_be_looked_up,
        _refused(503, "INTERNAL_ERROR"),
    ),
    Column.LIMIT: Call(
        "a body beyond measure",
        lambda platform: platform.asks(b"x" * (Bounds().body_bytes + 1)),
        _refused(413, "INVALID_BODY"),
    ),
    Column.UNAUTHORISED: Call(
        "signed with another secret",
        lambda platform: platform.asks(platform.right, platform.games.sign(platform.right + b"?")),
        _refused(401, "INVALID_SIGN"),
    ),
    Column.HTML: Call("a web page", lambda platform: platform.asks(HTML_PAGE.encode()), _NO_BODY),
    Column.TRUNCATED: Call(
        "half of the JSON, signed as it is",
        lambda platform: platform.asks(platform.right[:-9]),
        _NO_BODY,
    ),
    Column.WRONG_TYPES: Call(
        "objects where texts are due",
        lambda platform: platform.asks(_wrong_types(platform)),
        _NO_BODY,
    ),
    Column.EMPTY: Call("nothing at all", lambda platform: platform.asks(b""), _NO_BODY),
}
