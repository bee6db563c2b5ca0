"""What the doctor says of own stock: how much there is, and what of it waits for a person."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.doctor import Finding, findings
from bot.doctor_own_stock import how_own_stock_stands
from bot.settings import Settings
from services.vault import Vault
from storage.database import Database
from storage.own_keys import ASIDE, DOUBLE, FREE, LOST, TAKEN
from tests.clock import ManualClock
from tests.own_stock_made import own_key, own_offer, put_in_stock

SELL = "/keys and the product: Sell what is put aside, once it is sure that it was not sold"
SECRET = "put the secret that is missing behind the newest one, from a backup"


def settings_of(url: str) -> Settings:
    """A desk on this database."""
    return Settings(
        bot_token=SecretStr("7000000001:AAKeydeskTokenForTestsOnly0000000000"),
        owners=(11,),
        database_url=SecretStr(url),
    )


async def stocked(db: Database, clock: ManualClock, *states: str) -> None:
    """A key in each of these states."""
    vault = Vault([Fernet.generate_key().decode()])
    offer = await own_offer(db, clock)
    keys = [own_key(f"OWN{n:05}-ABCDE-FGHIJ", offer, vault, clock) for n in range(len(states))]
    await put_in_stock(
        db, [key | {"state": state} for key, state in zip(keys, states, strict=True)]
    )


async def said_of_it(url: str) -> Finding:
    """The doctor's line of it, beside the others."""
    async for finding in findings(settings_of(url), lambda _: None):
        if finding.name == "own stock":
            return finding
    raise AssertionError("nothing was said of own stock")


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ((FREE, FREE, TAKEN), (True, "2 in stock", "")),
        ((FREE, DOUBLE), (True, "1 in stock, 1 not sold, as they came for orders too", "")),
        ((ASIDE, ASIDE), (False, "0 in stock, 2 put aside by a restore", SELL)),
        (
            (FREE, ASIDE, LOST),
            (
                False,
                "1 in stock, 1 put aside by a restore, 1 that no secret opens",
                f"{SELL}; {SECRET}",
            ),
        ),
    ],
)
async def test_own_stock_is_counted_and_what_waits_has_its_remedy(
    database: Database,
    database_url: str,
    clock: ManualClock,
    states: tuple[str, ...],
    found: tuple[bool, str, str],
) -> None:
    """What a restore put aside and what no secret opens are not well, and each has its own."""
    await stocked(database, clock, *states)
    line = await said_of_it(database_url)
    assert (line.good, line.said, line.remedy) == found


async def test_where_there_is_none_nothing_is_said(database_url: str, tmp_path: Path) -> None:
    """Nor is a database made by looking for it."""
    assert await how_own_stock_stands(settings_of(database_url)) is None
    url = f"sqlite+aiosqlite:///{tmp_path / 'none.db'}"
    assert await how_own_stock_stands(settings_of(url)) is None
    assert not Database(url).exists()
