"""The leaderboard calls of a game server, by the facts that are known of them."""

from typing import Any
from urllib.parse import quote

from tests.sandbox.providers.gamebase.game_server import BOARD, GameServer


def at(factor: str) -> str:
    """Return the address of a factor."""
    return f"{BOARD}/factors/{quote(factor, safe='')}"


class Leaderboards:
    """Speaks for a game server; every body goes out as it is given."""

    def __init__(self, game_server: GameServer) -> None:
        self.server = game_server

    async def user_count(self, factor: str, **query: str) -> Any:
        """Return resultInfo of FACTS 4.16."""
        answer = await self.server.call("GET", f"{at(factor)}/user-count", query=query)
        return answer["resultInfo"]

    async def rank(self, factor: str, user_id: str, **query: str) -> Any:
        """Return userInfo of FACTS 4.17."""
        query = {"userId": user_id, **query}
        return (await self.server.call("GET", f"{at(factor)}/users", query=query))["userInfo"]

    async def ranks(self, asked: dict[str, list[str]], **more: object) -> Any:
        """Return userInfosWithFactor of FACTS 4.18."""
        parts = [{"factor": factor, "userIds": users} for factor, users in asked.items()]
        answer = await self.server.post(f"{BOARD}/get-users", {"userIDsWithFactor": parts, **more})
        return answer["userInfosWithFactor"]

    async def top(self, factor: str, start: int, size: int, **query: str) -> Any:
        """Return userInfosByRange of FACTS 4.19."""
        query = {"start": str(start), "size": str(size), **query}
        answer = await self.server.call("GET", f"{at(factor)}/users", query=query)
        return answer["userInfosByRange"]

    async def score(self, factor: str, user_id: str, body: object, extra: bool = False) -> Any:
        """Return the whole answer of FACTS 4.20 or 4.21."""
        last = "score-with-extra" if extra else "score"
        path = f"{at(factor)}/users/{quote(user_id, safe='')}/{last}"
        return await self.server.post(path, body)

    async def delete(self, factor: str, body: object = None, **query: str) -> Any:
        """Return the whole answer of FACTS 4.24 in either form."""
        return await self.server.call("DELETE", f"{at(factor)}/users", body, query)
