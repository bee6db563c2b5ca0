"""What limits and approval cost an order, in statements, from Confirm until its purchase is to begin."""

from collections.abc import Awaitable
from decimal import Decimal

from bench.hype_house import selling
from bench.result import Ratio
from bench.silent import PERSON
from bot.house import House
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
BEYOND = 5
"""Statements from the last yes on that a Confirm has not: they are named in docs/benchmarks.md."""
ADDED, WHOLE = 14, 20
"""Statements that approval adds beyond what any two taps cost, and with that; neither is to grow unseen."""


async def run() -> list[Ratio]:
    """Counts all, and those that name tables that an order without limits and approval would not touch."""
    async with selling(Hype(), PRICE) as house:
        await house.services.catalog.add(OWNER, "GTA V", "hype", "101", "BRL")
        wish = LimitWish(Scope.ORDER, "BRL", PRICE * 2, everywhere=True)
        await house.services.limits.set(OWNER, wish)
        await house.services.access.grant(OWNER, BUYER.user_id, "support", everywhere=True)
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
            "… all of them, beyond those of a Confirm until then",
            len(_before_the_card(decided)) - len(_before_the_card(within)),
            BEYOND,
        ),
        Ratio(
            "statements of an order that is approved, with two taps in place of one, beyond another",
            len(asked) + len(decided) - len(within),
            WHOLE,
        ),
        Ratio(
            "… without what any second tap costs: its order read, the audit, the card of who presses",
            len(asked) + len(decided) - len(within) - _of_any_tap(asked),
            ADDED,
        ),
    ]


def _naming(said: list[str], tables: tuple[str, ...]) -> int:
    return sum(any(each in statement for each in tables) for statement in said)


def _of_any_tap(said: list[str]) -> int:
    """Those of a tap that changes an order, whatever it does: the order, the audit, and the card after it."""
    read, audit, card = 1, _naming(said, ("audit",)), said[len(_before_the_card(said)) :]
    return read + audit + len(card) - _naming(card, APPROVAL)


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
