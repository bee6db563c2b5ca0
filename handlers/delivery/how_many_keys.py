"""For how many keys of an order something is meant, where that is typed."""

from handlers.frame.cards import Card
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.arguments import how_many
from handlers.words.markup import code
from services.orders import OrderView


async def ask_how_many(turn: Turn, question: str) -> None:
    """Ask for a number; the answer of that name reads it."""
    order = await turn.services.orders.view(turn.admitted)
    words = f"ask-{question.partition('.')[2]}"
    text = turn.t.get(words, number=code(order.number), free=order.to_give)
    await turn.ask(question, Card(text), order=order.number)


async def many_meant(turn: Turn, question: str) -> tuple[OrderView, int]:
    """The order and the number that was typed. Raises UsageError, also for more than can be given."""
    count = how_many(turn.args.strip())
    if not count:
        raise UsageError(question)
    order = await turn.services.orders.view(turn.admitted)
    if count > order.to_give:
        text = turn.t.get("error-fewer-free", number=code(order.number), free=order.to_give)
        raise UsageError(question, Card(text))
    return order, count
