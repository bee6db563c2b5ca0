"""Claim links as they were made, kept for an hour for who made them; their addresses, and how they go on."""

from dataclasses import dataclass, field
from datetime import datetime

from handlers.frame.cards import ChooserButton
from handlers.frame.turn import Turn
from handlers.words.texts import Texts

SEND_ON = "claim"
"""What a chooser button has the bot asked, with the order's number, the key of what is kept, and which."""


@dataclass(frozen=True, slots=True)
class MadeLinks:
    """The links of an order that were made together, so that their pages can be turned and each sent on."""

    number: str
    product: str
    expires_at: datetime
    links: tuple[tuple[str, str], ...] = field(repr=False)
    """Of each the mask of its key, or "" where it is of several, and its token."""
    keys: int = 1
    """How many keys are in each."""


async def address(turn: Turn, token: str) -> str:
    """A link by which a customer takes keys."""
    return address_of(await bot_name(turn), token)


def address_of(name: str, token: str) -> str:
    """The same for who has looked up the bot's name."""
    return f"https://t.me/{name}?start={token}"


async def bot_name(turn: Turn) -> str:
    """The bot's name, without @."""
    return (await turn.bot.me()).username or ""


async def can_send_on(turn: Turn) -> bool:
    """Whether the bot has inline mode: its owner switches that on at BotFather (Bot API: User)."""
    return bool((await turn.bot.me()).supports_inline_queries)


def chooser(t: Texts, made: MadeLinks, key: str, at: int, *, alone: bool) -> ChooserButton:
    """The button that sends a link on into a chat one chooses; ``at`` counts from 1."""
    label = t.plain("button-send-link") if alone else t.plain("button-send-link-at", at=at)
    return ChooserButton(label, f"{SEND_ON} {made.number} {key} {at}")
