"""What a person sees while an answer of a provider is kept in hand because it cannot be written down."""

from collections.abc import Iterator
from contextlib import contextmanager

from handlers.frame.cards import Card
from handlers.frame.incoming.isolation import let_others_in
from handlers.frame.turn import Turn
from handlers.words.database_trouble import books_trouble
from services.deeds import unconfirmed
from storage.errors import Cause
from storage.kept_answers import OnWait, heard_by

UNSAID = "told"
"""What is kept of this kind is about a card that the person has seen: there is nothing to say of it."""


@contextmanager
def conversing(turn: Turn) -> Iterator[None]:
    """Run a step inside: what is kept in hand is said, and nothing is changed but by a wish."""
    with heard_by(_says_so(turn)), unconfirmed():
        yield


def _says_so(turn: Turn) -> OnWait:
    """Say it on the turn's own card, and let the person do other things meanwhile."""

    async def on_wait(about: str, cause: Cause) -> None:
        let_others_in()
        if about == UNSAID:
            return
        await turn.acknowledge()
        words = turn.t.get(f"kept-{about}", cause=books_trouble(turn.t, cause))
        await turn.edit(Card(words))

    return on_wait
