"""Nothing that is logged, by us or by a library, shows a secret or a local variable."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator
from typing import Any, Literal

import pytest
import structlog
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.logs import configure
from bot.redact import SHORTEST, Redactor
from services.unencoded import unencoded

Format = Literal["console", "json"]
FORMATS: list[Format] = ["console", "json"]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    before = (root.handlers, root.level, sys.excepthook)
    yield
    root.handlers, root.level, sys.excepthook = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def logged(log_format: Format, *secrets: str, level: Any = "debug") -> io.StringIO:
    """Configure logs into a text, with these secrets registered."""
    stream = io.StringIO()
    redactor = Redactor()
    for secret in secrets:
        redactor.add(secret)
    configure(level=level, log_format=log_format, redactor=redactor, stream=stream)
    return stream


class Odd:
    """Shows what it holds only when it is printed."""

    def __init__(self, held: object) -> None:
        self.held = held

    def __repr__(self) -> str:
        return f"<Odd {self.held!r}>"


secrets = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="*"), min_size=4)


def holding(secret: str) -> st.SearchStrategy[object]:
    """Structures with the secret somewhere inside."""
    return st.recursive(
        st.sampled_from([secret, f"at {secret}!", secret.encode(), Odd(secret)]),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=2),
            st.tuples(st.integers(), inner),
            st.dictionaries(st.sampled_from(["a", secret]), inner, min_size=1, max_size=2),
            st.builds(Odd, inner),
        ),
        max_leaves=4,
    )


@settings(max_examples=150)
@given(data=st.data(), secret=secrets, log_format=st.sampled_from(FORMATS))
def test_no_secret_survives_in_whatever_structure_it_is_logged(
    data: st.DataObject, secret: str, log_format: Format
) -> None:
    """As a value, a name, an argument of another's log record, an exception, a bound value."""
    assume(len(unencoded(secret)) >= SHORTEST)
    stream = logged(log_format, secret)
    value = data.draw(holding(secret))
    log = structlog.get_logger("bot.orders")
    log.info("order", value=value)
    log.info(f"order {secret}", **{secret: 1} if secret not in ("event", "exc_info") else {})
    log.bind(chat=value).warning("bound")
    logging.getLogger("aiogram.dispatcher").warning("failed %s because %r", value, secret)
    try:
        try:
            raise ValueError(value)  # noqa: TRY301 - the inner failure is the point
        except ValueError as error:
            error.add_note(f"note {secret}")
            raise KeyError(secret) from error
    except KeyError:
        log.exception("broken", value=value)
        logging.getLogger("httpx").exception("broken %s", secret)
    text = stream.getvalue()
    assert text.count("broken") >= 2
    shown = text.replace("***", "\x00")
    for form in {secret, repr(secret)[1:-1], json.dumps(secret)[1:-1]}:
        assert form not in shown


@pytest.mark.parametrize("log_format", FORMATS)
def test_tracebacks_show_no_local_variables(log_format: Format) -> None:
    """A key in a variable is no secret anyone registered."""
    stream = logged(log_format)

    def fails() -> None:
        key = "ABCD-" + "EFGH"
        raise RuntimeError(f"no luck {len(key)}")

    try:
        fails()
    except RuntimeError:
        structlog.get_logger("bot").exception("broken")
        logging.getLogger("sqlalchemy.pool").exception("broken")
    text = stream.getvalue()
    assert text.count("no luck 9") >= 2
    assert "ABCD-EFGH" not in text


def test_json_lines_are_json_and_tell_where_and_when() -> None:
    """One object a line, ours and others' alike."""
    stream = logged("json", "the-secret")
    structlog.get_logger("bot.orders").info("order.paid", number="K-7F3Q-X9ND", by="the-secret")
    logging.getLogger("aiogram").warning("slow %s", "the-secret")
    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert ours.pop("timestamp").endswith("Z")
    assert ours == {
        "event": "order.paid",
        "number": "K-7F3Q-X9ND",
        "by": "***",
        "level": "info",
        "logger": "bot.orders",
    }
    assert (theirs["event"], theirs["level"], theirs["logger"]) == (
        "slow ***",
        "warning",
        "aiogram",
    )


def test_a_record_that_cannot_be_rendered_is_told_without_its_arguments() -> None:
    """``logging`` by itself would print the arguments as they are."""
    stream = logged("console", "the-secret")
    logging.getLogger("aiohttp").warning("%d", "unregistered-secret")
    text = stream.getvalue()
    assert "a log record of aiohttp" in text
    assert "unregistered-secret" not in text


def test_the_level_is_kept_and_chatter_is_left_out() -> None:
    """At info no library tells of every request; at debug none tells of headers or parameters."""
    stream = logged("console", level="info")
    structlog.get_logger("bot").debug("ours")
    logging.getLogger("httpx").info("HTTP Request: GET https://host/path")
    logging.getLogger("aiogram.event").info("Update is handled")
    assert stream.getvalue() == ""
    stream = logged("console", level="debug")
    structlog.get_logger("bot").debug("ours")
    logging.getLogger("httpcore.http11").debug("send_request_headers.started")
    logging.getLogger("sqlalchemy.engine.Engine").info("[cached] ('parameter',)")
    assert "ours" in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 1


def test_warnings_and_uncaught_exceptions_are_logged_and_redacted() -> None:
    """What Python would print to standard error by itself goes the same way."""
    stream = logged("json", "the-secret")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old way with the-secret", DeprecationWarning, stacklevel=1)
    error = RuntimeError("died of the-secret")
    sys.excepthook(RuntimeError, error, None)
    text = stream.getvalue()
    assert "old way with ***" in text
    assert "died of ***" in text
    assert "the-secret" not in text


def test_colors_are_only_for_terminals() -> None:
    """A file or a pipe gets plain text."""
    stream = logged("console")
    structlog.get_logger("bot").warning("hello")
    assert "\x1b" not in stream.getvalue()
