"""tests/mutations.md can be run as it stands: each defect can be made, and its tests are there."""

from pathlib import Path

from tests.mutations.listing import listed

ROOT = Path(__file__).parents[2]


def test_every_mutation_can_be_made() -> None:
    """Code that moves takes its mutation along; else nobody would know for months what its tests hold."""
    page = (ROOT / "tests" / "mutations.md").read_text(encoding="utf-8")
    for each in listed(page):
        each.applied((ROOT / each.path).read_text(encoding="utf-8"))
        for test in each.tests:
            assert list(ROOT.glob(test.partition("::")[0])), f"{each.name}: {test} is not there"
