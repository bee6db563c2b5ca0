"""What the roads to the sellers' endpoints have in common."""

from sqlalchemy import select

from sandbox.telegram import Chat, Message, Person
from storage.tables.orders import orders
from tests.conversations.play import Play


async def order_status(play: Play) -> str:
    """The status of the newest order; empty where there is none."""
    async with play.stage.app.house.db.read() as tx:
        newest = select(orders.c.status).order_by(orders.c.id.desc()).limit(1)
        return str((await tx.connection.execute(newest)).scalar() or "")


def offering(chat: Chat, label: str) -> Message | None:
    """The newest message with such a button."""
    return next((each for each in reversed(chat.messages) if label in each.labels()), None)


async def press(play: Play, person: Person, chat: Chat, *labels: str) -> Message:
    """Press one button after the other, all on the newest card that has the first; gives the card."""
    card = offering(chat, labels[0])
    assert card is not None, f"nobody offers {labels[0]}"
    for label in labels:
        await play.tap(person, label, chat, card)
    return card


async def buy_again(play: Play) -> None:
    """Sam takes up what the card of an order offers that was not bought; others offer nothing."""
    if offering(play.desk, "Buy again") is not None:
        await press(play, play.town.sam, play.desk, "Buy again")
        await press(play, play.town.sam, play.desk, "Confirm")
