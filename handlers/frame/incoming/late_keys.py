"""More keys than were asked for: what follows the one message that a step took is deleted, and not read."""

from handlers.frame.cards import Card
from handlers.frame.turn import Turn
from services.own_stock import looks_like_key


def brings_more_keys(turn: Turn) -> bool:
    """Whether it looks like more of the keys that the person was asked for, and has sent lately."""
    question = turn.frame.dialogs.answered_lately(turn.chat.id, turn.actor.user_id)
    asked = turn.frame.registry.answers.get(question or "")
    if asked is None or not asked.takes_keys:
        return False
    document = turn.sent.document if turn.sent is not None else None
    return document is not None or any(map(looks_like_key, turn.args.split()))


async def refuse_late_keys(turn: Turn) -> None:
    """Delete them, and say once that they were not read."""
    gone = await turn.take_away()
    if not gone or turn.services.floods.may_say(turn.actor.user_id, "late-keys"):
        await turn.reply(Card(turn.t.get("keys-late" if gone else "keys-late-there")))
