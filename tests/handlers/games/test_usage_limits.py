"""Where so many may be named and no more, the usage says how many."""

import pytest

from handlers.frame.usage import usage
from handlers.games.members import MOST
from handlers.games.ranks import MOST_PLAYERS, MOST_RANKS
from handlers.words.markup import plain
from handlers.words.texts import Library
from tests.clock import ManualClock

T = Library.load(ManualClock(), strict=True).texts("en", "UTC")
LIMITS = {"players": MOST, "idp": MOST, "authkey": MOST, "rank": MOST_PLAYERS, "top": MOST_RANKS}


@pytest.mark.parametrize("command", LIMITS)
@pytest.mark.parametrize("question", ["", ".args"])
def test_the_usage_names_the_limit(command: str, question: str) -> None:
    """Of the command, and of the answer to its question."""
    [line, _] = plain(usage(command + question, T).text).splitlines()
    assert f"up to {LIMITS[command]}" in line
