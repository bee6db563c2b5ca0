"""What is offered: a menu has no button whose step would only be refused to whoever the menu belongs to.

The step asks all the same when it is taken. Cards that all share keep their buttons, each for those who may;
a step about an order is asked for in the order's own chat, so its card says itself what it offers.
"""

from dataclasses import replace

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.frame import Frame
from handlers.frame.outgoing.layouts import in_layout
from handlers.frame.registry import OPEN
from services.actor import Actor


def as_shown(frame: Frame, card: Card, asker: Actor) -> Card:
    """The card as the asker's chat wants it, with the buttons that its opener may press there.

    That is so as far as memory knows.
    """
    card = in_layout(card, frame.services, asker.chat_id, asker.user_id)
    if card.shared or not card.rows:
        return card
    opener = card.opener or asker.user_id
    asked: dict[str, bool] = {}  # of a page's buttons most are the same step

    def may(button: AnyButton) -> bool:
        if not isinstance(button, Button):
            return True
        name = button.tap.name
        if name not in asked:
            asked[name] = _may(frame, name, opener, asker.chat_id)
        return asked[name]

    rows = [[each for each in row if may(each)] for row in card.rows]
    return replace(card, rows=rows)


def _may(frame: Frame, tap: str, opener: int, chat_id: int) -> bool:
    route = frame.registry.taps.get(tap)
    if route is None or route.permission == OPEN or route.order_in is not None:
        return True
    might = frame.services.access.might
    wanted = (route.permission, route.also) if route.also else (route.permission,)
    return any(might(opener, chat_id, each) for each in wanted)
