"""The audit as people page through it: each row once, only theirs, at the same cost however long it is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert, text

from services.access import Access
from services.actor import Actor
from services.audit import AuditKind
from services.audit_reading import AuditEntry, AuditFilter, AuditReading
from services.page import Stretch
from services.periods import Period
from storage import chat_moves
from storage.audit_reading import Looked
from storage.database import Database
from storage.tables.audit import audit as rows_of_audit
from storage.transaction import Tx
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.databases import SqliteFiles
from tests.rows_read import effort, noted, plans
from tests.services.orders_made import order_in

AT = datetime(2030, 5, 1, tzinfo=UTC)
OWNER, MANAGER = Actor(1, 1, "Olga"), Actor(2, -100, "Max")
HOMES, ACTORS = (-100, -200, None), (None, 1, 2, 3)
KINDS = ("orders", "keys", "team")


def _whom(number: int) -> int:
    """To whom a row of the team was done; a row about keys has the same subject, and is of nobody."""
    return number % 3 + 1


def _values(
    number: int, at: datetime, home: int | None, actor: int | None, kind: str
) -> dict[str, object]:
    return {
        "at": at,
        "actor_id": actor,
        "chat_id": home,
        "action": "role.granted" if kind == "team" else "order.confirmed",
        "subject": f"K-{number}" if kind == "orders" else str(_whom(number)),
        "facts": "{}",
        "previous": f"{number:064}",
        "hash": f"{number + 1:064}",
        "home_id": home,
        "kind": kind,
    }


async def put(db: Database, values: Sequence[dict[str, object]]) -> None:
    """Write rows as they are; who reads asks nothing of the chain."""
    async with db.write() as tx:
        await tx.connection.execute(insert(rows_of_audit), list(values))


async def all_pages(
    reading: AuditReading, actor: Actor, asked: AuditFilter, size: int
) -> list[int]:
    """Every row by Next, and the same all the way back by Previous."""
    pages: list[Stretch[AuditEntry]] = [await reading.page(actor, asked, size)]
    assert not pages[0].newer
    while pages[-1].older:
        behind = pages[-1].items[-1].id
        pages.append(await reading.page(actor, asked, size, behind=behind))
        assert pages[-1].newer
    for before, after in zip(reversed(pages[:-1]), reversed(pages), strict=False):
        back = await reading.page(actor, asked, size, before=after.items[0].id)
        assert [each.id for each in back.items] == [each.id for each in before.items]
        assert (back.newer, back.older) == (before.newer, before.older)
    return [entry.id for page in pages for entry in page.items]


moments = st.integers(0, 6).map(lambda hours: AT + timedelta(hours=hours))
made = st.lists(
    st.tuples(moments, st.sampled_from(HOMES), st.sampled_from(ACTORS), st.sampled_from(KINDS)),
    max_size=30,
)


@settings(max_examples=15, deadline=None)
@given(
    made=made,
    size=st.integers(1, 7),
    kind=st.sampled_from((None, *KINDS)),
    who=st.sampled_from((None, 1, 2)),
    since=st.none() | moments,
    reader=st.sampled_from((OWNER, MANAGER)),
)
def test_pages_show_each_row_once(
    sqlite_files: SqliteFiles,
    made: list[tuple[datetime, int | None, int | None, str]],
    size: int,
    kind: str | None,
    who: int | None,
    since: datetime | None,
    reader: Actor,
) -> None:
    """Whatever is there and whatever is asked for: in order, none twice, none left out, there and back."""
    asked = AuditFilter(
        AuditKind(kind) if kind else None,
        who,
        period=Period(since, since + timedelta(hours=3)) if since else None,
    )
    wanted = [
        (at, number)
        for number, (at, home, actor, of) in enumerate(made, start=1)
        if reader is OWNER or home == reader.chat_id
        if kind in (None, of)
        if who in (None, actor) or (of == "team" and who == _whom(number))
        if asked.period is None or at in asked.period
    ]

    async def play() -> None:
        url = sqlite_files.fresh()
        db, clock = Database(url), ManualClock()
        await db.open()
        values = [_values(number, *each) for number, each in enumerate(made, start=1)]
        if values:
            await put(db, values)
        access = Access(db, clock, frozenset({1}), audit_of(db, clock))
        await access.load()
        found = await all_pages(AuditReading(db, access), reader, asked, size)
        await db.close()
        sqlite_files.drop(url)
        assert found == [number for _, number in sorted(wanted, reverse=True)]

    asyncio.run(play())


HERE, SEVERAL = frozenset({-100}), frozenset({-100, -200, 7})
ASKED = {
    "at": Looked(),
    "kind_at": Looked(kind="keys", since=AT),
    "actor_id_at": Looked(actor_id=2),
    "actor_id_kind_at": Looked(actor_id=2, kind="keys"),
    "home_id_at": Looked(homes=HERE),
    "home_id_kind_at": Looked(homes=HERE, kind="keys", since=AT),
    "home_id_actor_id_at": Looked(homes=SEVERAL, actor_id=2, since=AT),
    "home_id_actor_id_kind_at": Looked(homes=SEVERAL, actor_id=2, kind="team"),
    "subject": Looked(subject="K-7"),
    "subject, in chats": Looked(homes=SEVERAL, subject="K-7", kind="orders", since=AT),
    "actor_id_at, of whom": Looked(actor_id=2, done_to=("role.",)),
    "home_id_actor_id_at, of whom": Looked(homes=SEVERAL, actor_id=2, done_to=("role.",), since=AT),
}
"""What is looked for, by the columns of the index that it is found by."""


@pytest.mark.parametrize("columns", ASKED)
async def test_each_filter_is_found_by_an_index_and_not_sorted(
    sqlite_database: Database, columns: str
) -> None:
    """A page reads its own rows alone; those of one order and those done to one person, which are few, and
    those of several chats are put in order.
    """
    asked = ASKED[columns]
    columns = columns.partition(",")[0]
    async with sqlite_database.read() as tx:
        with noted(tx) as said:
            await tx.audit_reading.newest(asked, 9, behind=5)
            await tx.audit_reading.next_newer(asked, 9, than=5)
        for plan in await plans(tx, said):
            steps = [step for step in plan if f"USING INDEX ix_audit_{columns} (" in f"{step} ("]
            assert len(steps) == (1 if asked.subject else len(asked.homes or (None,))), plan
            assert not [step for step in plan if step.startswith("SCAN audit")], plan
            if asked.done_to:
                assert sum("USING INDEX ix_audit_subject (" in step for step in plan) == 1, plan
            elif asked.subject is None and asked.homes != SEVERAL:
                assert not [step for step in plan if "TEMP B-TREE" in step], plan


@pytest.mark.unused
async def test_a_page_of_several_chats_costs_the_same_however_long_the_audit_is(
    database: Database,
) -> None:
    """The database reads no more over ten times as many rows, whatever is asked for.

    All that are newer are alike: what is asked for is either all of these, or lies far behind them.
    """

    def page(asked: Looked) -> Callable[[Tx], Awaitable[None]]:
        async def ask(tx: Tx) -> None:
            await tx.audit_reading.newest(asked, 3)
            await tx.audit_reading.newest(asked, 3, behind=290)
            await tx.audit_reading.next_newer(asked, 3, than=10)

        return ask

    def mixed(n: int) -> tuple[int | None, int | None, str]:
        return HOMES[n % 3], ACTORS[n % 4], KINDS[n // 7 % 3]

    async def fill(numbers: range, *alike: Any) -> None:
        rows = [
            _values(
                n,
                AT + timedelta(seconds=n),
                *(alike or (HOMES[n % 3], ACTORS[n % 4], KINDS[n // 7 % 3])),
            )
            for n in numbers
        ]
        await put(database, rows)
        async with database.write() as tx:
            await tx.connection.execute(text("ANALYZE"))

    await fill(range(1, 301))
    few = {name: await effort(database, page(asked)) for name, asked in ASKED.items()}
    await fill(range(301, 3001), -100, 2, "orders")
    many = {name: await effort(database, page(asked)) for name, asked in ASKED.items()}
    assert {name: (few[name], many[name]) for name in ASKED if many[name] > few[name] * 1.2} == {}


@pytest.mark.parametrize("rows", [10, 10_000])
async def test_a_page_costs_the_same_however_long_the_audit_is(
    database: Database, access: Access, rows: int
) -> None:
    """Two statements, by what is asked for and wherever the page is."""
    await put(
        database,
        [
            _values(n, AT + timedelta(seconds=n), -100, n % 3 + 1, "keys")
            for n in range(1, rows + 1)
        ],
    )
    reading = AuditReading(database, access)
    said: list[str] = []
    async with database.read() as tx:
        engine = tx.connection.engine.sync_engine

    @event.listens_for(engine, "before_cursor_execute")
    def _count(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            said.append(statement)

    for asked in (AuditFilter(), AuditFilter(AuditKind.KEYS, who=2)):
        for behind in (None, rows - 2):
            said.clear()
            page = await reading.page(MANAGER, asked, 2, behind=behind)
            assert (len(page.items), len(said)) == (2, 2)


async def test_a_row_of_an_order_belongs_to_its_chat(
    database: Database, access: Access, clock: ManualClock
) -> None:
    """Wherever it was done: by a manager in private, by a customer with a claim; and follows it."""
    audit, reading = audit_of(database, clock), AuditReading(database, access)
    number = await order_in(database, -100)
    async with database.write() as tx:
        await audit.write(tx, Actor(7, 7, "Cleo"), "keys.claimed", number)
        await audit.write(tx, Actor(9, -200, "Sam"), "keys.revealed", number)
        await audit.write(tx, Actor(9, -200, "Sam"), "catalog.added", number)
        await audit.write(tx, None, "chat.open-to", "-100", to="public")
    assert await shown(reading, MANAGER) == ["chat.open-to", "keys.revealed", "keys.claimed"]
    async with database.write() as tx:
        await chat_moves.follow(tx.connection, -100, -500)
        await audit.write(tx, None, "chat.migrated", "-100", to=-500)
    assert await shown(reading, Actor(2, -500, "Max")) == [
        "chat.open-to",
        "keys.revealed",
        "keys.claimed",
    ]
    assert (await audit.verify()).trouble is None


async def shown(reading: AuditReading, actor: Actor) -> list[str]:
    """The actions on the first page."""
    return [each.action for each in (await reading.page(actor, AuditFilter(), 9)).items]
