"""The bytes that the providers' documents print as examples."""

from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures"


def example(name: str) -> bytes:
    """One of them: ``<provider>/<name>`` below tests/fixtures."""
    return (FIXTURES / name).read_bytes()
