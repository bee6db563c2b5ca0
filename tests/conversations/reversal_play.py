"""Orders from Hype that are taken back: bought, handed over, and what their customer is told."""

from sandbox.telegram import Message
from services.actor import Actor
from tests.conversations.play import Play

NAME = "Razer Gold 100 BRL"
OPEN = "⏳ One key is being taken back. It is not handed out until Hype has answered."
TAKEN_BACK = (
    "{number} is being taken back by the shop just now, so nothing of it can be handed out. "
    "Please look again in a few minutes."
)


async def bought(play: Play, count: int = 1) -> Message:
    """Let Sam buy from Hype; gives the order's card."""
    town = play.town
    olga = Actor(town.olga.id, play.desk.id, town.olga.name)
    await play.stage.app.house.services.catalog.add(olga, NAME, "hype", "2303", "BRL")
    return await play.buy(NAME, count)


def told_of_it(play: Play) -> list[Message]:
    """What Cara was told of keys that were taken back."""
    messages = play.town.cara.private.messages
    return [each for each in messages if "taken back by the shop and can" in each.text]


async def handed_over(play: Play) -> Message:
    """The same, and the key is Cara's."""
    card = await bought(play)
    await play.tap(play.town.sam, "Send to customer", play.desk)
    await play.gives("@cara", play.desk)
    return card
