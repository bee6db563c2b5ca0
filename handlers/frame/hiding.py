"""What was typed and may hold a secret goes out of the chat."""

from handlers.frame.cards import Card
from handlers.frame.turn import Turn


async def hide(turn: Turn) -> None:
    """Delete the person's message, or ask the person to where the bot may not."""
    if turn.message is not None and not await turn.take_away():
        await turn.aside(Card(turn.t.get("delete-it-yourself")))
