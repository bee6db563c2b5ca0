"""A card as it is shown: in the layout that its chat has chosen, and with what its Confirm stands on."""

from dataclasses import replace

from handlers.frame.cards import Card, as_classic
from handlers.frame.services import Services
from services.access.layout import Layout


def in_layout(card: Card, services: Services, chat_id: int, asker: int | None = None) -> Card:
    """The card as the chat wants it; one without a layout is for every chat the same.

    Whose menu it is (the ``asker``'s unless the card says otherwise) may have lost roles: what they are asked
    by it they are asked since.
    """
    opener = None if card.shared else card.opener or asker
    lost = 0 if opener is None else services.access.lost_roles(opener)
    if lost:
        card = replace(card, lost=lost)
    if card.blocks and services.access.layout(chat_id) is Layout.CLASSIC:
        return as_classic(card)
    return card
