"""Reads the project's own pages: tables, links, headings and fenced blocks of Markdown."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
CHANGELOG = ROOT / "CHANGELOG.md"
PAGES = (README, CHANGELOG, *sorted((ROOT / "docs").glob("*.md")))

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\ssrc=\"([^\"]+)\"")
_ELSEWHERE = re.compile(r"[a-z]+:")
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def text_of(page: Path) -> str:
    """A page as it is."""
    return page.read_text(encoding="utf-8")


def cells(page: Path, first: str) -> list[list[str]]:
    """The cells of all table rows whose first cell begins so; an escaped bar is part of a cell."""
    rows = []
    for line in text_of(page).splitlines():
        if line.startswith(f"| {first}"):
            parts = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            rows.append([part.strip() for part in parts])
    return rows


def links(page: Path) -> list[str]:
    """Where a page links to within the project: a file, a heading, or both."""
    targets = [one or other for one, other in _LINK.findall(text_of(page))]
    return [target for target in targets if not _ELSEWHERE.match(target)]


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def fenced(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language, without the indentation of the list they stand in."""
    return [
        "\n".join(line.strip() for line in body.splitlines())
        for name, body in _FENCE.findall(text_of(page))
        if name == language
    ]
