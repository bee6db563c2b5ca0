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
OURS = ("limits", "spent", "approval")
"""What the names of the tables have in them."""


async def run() -> list[Ratio]:
    """The statements that name their tables are what an order would not have without them."""
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
        asked = await _statements(house.services.checkout.ask(above, None, ""))
        yes = house.services.approvals.decide(OWNER, above.number, yes=True)
        decided = await _statements(yes)
        await house.close()
    await api.stop()
    of_ours = sum(any(word in each for word in OURS) for each in within)
    return [
        Ratio("statements for limits, of an order within them", of_ours, 2),
        Ratio(
            "statements of an order that is approved, beyond one that need not be",
            len(asked) + len(decided) - len(within),
            2,
        ),
    ]


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
