"""The glossary's words are the ones in use: none that it bans is in the name of a module or a class."""

import ast
import re
from pathlib import Path

from tests.docs.pages import ROOT, cells

GLOSSARY = ROOT / "docs" / "glossary.md"
FLOORS = ("bot", "handlers", "services", "providers", "storage", "sandbox")
OF_THE_OUTSIDE = {
    "client": "what calls an API",
    "message": "Telegram's",
    "item": "the providers' own word in their documents",
}
"""Banned words of ours that are somebody else's names for something else."""


def test_no_banned_word_is_in_a_name() -> None:
    """Each is looked for among the words of every module's and class's name."""
    banned = _banned()
    assert len(banned) > 20
    found = [
        f"{where}: {name} has {word!r}"
        for where, name in _names()
        for word in _words(name) & banned.keys()
    ]
    assert found == []


def test_every_place_is_there() -> None:
    """Where the glossary says that a word lives there is a file or a folder."""
    places = [place for row in cells(GLOSSARY, "") for place in re.findall(r"`([\w/.]+)`", row[2])]
    assert len(places) > 20
    assert [place for place in places if not (ROOT / place).exists()] == []


def _banned() -> dict[str, str]:
    rows = [row for row in cells(GLOSSARY, "") if len(row) == 4]
    return {
        word: row[0]
        for row in rows
        for word in (each.strip() for each in row[3].split(","))
        if " " not in word
        and word not in OF_THE_OUTSIDE
        and word != "not"
        and not set(word) <= {"-"}
    }


def _names() -> list[tuple[str, str]]:
    found = []
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "versions" in path.parts:
                continue  # a migration is called by the words of its day
            where = str(path.relative_to(ROOT))
            found += [(where, part) for part in Path(where).with_suffix("").parts]
            tree = ast.parse(path.read_text())
            found += [
                (where, node.name) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
            ]
    return found


def _words(name: str) -> set[str]:
    """The words of a name in snake or camel case, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
