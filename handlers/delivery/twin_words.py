"""What is said of keys that came more than once, before they go out all the same."""

from collections.abc import Sequence

from handlers.frame.turn import Turn
from handlers.words.markup import Html, code
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.orders import OrderView
from services.orders.twins import SeenTwin, Twin, as_seen

_SHOWN = 3


async def seen_twins(
    turn: Turn, order: OrderView, twins: Sequence[Twin], *, privately: bool = False
) -> tuple[SeenTwin, ...]:
    """What may be said of them where this turn is, or ``privately`` to whoever it is of."""
    me = turn.actor.user_id
    here = me if privately else turn.chat.id
    return await as_seen(turn.services.access, me, here, order.number, twins)


def twin_lines(t: Texts, order: OrderView, twins: Sequence[SeenTwin]) -> list[Html]:
    """Who has each of them too, or where it is; nothing where none did."""
    lines = [
        t.get(
            f"twin-{each.what}",
            mask=code(each.mask),
            number=code(each.number),
            here="yes" if each.number == order.number else "no" if each.number else "hidden",
            person=each.person,
        )
        for each in twins[:_SHOWN]
    ]
    if (more := len(twins) - _SHOWN) > 0:
        lines.append(t.get("twins-more", count=more))
    if twins:
        lines.append(t.get("twin-hint", provider=provider_name(t, order.provider)))
    return lines
