"""What people do while the process is recorded, and what they have seen when."""

import re
import time
from dataclasses import dataclass, field

from sandbox.codegames.errors import RefusalError
from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.campaigns.power_cut.desk import VOUCHER, RecordedDesk

BULK = 12
NUMBER = re.compile(r"K-[A-Z0-9]{4}-[A-Z0-9]{4}")
KEYED = frozenset({"keyed", "delivered"})
HANDED_OVER = frozenset({"delivered"})
TAKEN_BACK = frozenset({"reversed"})


@dataclass
class Seen:
    """What people have read in the chat by some moment (Unix time)."""

    orders: list[tuple[float, str, frozenset[str]]] = field(default_factory=list)
    """An order by its number, and the states one of which it has had from then on."""
    links: dict[str, str] = field(default_factory=dict)
    """Orders by the tokens of their claim links."""

    def order(self, number: str, states: frozenset[str]) -> None:
        """Somebody sees it now."""
        later = KEYED | HANDED_OVER | TAKEN_BACK
        reached = states | (later if states == KEYED else frozenset())
        self.orders.append((time.time(), number, reached))


class Day:
    """One scene after the other; each waits until people have seen how it ended."""

    def __init__(self, desk: RecordedDesk) -> None:
        self.desk = desk
        self.seen = Seen()

    async def buy(self, words: str, count: int) -> tuple[str, Message]:
        """Sam buys; gives the order's number and its card."""
        desk = self.desk
        desk.sam.says(f"/buy {words} {count}", chat=desk.group)
        desk.sam.taps("Confirm", message=await desk.bot_writes(desk.group, words, "Confirm"))
        card = await desk.bot_writes(desk.group, words, "Claim link")
        number = number_on(card)
        self.seen.order(number, KEYED)
        return number, card

    async def claim(self, number: str, card: Message) -> str:
        """Sam makes a link and Cara opens it; gives its token."""
        desk = self.desk
        desk.sam.taps("Claim link", message=card)
        link = await desk.bot_writes(desk.sam.private, number, "Copy link")
        desk.sam.taps("Copy link", message=link)
        assert desk.sam.clipboard is not None
        token = desk.sam.clipboard.partition("?start=")[2]
        self.seen.links[token] = number
        desk.cara.starts(token)
        await desk.bot_writes(desk.cara.private, f"Order {number}")
        self.seen.order(number, HANDED_OVER)
        return token

    async def send(self, number: str, card: Message) -> None:
        """Sam sends an order to Cara."""
        desk = self.desk
        desk.sam.taps("Send to customer", message=card)
        how_many = await desk.bot_writes(desk.group, "How many keys", number)
        desk.sam.taps(next(each for each in how_many.labels() if "All" in each), message=how_many)
        question = await desk.bot_writes(desk.group, "Who")
        desk.sam.says(str(desk.cara.id), chat=desk.group, reply_to=question)
        asked = await desk.bot_writes(desk.group, "Send the ", "Confirm")
        desk.sam.taps("Confirm", message=asked)
        await desk.bot_writes(desk.cara.private, number)
        await desk.bot_writes(desk.group, number, "elivered")

    async def reverse(self, number: str, card: Message) -> None:
        """Max takes an order back."""
        desk = self.desk
        desk.max.taps("Reverse", message=card)
        desk.max.taps("Confirm", message=await desk.bot_writes(desk.group, "Reverse", "Confirm"))
        await desk.bot_writes(desk.group, number, "eversed.")
        self.seen.order(number, TAKEN_BACK)

    async def resolve(self) -> str:
        """A charge whose answer is a duplicate's: Max enters its order id."""
        desk = self.desk
        answer = desk.shop.errors.render(RefusalError("PRODUCT_OFFER_TXN_DUPLICATE"))
        fault = Fault.status(
            answer.status, answer.text or "", content_type="application/json", acted=True
        )
        desk.shop.faults.add("pay", fault)
        desk.sam.says("/buy gta v 1", chat=desk.group)
        question = await desk.bot_writes(desk.group, "GTA V", "Confirm")
        desk.sam.taps("Confirm", message=question)
        card = await desk.bot_writes(desk.group, "Enter order id")
        number = number_on(card)
        desk.max.taps("Enter order id", message=card)
        asked = await desk.bot_writes(desk.group, "Which order id", number)
        desk.max.says(str(desk.shop.orders[-1].order_id), chat=desk.group, reply_to=asked)
        await desk.bot_writes(desk.group, number, "Claim link")
        self.seen.order(number, KEYED)
        return number


def number_on(card: Message) -> str:
    """The number of a card's order."""
    found = NUMBER.search(card.text)
    assert found, card.text
    return found[0]


async def whole_day(desk: RecordedDesk) -> Seen:
    """Purchase, claim, bulk purchase, sending, reversal, resolve.

    Each in a group of its own, because one group gets no more than twenty messages a minute.
    """
    day = Day(desk)
    await day.claim(*await day.buy("GTA V", 1))
    await desk.move_in()
    await day.send(*await day.buy(VOUCHER, BULK))
    await desk.move_in()
    await day.reverse(*await day.buy(VOUCHER, 2))
    await desk.move_in()
    await day.resolve()
    return day.seen
