"""What docs/permissions.py asks the real Access and the real door to orders: who may what, given where."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import insert

from services.access import Access, CannotTellError, DefaultFor, Openness, Standing, Why
from services.actor import Actor
from services.audit import Audit
from services.errors import DeskError
from services.known_keys import KnownKeys
from services.orders.door import DELIVER, Door
from services.vault import Vault
from storage.database import Database
from storage.tables.catalog import offers, products
from storage.tables.orders import orders

HERE, ELSEWHERE, NUMBER = -100, -200, "K-2222-2222"
OWNER, PERSON = 1, 2
GIVEN = (
    "by the settings (owner)",
    "in this group",
    "in another group",
    "everywhere",
    "as this group’s default role",
    "as another group’s default role",
    "nowhere",
)
PLACES = {"in this group": HERE, "in private": PERSON, "in another group": ELSEWHERE}
STANDINGS = {"a member": Standing.MEMBER, "gone": Standing.AWAY, "not to be known": None}
YES, NO = "yes", "–"
Found = dict[tuple[str, str, str, bool], str]
_AT = datetime(2030, 1, 1, tzinfo=UTC)


class _Clock:
    """Each question is asked anew: hours lie between them."""

    counted_from = "the first question"

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> datetime:
        return _AT

    def steady(self) -> float:
        self.passed += 3600
        return self.passed


class _Crowd:
    """Stands in for Telegram: where the person stands with every group."""

    stands: Standing | None = Standing.MEMBER

    async def standing(self, _user_id: int, _chat_id: int) -> Standing:
        if self.stands is None:
            raise CannotTellError(Why.NO_ANSWER)
        return self.stands

    async def openness(self, _chat_id: int) -> Openness:
        return Openness.CLOSED


async def asked() -> Found:
    """By what was given, place, standing, and whether it is a step on an order of this group: yes or no."""
    found: Found = {}
    with tempfile.TemporaryDirectory() as folder:
        empty = await new_database(Path(folder))
        for given in GIVEN:
            file = shutil.copy(empty, Path(folder) / "desk.db")
            async with desk_of(file) as (access, door, crowd, _):
                await _ask(found, given, access, door, crowd)
    return found


async def _ask(found: Found, given: str, access: Access, door: Door, crowd: _Crowd) -> None:
    person = await _give(access, given)
    for standing, crowd.stands in STANDINGS.items():
        for place, chat_id in PLACES.items():
            at = person if place == "in private" else chat_id
            may = await access.permits(person, at, DELIVER, fresh=True)
            found[given, place, standing, False] = YES if may else NO
            found[given, place, standing, True] = await _let_in(door, Actor(person, at, ""))


async def _let_in(door: Door, actor: Actor) -> str:
    try:
        await door.admit(actor, NUMBER, DELIVER)
    except DeskError:
        return NO
    return YES


async def _give(access: Access, given: str) -> int:
    """Give the person support where it says, and tell who they are."""
    if given == GIVEN[0]:
        return OWNER
    group = ELSEWHERE if "another" in given else HERE
    if "default" in given:
        owner = Actor(OWNER, group, "")
        await access.set_default_role(owner, "support", DefaultFor.MEMBERS)
    elif given != "nowhere":
        owner, everywhere = Actor(OWNER, group, ""), given == "everywhere"
        await access.grant(owner, PERSON, "support", everywhere)
    return PERSON


async def new_database(folder: Path) -> Path:
    """A database with its tables and nothing in them."""
    empty = folder / "empty.db"
    await Database(_url(empty)).migrate()
    return empty


@asynccontextmanager
async def desk_of(file: Path) -> AsyncIterator[tuple[Access, Door, _Crowd, Database]]:
    """Two groups that are set up, and an order of the first."""
    clock, crowd = _Clock(), _Crowd()
    vault = Vault([Fernet.generate_key().decode()])
    db = Database(_url(file))
    await db.open()
    try:
        access = Access(db, clock, frozenset({OWNER}), Audit(db, clock, vault), crowd)
        await access.load()
        for group in (HERE, ELSEWHERE):
            await access.set_up(Actor(OWNER, group, ""), "supergroup", str(group))
        await _order(db)
        yield access, Door(db, access, KnownKeys(db, vault)), crowd, db
    finally:
        await db.close()


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def _order(db: Database) -> None:
    async with db.write() as tx:
        run = tx.connection.execute
        await run(insert(products).values(id=1, name="A", name_key="a", created_at=_AT))
        offer = {"id": 1, "product_id": 1, "provider": "codegames", "external_id": "1"}
        await run(insert(offers).values(**offer, currency="KZT", country="", created_at=_AT))
        order = {"number": NUMBER, "status": "keyed", "offer_id": 1, "provider": "codegames"}
        price = {"product": "A", "count": 1, "unit_price": 1, "currency": "KZT"}
        made = {"buyer_id": 9, "chat_id": HERE, "created_at": _AT}
        await run(insert(orders).values(**order, **price, **made))
