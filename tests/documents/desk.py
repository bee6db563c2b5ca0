"""The desk with one provider replaced by a stand-in made out of its document."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.conversations.play import Play
from tests.furnished import Furnished


@asynccontextmanager
async def desk_with(furnished: Furnished, settings: dict[str, str]) -> AsyncIterator[Play]:
    """The working day, to be played with nothing in the catalog; ``settings`` lead to the stand-in.

    Nothing is asked of it but by the dialogue: there are no alerts.
    """
    stage = await furnished.stage(frozenset(), settings=settings, watched=False)
    try:
        yield Play(stage)
    finally:
        await stage.stop()
    assert stage.town.complaints == []
