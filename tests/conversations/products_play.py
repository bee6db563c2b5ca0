"""Steps that the dialogues about key products share."""

from sandbox.paysuper import KeyProduct
from sandbox.telegram import Message
from tests.conversations.play import Play


def product(play: Play, sku: str) -> KeyProduct:
    """A product as PaySuper has it now."""
    return next(each for each in play.town.paysuper.products if each.details.sku == sku)


async def opened(play: Play, name: str) -> Message:
    """Let Max open a product; gives its card."""
    await play.say(play.town.max, f"/products {name}", play.desk)
    await play.tap(play.town.max, name, play.desk)
    return play.shown(play.desk)
