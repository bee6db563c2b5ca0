"""The stand-in made of PaySuper's document, and the desk that the dialogues are played at."""

from collections.abc import AsyncIterator

import pytest

from tests.conversations.play import Play
from tests.documents.paysuper.desk import desk_at, paysuper
from tests.documents.server import DocumentServer
from tests.furnished import Furnished


@pytest.fixture
async def server() -> AsyncIterator[DocumentServer]:
    """PaySuper by its document."""
    async with paysuper() as made:
        yield made


@pytest.fixture
async def play(furnished: Furnished, server: DocumentServer) -> AsyncIterator[Play]:
    """A desk that manages the examples' project."""
    async with desk_at(furnished, server) as made:
        yield made
