"""What limits and approval cost an order, in statements, from Confirm until its purchase is to begin."""

from collections.abc import Awaitable
from decimal import Decimal

from bench.hype_house import selling
from bench.result import Ratio
from bench.silent import PERSON
from bot.wiring import House
from sandbox.hype import Hype
from services.actor import Actor
from services.limits import LimitWish, Scope
from services.orders.door import BUY, Admitted
from tests.statements import statements

BUYER = Actor(2, PERSON.id, "Sam")
OWNER = Actor(PERSON.id, PERSON.id, "Olga")
PRICE = Decimal("66.49")
LIMITS = ("limits", "spent")
APPROVAL = ("approvals", "approval_chats", "approval_votes")
"""Tables that an order would not touch without them. ``approval_cards`` is what others are shown."""
WHOLE = 24
"""Statements that two people and two transactions more cost in all, held so that they do not grow unseen."""


async def run() -> list[Ratio]:
    """Counts those that name tables of limits and of approvals: an order would not have them without."""
    async with selling(Hype(), PRICE) as house:
        await house.services.catalog.add(OWNER, "GTA V", "hype", "101", "BRL")
        wish = LimitWish(Scope.ORDER, "BRL", PRICE * 2, everywhere=True)
        await house.services.limits.set(OWNER, wish)
        within = await _statements(house.services.checkout.confirm(await _drawn(house, 2)))
        above = await _drawn(house, 3)
        await house.rights.catch_up()  # as the desk does every second
        asked = await _statements(house.services.checkout.ask(above, None, ""))
        yes = house.services.approvals.decide(OWNER, above.number, yes=True)
        decided = await _statements(yes)
    return [
        Ratio("statements for limits, of an order within them", _naming(within, LIMITS), 2),
        Ratio(
            "statements for approval, from the last yes until the purchase is to begin",
            _naming(_before_the_card(decided), APPROVAL),
            2,
        ),
        Ratio(
            "statements of an order that is approved, asking and deciding and all cards, beyond another",
            len(asked) + len(decided) - len(within),
            WHOLE,
        ),
    ]


def _naming(said: list[str], tables: tuple[str, ...]) -> int:
    return sum(any(each in statement for each in tables) for statement in said)


def _before_the_card(said: list[str]) -> list[str]:
    """Those of the deed; the row of the audit ends it, and what comes after it is read for the card."""
    last = max(at for at, each in enumerate(said) if each.startswith("UPDATE audit_head"))
    return said[: last + 1]


async def _drawn(house: House, count: int) -> Admitted:
    [product] = house.services.catalog.search("GTA V")
    draft = await house.services.checkout.draft(BUYER, product.offers[0].id, count)
    return Admitted(BUYER, draft.number, BUYER.chat_id, BUY)


async def _statements(what: Awaitable[object]) -> list[str]:
    with statements() as said:
        await what
    return said
