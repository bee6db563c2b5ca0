"""A furnished stage: the real process among its made-up people and providers, over real HTTP."""

import functools
import io
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
import structlog

from bot import logs
from bot.demo.stage import Stage
from bot.redact import Redactor
from bot.telegram.rates import Rates
from providers.timeouts import Patience
from sandbox.telegram import Rates as TelegramRates
from tests.conversations.play import Begun, Play
from tests.furnished import CODEGAMES, UNHURRIED, Furnished

BEGUN = pytest.StashKey[Begun]()


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark by which a dialogue says what it plays."""
    config.addinivalue_line(
        "markers", "steps(*steps): the registered steps this dialogue takes; checked at its end"
    )
    config.addinivalue_line(
        "markers", "begins(scene): what was played before this dialogue; see scenes.py"
    )


@pytest.fixture
def redactor() -> Redactor:
    """What hides secrets from the log."""
    return Redactor()


@pytest.fixture
def log(redactor: Redactor) -> Iterator[io.StringIO]:
    """The log as the process writes it, one JSON object a line."""
    root = logging.getLogger()
    before = (root.handlers, root.level, sys.excepthook)
    stream = io.StringIO()
    logs.configure(level="info", log_format="json", redactor=redactor, stream=stream)
    yield stream
    root.handlers, root.level, sys.excepthook = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.fixture
async def bare_stage(log: io.StringIO, redactor: Redactor) -> AsyncIterator[Stage]:
    """Keydesk just installed: nobody has pressed Start, no chat is set up, the catalog is empty."""
    stage = Stage(
        rates=Rates.unlimited(),
        telegram_rates=TelegramRates.unlimited(),
        redactor=redactor,
        tap_patience=UNHURRIED,
    )
    await stage.start()
    yield stage
    await stage.stop()
    none_leaked(stage, log)


def none_leaked(stage: Stage, log: io.StringIO) -> None:
    """Assert that no stand-in complains of a request, and that the log holds no secret."""
    assert stage.town.complaints == []
    secrets = [
        stage.town.world.token,
        stage.town.codegames.password,
        stage.town.hype.secret,
        stage.town.openapigames.secret,
        stage.town.paysuper.token,
        *(key for order in stage.town.codegames.orders for key in order.keys),
        *(pin.key for pin in stage.town.hype.pins),
    ]
    assert not [secret for secret in secrets if secret in log.getvalue()]


@pytest.fixture
def sellers() -> frozenset[str]:
    """The providers whose offers the catalog has."""
    return CODEGAMES


@pytest.fixture
def patience() -> Patience | None:
    """How long providers may take and how tries pause; None is as in earnest."""
    return None


@pytest.fixture
async def stage(
    furnished: Furnished,
    sellers: frozenset[str],
    patience: Patience | None,
    log: io.StringIO,
    redactor: Redactor,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Stage]:
    """Keydesk in its working day: people with roles, two chats, thirteen products, two alerts.

    Some scene was played there already, if the ``begins`` mark says so.
    """
    begins = request.node.get_closest_marker("begins")
    if begins is None:
        stage = await furnished.stage(sellers, redactor=redactor, patience=patience)
    else:
        (scene,) = begins.args
        stage, begun = await furnished.after(
            on_stage(scene), sellers, redactor=redactor, patience=patience
        )
        request.node.stash[BEGUN] = begun
    yield stage
    await stage.stop()
    none_leaked(stage, log)


@pytest.fixture
async def play(stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Play]:
    """The working day, to be played. What the ``steps`` mark promises must have been done."""
    played = Play(stage, request.node.stash.get(BEGUN, None))
    yield played
    await played.at_end(promised(request))


@pytest.fixture
async def bare_play(bare_stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Play]:
    """The same before the first day."""
    played = Play(bare_stage)
    yield played
    await played.at_end(promised(request))


def on_stage(scene: Callable[[Play], Awaitable[Any]]) -> Callable[[Stage], Awaitable[Begun]]:
    """The same, played on a stage; what holds for every dialogue is looked at."""

    @functools.wraps(scene)
    async def played(stage: Stage) -> Begun:
        play = Play(stage)
        given = await scene(play)
        await play.at_end(set())
        return Begun(scene.__qualname__, given, play.done)

    return played


def promised(request: pytest.FixtureRequest) -> set[str]:
    """What the ``steps`` mark of a dialogue says that it plays."""
    return {step for mark in request.node.iter_markers("steps") for step in mark.args}
