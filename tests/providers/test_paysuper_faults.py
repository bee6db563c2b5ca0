"""Each kind of fault at every endpoint of PaySuper: what it ends in, and that nothing happens twice."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from providers.administration import KeyProductChange, KeyProductFilter
from providers.errors import (
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Rejected,
    Unavailable,
)
from providers.paysuper.provider import PaySuper
from sandbox import paysuper
from sandbox.faults import Fault
from tests.providers.discreet import assert_hides, everything_of
from tests.providers.paysuper_desk import (
    CONTENT,
    DIALECTS,
    GOG,
    ID,
    TOKEN,
    Dialect,
    shop,
)

Call = Callable[[PaySuper], Awaitable[object]]

READS: dict[str, Call] = {
    "list": lambda p: p.key_products(KeyProductFilter(), 0, 9),
    "get": lambda p: p.key_product(ID),
    "public": lambda p: p.public_view(ID, "", "USD"),
    "platforms": lambda p: p.platforms(),
}
WRITES: dict[str, Call] = {
    "create": lambda p: p.create_key_product("gta-5", CONTENT),
    "update": lambda p: p.edit_key_product(ID, KeyProductChange(names={"en": "GTA 4"})),
    "publish": lambda p: p.publish_key_product(ID),
    "delete": lambda p: p.delete_key_product(ID),
    "add_platform": lambda p: p.set_platform(ID, GOG),
    "remove_platform": lambda p: p.remove_platform(ID, "steam"),
}


def _json(status: int, body: str, *headers: tuple[str, str], acted: bool = False) -> Fault:
    kind = "application/json"
    return Fault.status(status, body, content_type=kind, headers=dict(headers), acted=acted)


def _code(status: int, code: str) -> Fault:
    return _json(status, f'{{"code": "{code}", "message": "?", "details": "{TOKEN}"}}')


@dataclass(frozen=True)
class Row:
    """A fault, and what a read makes of it. A write ends by ``acted`` where the fault tells nothing.

    ``refusal`` is what a write raises where the fault is a clear no.
    """

    fault: Fault
    read: type[ProviderError]
    tries: int
    refusal: type[ProviderError] | None = None


TABLE = {
    "not done": Row(Fault.lost_before(), Unavailable, 3),
    "lost": Row(Fault.lost_after(), Unavailable, 3),
    "a no": Row(_code(400, "kp000017"), NotFound, 1, NotFound),
    "another thing": Row(_json(200, "[]", acted=True), Unavailable, 1),
}
"""One of each kind of outcome, for every endpoint."""
LOST = {name: row for name, row in TABLE.items() if row.refusal is None}

READINGS = {
    "400": Row(_json(400, '{"message": "?"}'), Rejected, 1),
    "400 invalid": Row(_code(400, "ma000002"), Rejected, 1, Rejected),
    "400 unlisted": Row(_code(400, "zz000099"), Rejected, 1, Rejected),
    "400 own fault": Row(_code(400, "ma000003"), Unavailable, 3),
    "401": Row(_json(401, '{"message": "?"}'), NotAllowed, 1, NotAllowed),
    "403": Row(_code(403, "ma000004"), NotAllowed, 1, NotAllowed),
    "403 page": Row(Fault.html(403, acted=False), NotAllowed, 1, NotAllowed),
    "404 no route": Row(_json(404, '{"message": "Not Found"}'), Rejected, 1, Rejected),
    "404 page": Row(Fault.html(404, acted=False), Unavailable, 1),
    "429 code": Row(_code(429, "ma000002"), Unavailable, 3),
    "500": Row(_code(500, "kp000013"), Unavailable, 3),
    "500 acted": Row(Fault.status(500, acted=True), Unavailable, 3),
    "301": Row(_json(301, "{}", ("Location", "/")), Unavailable, 1),
    "200 page": Row(Fault.html(), Unavailable, 1),
    "200 text": Row(_json(200, '"ok"', acted=True), Unavailable, 1),
    "200 text, not done": Row(_json(200, '"ok"'), Unavailable, 1),
    "200 code": Row(_code(200, "kp000018"), Unavailable, 1),
}
"""Codes and statuses are read in one place: for a read, and for writes with an answer and without."""

READ_UNDER = [("document", name, fault) for name in READS for fault in TABLE]
READ_UNDER += [("server", name, "a no") for name in READS]
READ_UNDER += [("document", "get", fault) for fault in READINGS]
WRITTEN_UNDER = [
    (dialect, name, fault) for dialect in DIALECTS for name in WRITES for fault in TABLE
]
WRITTEN_UNDER += [("document", name, fault) for name in ("publish", "delete") for fault in READINGS]
ALL = TABLE | READINGS
EMPTY = {
    "200 empty": Fault.status(200, acted=True),
    "204": Fault.status(204, acted=True),
    "200 {}": _json(200, "{}", acted=True),
}
"""For what has no content these are answers."""


def endpoint_of(name: str, dialect: Dialect) -> str:
    """The endpoint by which a write is made: the server has none for platforms (e)."""
    return "update" if dialect == "server" and name.endswith("platform") else name


def effects(stand_in: paysuper.PaySuper) -> Counter[str]:
    """How often each endpoint has done something."""
    return Counter(change.endpoint for change in stand_in.changes)


@pytest.mark.parametrize(("dialect", "name", "fault"), READ_UNDER)
async def test_a_read_under_a_fault(dialect: Dialect, name: str, fault: str) -> None:
    """Each ends in the error of the table, after as many tries as it says; nothing is shown."""
    row = ALL[fault]
    async with shop(dialect) as (stand_in, provider):
        await provider.publish_key_product(ID)
        stand_in.faults.add(name, row.fault, times=None)
        with pytest.raises(ProviderError) as caught:
            await READS[name](provider)
        assert type(caught.value) is row.read
        assert_hides(everything_of(caught.value), [TOKEN])
        assert len([call for call in stand_in.calls if call.endpoint == name]) == row.tries
        assert effects(stand_in) == {"publish": 1}
        assert stand_in.complaints == []


@pytest.mark.parametrize(("dialect", "name", "fault"), WRITTEN_UNDER)
async def test_a_write_under_a_lasting_fault(dialect: Dialect, name: str, fault: str) -> None:
    """A no is a no. All else is looked for: done once and told so, or unknown and not done."""
    row = ALL[fault]
    endpoint = endpoint_of(name, dialect)
    async with shop(dialect) as (stand_in, provider):
        stand_in.faults.add(endpoint, row.fault, times=None)
        acted = row.fault.acted and not row.fault.seconds
        if acted:
            await WRITES[name](provider)
        else:
            with pytest.raises(ProviderError) as caught:
                await WRITES[name](provider)
            assert type(caught.value) is (row.refusal or OutcomeUnknown)
            assert_hides(everything_of(caught.value), [TOKEN])
        assert effects(stand_in) == ({endpoint: 1} if acted else {})
        tries = [call for call in stand_in.calls if call.endpoint == endpoint]
        assert len(tries) == (1 if acted or row.refusal else 2)
        assert stand_in.complaints == []


@pytest.mark.parametrize("row", LOST.values(), ids=LOST)
@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_write_after_a_passing_fault(dialect: Dialect, name: str, row: Row) -> None:
    """What is lost once is done once all the same."""
    endpoint = endpoint_of(name, dialect)
    async with shop(dialect) as (stand_in, provider):
        stand_in.faults.add(endpoint, row.fault)
        await WRITES[name](provider)
        assert effects(stand_in) == {endpoint: 1}
        assert stand_in.complaints == []


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_write_that_cannot_be_looked_for(dialect: Dialect, name: str) -> None:
    """Where looking fails too it is unknown, and is not made again."""
    endpoint = endpoint_of(name, dialect)
    async with shop(dialect) as (stand_in, provider):
        stand_in.faults.add(endpoint, Fault.lost_after())

        def changed(_: object) -> bool:
            return bool(stand_in.changes)

        for look in ("get", "list"):
            stand_in.faults.add(look, Fault.status(500), times=None, when=changed)
        with pytest.raises(OutcomeUnknown):
            await WRITES[name](provider)
        assert effects(stand_in) == {endpoint: 1}


@pytest.mark.parametrize("fault", EMPTY.values(), ids=EMPTY)
@pytest.mark.parametrize("name", ["delete", "add_platform", "remove_platform"])
async def test_no_content_is_an_answer(name: str, fault: Fault) -> None:
    """Nothing at all is what these answer, with whatever status of success."""
    async with shop("document") as (stand_in, provider):
        stand_in.faults.add(name, fault)
        await WRITES[name](provider)
        assert [call.endpoint for call in stand_in.calls] == [name]


@pytest.mark.parametrize("fault", EMPTY.values(), ids=EMPTY)
@pytest.mark.parametrize("name", ["create", "update", "publish"])
async def test_no_content_where_a_product_is_due(name: str, fault: Fault) -> None:
    """It is looked for, found, and not made again."""
    async with shop("document") as (stand_in, provider):
        stand_in.faults.add(name, fault)
        await WRITES[name](provider)
        assert effects(stand_in) == {name: 1}


async def test_a_lost_creation_is_told_as_found() -> None:
    """The person reads that it was looked for and found."""
    async with shop("document") as (stand_in, provider):
        stand_in.faults.add("create", Fault.lost_after())
        made = await provider.create_key_product("gta-5", CONTENT)
        assert made.found
        assert made.what.content == CONTENT
        assert [call.endpoint for call in stand_in.calls] == ["create", "list"]


async def test_a_taken_sku_whose_refusal_is_lost() -> None:
    """A product that somebody else made is never taken for ours."""
    async with shop("document") as (stand_in, provider):
        stand_in.faults.add("create", Fault.lost_before())
        with pytest.raises(ProviderError) as caught:
            await provider.create_key_product("gta-4", CONTENT)
        assert caught.value.reason == "sku-taken"
        assert stand_in.changes == []


async def test_a_creation_is_found_behind_many() -> None:
    """However many products have a sku like it, and whatever signs are in it."""
    async with shop("document") as (stand_in, provider):
        for number in range(205):
            stand_in.product(f"a+b {number}", "Another")
        stand_in.faults.add("create", Fault.lost_after())
        assert (await provider.create_key_product("a+b", CONTENT)).found


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_deletion_that_takes_two_tries(dialect: Dialect) -> None:
    """If the second try hears "not found", the first one did it (kp000017)."""
    async with shop(dialect) as (stand_in, provider):
        stand_in.faults.add("delete", Fault.lost_after())
        stand_in.faults.add("get", _json(200, f'{{"id": "{ID}"}}'))  # a view not yet up to date
        await provider.delete_key_product(ID)
        assert effects(stand_in) == {"delete": 1}
        assert [c.endpoint for c in stand_in.calls] == ["delete", "get", "delete", "get"]
