"""Keys that nobody waits for any more: what follows the one message that a step took, and what comes after
the hour of the question. They are deleted, and not read.
"""

from handlers.frame.cards import Card
from handlers.frame.turn import Turn
from services.own_stock import looks_like_key


def brings_late_keys(turn: Turn) -> bool:
    """Whether it looks like keys that the person was asked for, after they sent some or let the hour pass."""
    dialogs, asked_in = turn.frame.dialogs, (turn.chat.id, turn.actor.user_id)
    lapsed = dialogs.lapsed(*asked_in)
    question = lapsed.question if lapsed is not None else dialogs.answered_lately(*asked_in)
    asked = turn.frame.registry.answers.get(question or "")
    if asked is None or not asked.takes_keys:
        return False
    document = turn.sent.document if turn.sent is not None else None
    return document is not None or any(map(looks_like_key, turn.args.split()))


async def refuse_late_keys(turn: Turn) -> None:
    """Delete them, and say once that they were not read."""
    over = turn.frame.dialogs.lapsed(turn.chat.id, turn.actor.user_id) is not None
    gone = await turn.take_away()
    if not gone or turn.services.floods.may_say(turn.actor.user_id, "late-keys"):
        if over:
            text = turn.t.get("keys-over" if gone else "keys-over-there")
        else:
            text = turn.t.get("keys-late" if gone else "keys-late-there")
        await turn.reply(Card(text))
