"""What limits and approval cost an order, in statements, from Confirm until its purchase is to begin."""

from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import Engine, event

from bench.result import Ratio
from bench.silent import PERSON
from bot.redact import Redactor
from bot.settings import Settings
from bot.wiring import House, build_house
from providers.hype.settings import HypeSettings
from sandbox.hype import Hype
from services.actor import Actor
from services.clock import system_clock
from services.limits import LimitWish, Scope
from services.orders.door import BUY, Admitted

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
    api = Hype()
    api.collection(1, "Games")
    api.product(101, "GTA V", PRICE, collection=1)
    await api.start()
    hype = HypeSettings(
        base_url=api.base_url, identifier=api.identifier, secret=SecretStr(api.secret)
    )
    with TemporaryDirectory() as folder:
        settings = Settings(
            bot_token=SecretStr("7000000001:AAFakeTokenForBenchmarksOnlyXXXXXXXX"),
            owners=(PERSON.id,),
            data_dir=Path(folder),
            providers={"hype": hype},
        )
        house = build_house(settings, [Fernet.generate_key().decode()], system_clock, Redactor())
        await house.open()
        await house.services.catalog.add(OWNER, "GTA V", "hype", "101", "BRL")
        wish = LimitWish(Scope.ORDER, "BRL", PRICE * 2, everywhere=True)
        await house.services.limits.set(OWNER, wish)
        within = await _statements(house.services.checkout.confirm(await _drawn(house, 2)))
        above = await _drawn(house, 3)
        await house.rights.catch_up()  # as the desk does every second
        asked = await _statements(house.services.checkout.ask(above, None, ""))
        yes = house.services.approvals.decide(OWNER, above.number, yes=True)
        decided = await _statements(yes)
        await house.close()
    await api.stop()
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
    with _noted() as said:
        await what
    return said


@contextmanager
def _noted() -> Iterator[list[str]]:
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)
