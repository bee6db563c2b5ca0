"""Gamebase by its document, and a desk that has one app there."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.documents.desk import desk_with
from tests.documents.server import Call, DocumentServer, serving
from tests.furnished import Furnished

APP_ID, SECRET = "C3JmSctU", "IgsaAP"
"""Those of the document's own samples."""
_LONGEST_EXTRA = 16


@asynccontextmanager
async def gamebase() -> AsyncIterator[DocumentServer]:
    """The stand-in, with what OpenAPI has no words for."""
    async with serving("gamebase", SecretKey=SECRET) as made:
        made.checks += [_another_app, _long_extra]
        yield made


def desk_at(furnished: Furnished, server: DocumentServer) -> AbstractAsyncContextManager[Play]:
    """A desk whose one app is "game"."""
    return desk_with(
        furnished,
        {
            "KEYDESK_GAMEBASE__BASE_URL": server.url,
            "KEYDESK_GAMEBASE__APPS": json.dumps(
                {"game": {"app_id": APP_ID, "secret_key": SECRET}}
            ),
        },
    )


def words(message: Message) -> str:
    """The text of a message, its hard spaces as plain ones."""
    return message.text.replace("\N{NO-BREAK SPACE}", " ")


def _another_app(call: Call) -> str | None:
    return None if call.path["appId"] == APP_ID else "another app"


def _long_extra(call: Call) -> str | None:
    """The document counts bytes, OpenAPI characters only."""
    users = []
    if call.number == "4.21":
        users = [call.body]
    elif call.number == "4.23":
        users = [one for board in call.body["userInfosWithFactor"] for one in board["userInfos"]]
    longest = max((len(one.get("extra", "").encode()) for one in users), default=0)
    return "an extra of more than 16 bytes" if longest > _LONGEST_EXTRA else None
