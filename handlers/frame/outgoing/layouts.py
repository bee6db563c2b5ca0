"""A card in the layout that its chat has chosen."""

from handlers.frame.cards import Card, as_classic
from handlers.frame.services import Services
from services.access.layout import Layout


def in_layout(card: Card, services: Services, chat_id: int) -> Card:
    """The card as the chat wants it; one without a layout is for every chat the same."""
    if card.blocks and services.access.layout(chat_id) is Layout.CLASSIC:
        return as_classic(card)
    return card
