"""The documents' own example payloads."""

import json
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[2] / "fixtures"


def example(provider: str, name: str) -> Any:
    """Return the example ``name`` as the provider's page prints it."""
    return json.loads((FIXTURES / provider / f"{name}.json").read_text(encoding="utf-8"))
