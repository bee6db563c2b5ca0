"""Keys of the desk's own that are put in, by text or file, and what is in stock of them."""

from sqlalchemy import select

from sandbox.telegram import Message, Person
from storage.tables.stock import own_keys
from tests.conversations.play import Play

FIRST, SECOND, THIRD = "OWN1A-BBBBB-CCCCC", "OWN2A-BBBBB-CCCCC", "OWN3A-BBBBB-CCCCC"
SENT = f"12.50 EUR\n{FIRST}\n{SECOND}"


async def put_in(
    play: Play, text: str = SENT, product: str = "GTA V", person: Person | None = None
) -> Message:
    """Max, or another, puts keys in by asking and answering, and says yes; gives the last card."""
    person = person or play.town.max
    await play.say(person, f"/keys add {product}")
    await play.say(person, text)
    await play.tap(person, "Confirm")
    return play.shown(person.private)


async def send_file(play: Play, person: Person, content: bytes, caption: str = "") -> Message:
    """Send a file in private, and give what the bot says to it."""
    if caption:
        play.done.add(caption.split()[0])
    elif question := await play.question(person, person.private):
        play.done.add(f"answer {question}")
    person.sends_file("keys.csv", content, caption)
    await play.stage.quiet()
    return play.shown(person.private)


async def in_stock(play: Play) -> list[tuple[str, str]]:
    """The states and costs of all rows of own stock."""
    async with play.stage.app.house.db.read() as tx:
        found = select(own_keys.c.state, own_keys.c.cost).order_by(own_keys.c.id)
        return [(row.state, str(row.cost)) for row in await tx.connection.execute(found)]
