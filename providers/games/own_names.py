"""Names a team has given in the settings."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from providers.base import Provider


@runtime_checkable
class KnowsOwnNames(Provider, Protocol):
    """Knows by the settings what the team calls its leaderboards and stores; may know none."""

    board_names: Mapping[str, Mapping[int, str]]
    """By app and number."""
    store_names: Mapping[str, str]
    """By code."""
