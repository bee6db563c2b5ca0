"""How long a campaign lasts: a short form with every test run, a long one by ``make campaigns``."""

import os

import pytest

LONG = os.environ.get("CAMPAIGNS") == "long"
BOTH_IF_LONG = (
    "sqlite",
    pytest.param(
        "postgres",
        marks=[
            pytest.mark.postgres,
            pytest.mark.skipif(not LONG, reason="the same again: a part of the long form"),
        ],
    ),
)
"""The databases of ``standing_desk`` for what takes long on each."""
