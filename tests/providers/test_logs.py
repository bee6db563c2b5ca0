"""What is logged of a call, and what never is."""

import logging
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from structlog.testing import capture_logs

from providers.codegames.provider import CodeGames
from providers.errors import ProviderError
from providers.gamebase.provider import Gamebase
from sandbox import codegames, gamebase
from sandbox.faults import Fault
from tests.providers.conftest import LOGIN, OFFER, PASSWORD, SECRET_KEY
from tests.providers.discreet import assert_hides

PRICE = Decimal("956.3")
Logs = list[MutableMapping[str, Any]]


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> Iterator[Logs]:
    """Every structured log line; the libraries' own lines are in caplog, however fine."""
    caplog.set_level(logging.DEBUG)
    with capture_logs() as lines:
        yield lines


async def test_one_line_for_each_try(cg: codegames.CodeGames, shop: CodeGames, logs: Logs) -> None:
    """Each try is one line: provider, endpoint, status, milliseconds, and the id of its call."""
    cg.faults.add("check", Fault.status(503))
    await shop.quote(OFFER)
    lines = [line for line in logs if line["event"] == "provider.call"]
    assert [(line["endpoint"], line["status"], line["attempt"]) for line in lines] == [
        ("sign_in", 200, 1),
        ("check", 503, 1),
        ("check", 200, 2),
    ]
    assert {line["provider"] for line in lines} == {"codegames"}
    assert [line["log_level"] for line in lines] == ["info", "warning", "info"]
    assert all(isinstance(line["ms"], int) and line["ms"] >= 0 for line in lines)
    assert lines[0]["call"] != lines[1]["call"] == lines[2]["call"]


async def test_nothing_secret_from_codegames(
    cg: codegames.CodeGames,
    shop: CodeGames,
    logs: Logs,
    caplog: pytest.LogCaptureFixture,
    secrets: list[str],
) -> None:
    """No login, password, token or key is logged, whether calls end well or not."""
    faults = [Fault.html(), Fault.malformed(), Fault.truncated(), Fault.lost_after(), None]
    for number, fault in enumerate(faults):
        for endpoint in ("sign_in", "check", "pay", "keys"):
            if fault is not None:
                cg.faults.add(endpoint, fault)
        for call in (
            shop.check(),
            shop.quote(OFFER),
            shop.purchase(OFFER, PRICE, f"txn-{number}"),
            shop.keys("782"),
        ):
            with suppress(ProviderError):
                await call
    keys = [key for order in cg.orders for key in order.keys]
    assert cg.charges == len(faults)
    assert len(secrets) >= 2
    assert len(logs) > 20
    assert_hides(f"{logs}\n{caplog.text}", [LOGIN, PASSWORD, *secrets, *keys])


async def test_nothing_secret_from_gamebase(
    gb: gamebase.Gamebase, games: Gamebase, logs: Logs, caplog: pytest.LogCaptureFixture
) -> None:
    """No secret key, address or player is logged; later addresses hold tokens."""
    await games.player("quest", "QXG774PMRZMWR3BR")
    gb.faults.add("member", Fault.status(500), times=None)
    with pytest.raises(ProviderError):
        await games.player("quest", "QXG774PMRZMWR3BR")
    text = f"{logs}\n{caplog.text}"
    assert_hides(text, [SECRET_KEY, "QXG774PMRZMWR3BR", "tcgb-member", gb.base_url])
    assert [line["endpoint"] for line in logs if line["event"] == "provider.call"] == ["member"] * 4


def test_libraries_are_kept_quiet(games: Gamebase) -> None:
    """The HTTP libraries may not log requests, even where everything else is logged finely."""
    assert games.name == "gamebase"
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("httpcore.http11").isEnabledFor(logging.INFO)
