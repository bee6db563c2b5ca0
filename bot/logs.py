"""Logs: ours by structlog and everybody else's by ``logging``, through one formatter and redactor.

Nothing leaves the process unredacted: the finished line is what the redactor sees, with its
exception texts and tracebacks, whoever wrote it. Tracebacks show no local variables.
"""

import logging
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Literal, TextIO

import structlog
from structlog.types import Processor

from bot.redact import Redactor

# What these say at "info" is a line for every update, request or run; what some of them say at
# "debug" is headers and the parameters of statements, which hold secrets nobody has registered.
_QUIET = ("aiogram.event", "aiohttp.access", "apscheduler", "httpx")
_NEVER_BELOW_WARNING = ("aiosqlite", "alembic", "asyncio", "httpcore", "sqlalchemy")


def configure(
    *,
    level: Literal["debug", "info", "warning", "error"] = "info",
    log_format: Literal["console", "json"] = "console",
    redactor: Redactor,
    stream: TextIO | None = None,
) -> None:
    """Send all logs, warnings and uncaught exceptions to ``stream`` (standard error).

    Replaces the handlers of the root logger; call it once, when the process starts.
    """
    out = sys.stderr if stream is None else stream
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = _Handler(out, redactor)
    handler.setFormatter(_formatter(log_format, shared, colors=out.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel("DEBUG" if level == "debug" else "WARNING")
    for name in _NEVER_BELOW_WARNING:
        logging.getLogger(name).setLevel("WARNING")
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught


def _formatter(
    log_format: Literal["console", "json"], shared: Sequence[Processor], *, colors: bool
) -> logging.Formatter:
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    ending: list[Processor]
    if log_format == "json":
        ending = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        ending = [
            structlog.dev.ConsoleRenderer(
                colors=colors, exception_formatter=structlog.dev.plain_traceback
            )
        ]
    return structlog.stdlib.ProcessorFormatter(
        processors=[remove_meta, *ending], foreign_pre_chain=shared
    )


class _Handler(logging.StreamHandler[TextIO]):
    """Writes redacted lines, also about records that cannot be rendered."""

    def __init__(self, stream: TextIO, redactor: Redactor) -> None:
        super().__init__(stream)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.redact(super().format(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        # The inherited one prints the record's arguments as they are.
        error = sys.exc_info()[1]
        place = f"{record.name} ({record.pathname}:{record.lineno})"
        text = f"a log record of {place} could not be written: {type(error).__name__}\n"
        try:
            self.stream.write(self._redactor.redact(text))
        except (OSError, ValueError):
            return  # the stream itself is gone: there is nowhere left to say so


def _log_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("uncaught", exc_info=(kind, error, traceback))
