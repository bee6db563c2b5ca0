"""The stand-in made of Gamebase's document, and the desk that the dialogues are played at."""

from collections.abc import AsyncIterator

import pytest

from tests.conversations.play import Play
from tests.documents.gamebase.desk import desk_at, gamebase
from tests.documents.server import DocumentServer
from tests.furnished import Furnished


@pytest.fixture
async def server() -> AsyncIterator[DocumentServer]:
    """Gamebase by its document."""
    async with gamebase() as made:
        yield made


@pytest.fixture
async def play(furnished: Furnished, server: DocumentServer) -> AsyncIterator[Play]:
    """A desk whose one app is the document's."""
    async with desk_at(furnished, server) as made:
        yield made
