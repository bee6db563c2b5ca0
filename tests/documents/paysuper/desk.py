"""PaySuper by its document, and a desk that manages its project."""

from contextlib import AbstractAsyncContextManager

from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.documents.desk import desk_with
from tests.documents.server import DocumentServer, serving
from tests.furnished import Furnished

TOKEN = "the-token-of-the-test"
PROJECT = "5be2e16701d96d00012d26c3"
PRODUCT = {"key_product_id": "5ca5124868add448289e432e"}
NAME = "The Awesome Game"
"""Those of the document's own examples."""


def paysuper() -> AbstractAsyncContextManager[DocumentServer]:
    """The stand-in."""
    return serving("paysuper", bearer=TOKEN)


def desk_at(furnished: Furnished, server: DocumentServer) -> AbstractAsyncContextManager[Play]:
    """A desk that manages the key products of the examples' project."""
    return desk_with(
        furnished,
        {
            "KEYDESK_PAYSUPER__BASE_URL": server.url,
            "KEYDESK_PAYSUPER__TOKEN": TOKEN,
            "KEYDESK_PAYSUPER__PROJECT_ID": PROJECT,
        },
    )


async def opened(play: Play, *labels: str) -> Message:
    """Let Max open the product and press on; gives the card that the last tap left."""
    max_, desk = play.town.max, play.desk
    await play.say(max_, "/products", desk)
    await play.tap(max_, NAME, desk)
    card = play.shown(desk)
    for label in labels:
        await play.tap(max_, label, desk, card)
    return card
