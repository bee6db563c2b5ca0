"""docs/endpoints.md is whole, true and fresh."""

import re
from collections import Counter

import pytest

from bot.web import LAUNCH_PATH
from docs import endpoints
from docs.endpoints_table import TABLE, Button, Row
from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from sandbox import gamebase, paysuper
from sandbox.codegames.server import PATHS
from sandbox.hype.routes import PREFIX, Routes
from sandbox.openapigames.server import PATH
from services.access.roles import PERMISSIONS
from tests.docs.pages import ROOT, cells, text_of

HOW_MANY = {"CodeGames": 4, "PaySuper": 10, "open-api-games": 2, "Gamebase": 24, "Hype": 15}
NOT_YET: frozenset[str] = frozenset()
"""Numbers that nothing in the chat leads to yet. Their rows say so; the aim is to have none."""

LOCALES = ROOT / "handlers" / "locales" / "en"
CALLS = endpoints.client_calls()
EACH = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.number)


def test_the_page_is_fresh() -> None:
    """It is what docs/endpoints.py writes now; run that if this fails."""
    assert text_of(endpoints.PAGE) == endpoints.page()


def test_no_number_is_missing() -> None:
    """55 rows: each provider's numbers, from 1 on, in their order, once."""
    wanted = [
        f"{group}.{number}"
        for group, many in enumerate(HOW_MANY.values(), 1)
        for number in range(1, many + 1)
    ]
    assert [row.number for row in TABLE] == wanted
    assert len(wanted) == 55
    assert Counter(row.provider for row in TABLE) == HOW_MANY
    shown = [row[0] for first in range(1, 6) for row in cells(endpoints.PAGE, f"{first}.")]
    assert shown == wanted


def test_no_cell_is_empty() -> None:
    """Each row has all six cells, and says "not yet" only where that is known."""
    for first in range(1, 6):
        for row in cells(endpoints.PAGE, f"{first}."):
            assert len(row) == 6
            assert all(row), row
            assert (endpoints.NOT_YET in row) is (row[0] in NOT_YET), row


def test_methods_and_paths_are_the_sandbox_s() -> None:
    """The stand-ins, written from the documents, serve the same addresses."""
    served = {
        "CodeGames": {short: ("POST", path) for short, path in PATHS.items()},
        "PaySuper": {name: (r.method, r.path) for name, r in paysuper.ROUTES["document"].items()},
        "open-api-games": {"accounts": ("POST", PATH)},
        "Gamebase": {name: (r.method, r.path) for name, r in gamebase.ROUTES.items()},
        "Hype": {r.endpoint: (r.method, r.path.removeprefix(PREFIX)) for r in Routes()},
    }
    wanted = {
        (provider, short): (method, _blank(path))
        for provider, routes in served.items()
        for short, (method, path) in routes.items()
    }
    rows = [row for row in TABLE if row.number != "3.2"]
    assert {(row.provider, row.short): (row.method, _blank(row.path)) for row in rows} == wanted


def test_gamebase_s_numbers_are_the_sandbox_s() -> None:
    """It is the one stand-in that names them."""
    rows = {row.short: row.number for row in TABLE if row.provider == "Gamebase"}
    assert rows == {short: route.number for short, route in gamebase.ROUTES.items()}


def test_the_call_back_is_where_keydesk_listens() -> None:
    """3.2 is served by Keydesk itself; the stand-in calls what an account names."""
    [row] = [row for row in TABLE if row.number == "3.2"]
    assert (row.method, row.path) == ("POST", LAUNCH_PATH)


@EACH
def test_a_client_method_is_there(row: Row) -> None:
    """Some function of the provider's client names the number in its docstring."""
    assert (row.number in CALLS) or (row.number in NOT_YET)
    for file, _ in CALLS.get(row.number, ()):
        folder = ROOT / "providers" / row.provider.lower().replace("-", "")
        assert file.is_relative_to(folder)


def test_docstrings_name_no_number_there_is_not() -> None:
    """What the client functions say of themselves is in the table."""
    assert set(CALLS) <= {row.number for row in TABLE}


@EACH
def test_its_ways_in_are_registered(row: Row) -> None:
    """Commands and buttons are those of the registry, and a button says what the texts say."""
    registry = Registry(TASKS, PERMISSIONS)
    assert bool(row.ways) is (row.number not in NOT_YET)
    for way in row.ways:
        if isinstance(way, Button):
            assert way.verb in registry.taps
            assert way.label in _labels()
        else:
            assert way.removeprefix("/") in registry.commands


@EACH
def test_it_is_tested(row: Row) -> None:
    """Some test of the providers' folder makes the call itself."""
    files = endpoints.tests_of(row, CALLS)
    folders = {file.relative_to(ROOT / "tests").parts[0] for file in files}
    assert "providers" in folders or row.number in NOT_YET


def test_what_is_missing_is_said() -> None:
    """A row without call, way and test says so in each cell, so that the page tells the truth."""
    row = Row("Nobody", "9.9", "GET", "/nowhere", "none-such", ())
    assert endpoints.line(row, {}) == "| 9.9 | GET | `/nowhere` | not yet | not yet | not yet |"


def _blank(path: str) -> str:
    """A path with its placeholders left blank: each source has its own names and patterns."""
    return re.sub(r"\{[^{}]*\}|:\w+", "{}", path)


def _labels() -> set[str]:
    """Every text of one line, with what is put into it left open."""
    lines = "\n".join(text_of(file) for file in LOCALES.glob("*.ftl"))
    return {
        re.sub(r"\{[^}]*\}", "…", text)
        for text in re.findall(r"^[\w-]+ = (.+)$", lines, re.MULTILINE)
    }
