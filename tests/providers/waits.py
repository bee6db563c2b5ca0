"""How long the client waits between its tries, as it asks for it and not as a clock has it."""

from collections.abc import Iterator
from contextlib import contextmanager

from stamina.instrumentation import RetryDetails, set_on_retry_hooks


@contextmanager
def waits() -> Iterator[list[float]]:
    """Collect the seconds that are waited before each further try."""
    asked: list[float] = []

    def note(details: RetryDetails) -> None:
        asked.append(details.wait_for)

    set_on_retry_hooks([note])
    try:
        yield asked
    finally:
        set_on_retry_hooks(None)
