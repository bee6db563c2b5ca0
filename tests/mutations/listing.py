"""The list of mutations, read from tests/mutations.md, which is the list."""

import re
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).parents[1] / "mutations.md"
RESULTS = "## Last run"

_SECTION = re.compile(
    r"(?P<name>[a-z0-9-]+)\n+(?P<breaks>[^\n]+)\n+In `(?P<path>[^`]+)`; red in (?P<tests>[^\n]+)\n+"
    r"```diff\n(?P<diff>.*?)```\s*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Mutation:
    """One defect: the text of a file that is replaced, what that breaks, and the tests that see it."""

    name: str
    breaks: str
    path: str
    tests: tuple[str, ...]
    before: str
    after: str

    def applied(self, text: str) -> str:
        """The file with the defect. ValueError where the text to replace is not there exactly once."""
        found = text.count(self.before)
        if found != 1:
            raise ValueError(f"its text stands {found} times in {self.path}")
        return text.replace(self.before, self.after)


def listed(page: str) -> tuple[Mutation, ...]:
    """The mutations of a page. ValueError for a section that cannot be read or a name that is there twice."""
    page = page.partition(RESULTS)[0]
    sections = [part.partition("\n## ")[0] for part in page.split("\n### ")[1:]]
    mutations = tuple(_mutation(section) for section in sections)
    names = [mutation.name for mutation in mutations]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"listed twice: {', '.join(sorted(twice))}")
    return mutations


def _mutation(section: str) -> Mutation:
    read = _SECTION.fullmatch(section.rstrip() + "\n")
    if read is None:
        raise ValueError(f"a section that is not written as the others: {section.splitlines()[0]}")
    lines = read["diff"].splitlines(keepends=True)
    return Mutation(
        read["name"],
        read["breaks"],
        read["path"],
        tuple(re.findall(r"`([^`]+)`", read["tests"])),
        "".join(line[1:] for line in lines if line[0] in "- "),
        "".join(line[1:] for line in lines if line[0] in "+ "),
    )
