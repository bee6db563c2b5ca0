"""What the pages say is what the code does: settings, commands, links, pictures."""

import re
import struct
from pathlib import Path
from types import UnionType
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from bot.setting_names import EXAMPLES, PREFIX
from bot.settings import Settings
from handlers.frame.registry import OPEN, Registry
from handlers.tasks import TASKS
from services.access.roles import CUSTOMER, MANAGER, OWNER, PERMISSIONS, ROLES, SUPPORT
from services.orders import OrderStatus, states
from tests.docs.pages import CHANGELOG, PAGES, README, ROOT, anchors, cells, fenced, links, text_of

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 250_000
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


def test_every_setting_is_in_the_table_and_no_other() -> None:
    """The README's tables name each setting once."""
    named = [row[0].strip("`") for row in cells(README, f"`{PREFIX}")]
    assert sorted(named) == sorted(EXAMPLES)


def test_defaults_are_the_true_ones() -> None:
    """A default in code style is the model's; where the model has none, words say what happens."""
    for name, said, *_ in cells(README, f"`{PREFIX}"):
        true = _default(name.strip("`").removeprefix(PREFIX).lower().split("__"))
        assert said == (f"`{true}`" if true else said.replace("`", "")), name


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
    assert settings.codegames is not None
    assert settings.gamebase is not None
    assert not settings.warnings()


def test_every_command_is_in_the_table_with_its_permission() -> None:
    """The README names each registered command, and what it takes to give it."""
    registered = {
        name: route.permission for name, route in Registry(TASKS, PERMISSIONS).commands.items()
    }
    rows = [(_command(row[0]), row[1].strip("`")) for row in cells(README, "`/")]
    assert len(rows) == len(dict(rows))
    assert dict(rows) == registered


def test_the_least_role_of_a_command_is_the_true_one() -> None:
    """The role beside a command is the least that has its permission."""
    for _, permission, role, *_ in cells(README, "`/"):
        assert role == _least_role(permission.strip("`")), permission


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Files that a page links to are there, and so are the headings."""
    for link in links(page):
        file, _, heading = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.is_file(), link
        assert not heading or heading in anchors(target), link


def test_every_page_can_be_reached() -> None:
    """The README leads to all pages."""
    reached = {(ROOT / link.partition("#")[0]).resolve() for link in links(README)}
    assert set(PAGES) - {README} <= reached


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


def test_the_two_commands_stand_on_top() -> None:
    """Nothing but the title comes before them."""
    title, demo, test = [line for line in text_of(README).splitlines() if line][:3]
    assert title == "# Keydesk"
    assert demo.split()[:2] == ["make", "demo"]
    assert test.split()[:2] == ["make", "test"]


def _command(cell: str) -> str:
    return cell.strip("`").removeprefix("/").split()[0]


def _least_role(permission: str) -> str:
    if permission == OPEN:
        return "everyone"
    return next(role for role in (CUSTOMER, SUPPORT, MANAGER, OWNER) if permission in ROLES[role])


def _default(path: list[str]) -> str:
    """The default of a setting as a person would write it; "" where there is none to write."""
    model: type[BaseModel] = Settings
    for part in path[:-1]:
        model = next(
            kind
            for kind in get_args(_annotation(model, part))
            if isinstance(kind, type) and issubclass(kind, BaseModel)
        )
    default = model.model_fields[path[-1]].get_default()
    if default is None or default is PydanticUndefined:
        return ""
    if isinstance(default, Path):
        return f"./{default}"
    if isinstance(default, tuple):
        return ":".join(map(str, default))
    return str(default.get_secret_value() if hasattr(default, "get_secret_value") else default)


def _annotation(model: type[BaseModel], name: str) -> UnionType:
    annotation = model.model_fields[name].annotation
    assert isinstance(annotation, UnionType)
    return annotation
