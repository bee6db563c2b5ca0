"""A CodeGames with the document's own offer on sale, and a partner signed in to it."""

from collections.abc import AsyncIterator

import pytest

from sandbox.codegames import CodeGames
from tests.clock import ManualClock
from tests.sandbox.providers.codegames.partner import Partner, partner_of


@pytest.fixture
def clock() -> ManualClock:
    """The stand-in's time."""
    return ManualClock()


@pytest.fixture
def codegames(clock: ManualClock) -> CodeGames:
    """Offer 562 at 956.30 KZT, seven in stock, as in the document's examples."""
    stand_in = CodeGames(clock=clock)
    stand_in.offer("562", title="GTA V", price="956.30", stock=7)
    return stand_in


@pytest.fixture
async def partner(codegames: CodeGames) -> AsyncIterator[Partner]:
    """A partner with a token."""
    async with partner_of(codegames) as signed_in:
        yield signed_in
