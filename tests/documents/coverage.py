"""Which operations of a document the tests of a module promise to call."""

from types import ModuleType

import pytest


def promised(module: ModuleType) -> set[str]:
    """Give the numbers that the ``operations`` marks of a module's tests name."""
    return {
        str(number)
        for name, test in vars(module).items()
        if name.startswith("test_") and callable(test)
        for mark in _marks(test)
        for number in mark.args
    }


def _marks(test: object) -> list[pytest.Mark]:
    return [mark for mark in getattr(test, "pytestmark", []) if mark.name == "operations"]
