"""Speaks to the web chat as its page does."""

from typing import Any

import aiohttp

from sandbox.telegram import Chat, Person


class Client:
    """Somebody who calls its addresses."""

    def __init__(self, base_url: str, session: aiohttp.ClientSession) -> None:
        self.base_url = base_url
        self.session = session

    async def get(self, path: str, status: int = 200) -> Any:
        """The JSON answer, which must have this status."""
        async with self.session.get(f"{self.base_url}/api{path}") as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def post(self, path: str, body: Any, status: int = 200) -> Any:
        """The JSON answer to a JSON body, which must have this status."""
        async with self.session.post(f"{self.base_url}/api{path}", json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()


def place(person: Person, chat: Chat | None = None) -> str:
    """The address of a person's chat."""
    return f"/people/{person.id}/chats/{(chat or person.private).id}"
