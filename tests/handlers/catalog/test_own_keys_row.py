"""Rows of keys, read and written down: the same key in any dress, twice, is never two keys of own stock."""

from datetime import UTC, datetime
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import select

from handlers.catalog.own_keys_reading import rows_of
from handlers.catalog.own_keys_row import BesideError, Written, taken_apart
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.catalog import Catalog
from services.known_keys import KnownKeys
from services.own_stock import OwnStock
from services.own_stock.additions import Additions
from services.vault import Vault
from storage.database import Database
from storage.tables.stock import own_keys
from tests.audited import audit_of
from tests.clock import ManualClock

KEY = "OWN1A-BBBBB-CCCCC"
NOW = datetime(2026, 12, 1, tzinfo=UTC)
MAX = Actor(2, 2, "Max")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTHS = ((5, 5, 5), (4, 4, 4, 4), (3, 4, 4, 4), (5, 5, 5, 5, 5), (6, 4, 6), (16,), (13,))
DRESSES = (
    *("{}", "1. {}", "12) {}", "#7 {}", "3.{}", "(4) {}", "- {}", "• {}", "№5 {}"),
    *("Key: {}", "Code {}", "CD-Key: {}", "Steam key #2: {}", "Key1:{}", "key={}", "GTA V: {}"),
    *('"{}"', "'{}'", "“{}”", "`{}`", "**{}**", "[{}]", "({})", "{}.", "{},", "\u200b{}\u00a0"),
    *("{} 2027-12-31", "{};2027-12-31", "{} – 2027-12-31", "{} until 2027-12-31"),
    *("{} 9 EUR", "{} 9.50EUR", "{} EUR 9", "{} | 9 EUR", "{} 2027-12-31 9 EUR"),
    *(
        "{} (EU)",
        "{}(EU)",
        "{} EU",
        "{}-EU",
        "EU {}",
        "{} used",
        "{} #2",
        "1 {}",
        "KEY-{}",
        "{} {}",
    ),
)


@pytest.mark.parametrize(
    "said",
    [
        *(
            f"EUR9.50\n{KEY}",
            f"eur9,5\n{KEY}",
            f"{KEY},9.50 EUR",
            f"{KEY};EUR 9,50",
            f"{KEY},€9.50",
        ),
        *(f"key,cost\n{KEY},9.50EUR", f"key,cost,currency\n{KEY},9.50 EUR,eur"),
    ],
)
def test_a_cost_is_read_with_its_currency_beside_it(said: str) -> None:
    """In the first line, and in a cell of a table; two currencies of one cost are refused."""
    rows = rows_of(said, NOW)
    assert [(key.plain, key.cost) for key in rows.keys] == [(KEY, Decimal("9.50"))]
    assert (rows.currency, rows.bad) == ("EUR", {})
    assert rows_of(f"{KEY},9.50 EUR,USD", NOW).bad == {"bad-cost": [1]}
    assert rows_of("EUR12345\n", NOW).bad == {"no-cost": [1]}, "it may be a key"


def drawn(random: Random) -> str:
    """A key of one of the usual forms."""
    return "-".join("".join(random.choices(LETTERS, k=n)) for n in random.choice(LENGTHS))


def worn(random: Random, key: str) -> str:
    """A key as somebody may write it."""
    plain = random.choice((key, key.lower(), key.replace("-", ""), key.replace("-", " ")))
    plain = random.choice((plain, plain.replace("-", " - "), plain.replace("-", "–")))
    return random.choice(DRESSES).replace("{}", plain)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("1. OWN1A-BBBBB-CCCCC", Written(KEY)),
        ("Steam key #2: “OWN1A-BBBBB-CCCCC”", Written(KEY)),
        ("GTA V: OWN1A-BBBBB-CCCCC", Written(KEY)),
        ("#1 OWN1A BBBBB CCCCC", Written("OWN1A BBBBB CCCCC")),
        ("OWN1A-BBBBB-CCCCC; 2027-12-31", Written(KEY, day="2027-12-31")),
        ("OWN1A BBBBB CCCCC till 2027-12-31 9 EUR", Written("OWN1A BBBBB CCCCC", "9", "EUR", "2027-12-31")),
        ("OWN1A-BBBBB-CCCCC 9.50EUR", Written(KEY, "9.50", "EUR")),
        ("OWN1A-BBBBB-CCCCC (EU)", "beside"),
        ("OWN1A-BBBBB-CCCCC-EU", "beside"),
        ("OWN1A-BBBBB-CCCCC OWN2A-BBBBB-CCCCC", "beside"),
        ("OWN1 BBBB CCCC 2027", "beside"),
        ("OWN1A-BBBBB-CCCCC…", Written(KEY)),
        ("OWN1A-BBBBB-CCCCC/OWN2A-BBBBB-CCCCC", "beside"),
        ("https://shop.example/registerkey?key=OWN1A-BBBBB-CCCCC", "beside"),
        ("My 12 keys of GTA V:", "no-look"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_key_is_taken_off_read_or_refused(
    said: str, written: Written | str
) -> None:
    """Numbers of lists, labels and quotes go; an expiry and a cost are read; nothing else is a part of it."""
    try:
        found: Written | str = taken_apart(said, is_name=lambda name: name == "GTA V")
    except BesideError as problem:
        found = str(problem)
    assert found == written


@pytest.fixture
def vault() -> Vault:
    """A vault with one secret."""
    return Vault(["x" * 43 + "="])


async def additions_of(database: Database, clock: ManualClock, vault: Vault) -> Additions:
    """A desk that sells GTA V from own stock."""
    audit: Audit = audit_of(database, clock)
    own = OwnStock(database, clock, vault)
    catalog = Catalog(database, clock, Providers([own]), audit)
    await catalog.load()
    await catalog.add(MAX, "GTA V", "own", "1", "EUR")
    return Additions(database, clock, vault, KnownKeys(database, vault), catalog, audit)


@pytest.mark.parametrize("seed", range(2))
async def test_a_key_that_is_added_twice_in_any_dress_lies_there_once(
    database: Database, clock: ManualClock, vault: Vault, seed: int
) -> None:
    """Random keys of random forms, each in two random dresses; in the same text, and in a later one."""
    random = Random(seed)  # noqa: S311 - it is to be the same each time
    additions = await additions_of(database, clock, vault)
    keys = [drawn(random) for _ in range(60)]
    for _ in range(3):
        said = [worn(random, key) for key in (*keys, *random.sample(keys, 20))]
        random.shuffle(said)
        read = rows_of("\n".join(["12.50 EUR", *said]), NOW, is_name=lambda name: name == "GTA V")
        batch = await additions.read(MAX, 1, "EUR", read.keys)
        if batch.keys:
            await additions.confirm(MAX, "GTA V", batch.id)
    async with database.read() as tx:
        sealed = list(await tx.connection.scalars(select(own_keys.c.sealed)))
    lying = ["".join(filter(str.isalnum, vault.open(each))).casefold() for each in sealed]
    for key in keys:
        bare = key.replace("-", "").casefold()
        assert sum(bare in each for each in lying) <= 1, (seed, key)
    assert len(lying) > len(keys) * 0.9


def test_a_cost_among_keys_and_one_said_twice_are_refused_with_all_of_it() -> None:
    """What follows was meant at another cost; nothing is put in at the wrong one, and why is said."""
    other = "OWN2A-BBBBB-CCCCC"
    for said in (
        f"5 EUR\n{KEY}\n7 EUR\n{other}",
        f"{KEY} 5 EUR\n{other} 5 EUR\n€7",
        f"5 EUR\n{KEY}\n7EUR\n{other}",
        f"5 EUR\n{KEY}\nEUR 7.50\n{other}",
    ):
        rows = rows_of(said, NOW)
        assert (rows.keys, rows.bad) == ((), {"cost-again": [3]}), said
    for twice in ("5 EUR EUR", "EUR 5 EUR", "€5 EUR", "5 EUR 7 EUR", "5 7 EUR EUR"):
        rows = rows_of(f"{twice}\n{KEY}", NOW)
        assert (rows.keys, rows.bad) == ((), {"cost-doubled": [1]}), twice
    for nothing in ("5 EUR", "key,cost,currency", "key", "5 EUR\nkey,cost"):
        assert rows_of(nothing, NOW).bad == {"none-there": []}
    read = rows_of(f"5 EUR\n{KEY}\n12345678EUR\n12345678901234\n", NOW)
    assert (len(read.keys), read.bad) == (1, {"no-look": [3, 4]}), "they may be keys"


def test_what_a_spreadsheet_makes_of_a_key_is_undone_or_refused() -> None:
    """A formula around it is no part of it; of a number that was rounded no key is left."""
    for written in (f'="{KEY}"', f'"=""{KEY}"""'):
        [key] = rows_of(f"key,cost,currency\n{written},9,EUR\n", NOW).keys
        assert key.plain == KEY
    for table in ("key,cost,currency\n1.23457E+15,9,EUR", "key;cost;currency\n1,23457E+15;9;EUR"):
        rows = rows_of(table, NOW)
        assert (rows.keys, rows.bad) == ((), {"rounded": [2]})
