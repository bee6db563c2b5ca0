"""Examples that only mean to be JSON, with the page's mistakes in writing taken out."""

import json
import re
from typing import Any

from tests.sandbox.providers.examples import FIXTURES


def printed(provider: str, name: str) -> str:
    """Return the text as the page prints it."""
    return (FIXTURES / provider / f"{name}.txt").read_text(encoding="utf-8")


def mended(provider: str, name: str) -> Any:
    """Read it with commas and quotes put right, and nothing else."""
    text = printed(provider, name).replace("'", '"')
    text = re.sub(r",(\s*})", r"\1", text)
    return json.loads(re.sub(r'(["}])(\s*\n\s*")', r"\1,\2", text))
