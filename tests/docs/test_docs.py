"""What the pages say is what the code does: names of settings and files, links, pictures, states."""

import re
import struct
from pathlib import Path

import pytest

from bot.setting_names import EXAMPLES, PREFIX
from bot.settings import Settings
from services.orders import OrderStatus, states
from tests.docs.pages import CHANGELOG, PAGES, README, ROOT, anchors, fenced, links, text_of

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 250_000
MOST_LINES = 120
INDEX = ROOT / "docs" / "README.md"
_CODE = (
    "bot",
    "handlers",
    "services",
    "providers",
    "storage",
    "sandbox",
    "tests",
    "bench",
    "docs",
    "requirements",
)
OF_THE_SAMPLE = {"KEYDESK_SHOP__BASE_URL", "KEYDESK_SAMPLE__PRICE"}
"""Of the providers that docs/providers.md makes up and installs."""


def test_no_page_names_a_setting_there_is_not() -> None:
    """Wherever a page spells a setting out, it is one."""
    for page in PAGES:
        named = set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z](?![A-Z_…])", text_of(page)))
        assert named <= set(EXAMPLES) | OF_THE_SAMPLE, page


def test_no_page_names_a_file_there_is_not() -> None:
    """A file is named by its path, or by the end of it; the changelog tells of those of its day."""
    there = {
        f"/{path.relative_to(ROOT)}" for floor in _CODE for path in (ROOT / floor).rglob("*.py")
    }
    for page in PAGES:
        named = () if page == CHANGELOG else re.findall(r"`([\w/]+\.py)`", text_of(page))
        assert [
            one for one in named if not any(each.endswith(f"/{one}") for each in there)
        ] == [], page


def test_the_example_of_settings_is_read(tmp_path: Path) -> None:
    """The README's ``.env`` starts the desk with all it names, and nothing is without effect."""
    [example] = [block for block in fenced(README, "ini") if block.startswith(PREFIX)]
    file = tmp_path / ".env"
    file.write_text(example)
    settings = Settings.load({}, file)
    assert settings.providers.keys() >= {"codegames", "gamebase"}
    assert not settings.warnings()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Files that a page links to are there, and so are the headings."""
    for link in links(page):
        file, _, heading = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.is_file(), link
        assert not heading or heading in anchors(target), link


def test_every_page_is_named_once_by_the_page_that_opens_docs() -> None:
    """docs/README.md says who reads what, and has one link to each page beside it."""
    named = [(INDEX.parent / link.partition("#")[0]).resolve() for link in links(INDEX)]
    beside = [page for page in named if page.parent == INDEX.parent and page.suffix == ".md"]
    assert sorted(beside) == sorted({*(ROOT / "docs").glob("*.md")} - {INDEX})
    assert INDEX in {(ROOT / link).resolve() for link in links(README)}


def test_the_readme_is_short() -> None:
    """It can be read in one go, and says what it is before anything else."""
    assert len(text_of(README).splitlines()) <= MOST_LINES


@pytest.mark.parametrize(("name", "upright"), [("desktop.png", False), ("phone.png", True)])
def test_pictures_are_there(name: str, upright: bool) -> None:
    """The README shows both pictures, one wide and one upright, and neither is heavy."""
    assert f"docs/pictures/{name}" in links(README)
    content = (PICTURES / name).read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(content) < MOST_BYTES
    width, height = struct.unpack(">II", content[16:24])
    assert (height > width) is upright


def test_the_changelog_has_what_is_not_released_yet_on_top() -> None:
    """The first heading below the title is Unreleased; each release has its date."""
    headings = re.findall(r"^## (.+)$", text_of(CHANGELOG), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", each) for each in headings[1:])


def test_the_states_are_drawn_as_in_the_code() -> None:
    """The drawing of an order's states is the one beside their table, and has all of them."""
    drawn = [line.strip() for line in (states.__doc__ or "").splitlines() if ">" in line]
    page = text_of(ROOT / "docs" / "architecture.md")
    assert len(drawn) >= 4
    assert all(line in page for line in drawn)
    assert all(re.search(rf"\b{status}\b", page) for status in OrderStatus)


def test_the_figures_of_the_readme_are_those_of_the_benchmarks() -> None:
    """What it says that the desk costs stands in docs/benchmarks.md, word for word."""
    page = text_of(ROOT / "docs" / "benchmarks.md")
    said = text_of(README).partition("## What it costs")[2].partition("\n## ")[0]
    rows = [line.rstrip("|") for line in said.splitlines() if line.startswith("| ")]
    assert len(rows) > 4
    assert [row for row in rows if row not in page] == []


def test_the_two_commands_stand_on_top() -> None:
    """Only what it is, in a few lines, and a picture come before them."""
    lines = text_of(README).splitlines()
    assert lines[0] == "# Keydesk"
    [first] = [number for number, line in enumerate(lines) if line.split()[:2] == ["make", "demo"]]
    assert first < 20
    assert lines[first + 1].split()[:2] == ["make", "test"]
