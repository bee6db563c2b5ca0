import ast
import importlib
import pkgutil
from html.parser import HTMLParser

import pytest

import services
from handlers.frame.denials import permission_text
from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from handlers.words.texts import FALLBACK, LOCALES
from providers import errors as provider_errors
from services import errors as desk_errors
from services.access.roles import PERMISSIONS, ROLES
from services.orders.states import LATE, OrderStatus
from tests.handlers.words.reading import (
    asked,
    doubled,
    messages,
    modules,
    shown_constants,
    words_in_code,
)

OTHERS = sorted(home.name for home in LOCALES.iterdir() if home.name != FALLBACK)
REGISTRY = Registry(TASKS, PERMISSIONS)
Messages = dict[str, tuple[str, frozenset[str]]]
PROVIDERS = ("codegames", "hype", "paysuper", "openapigames", "gamebase")
TAGS = {"b", "i", "u", "s", "code", "pre", "a", "tg-spoiler", "blockquote"}


@pytest.fixture(scope="module")
def english() -> Messages:
    """The texts that all others are held against; read for a second by the process that asks for them."""
    return messages(FALLBACK)


def subclasses(kind: type[Exception]) -> set[type[Exception]]:
    """All classes below a class."""
    children = kind.__subclasses__()
    return set(children).union(*(subclasses(child) for child in children))


def test_no_text_for_people_is_in_the_code() -> None:
    """Every word shown to people is in the texts, where it can be translated."""
    assert list(shown_constants()) == []


def test_no_text_is_missing(english: Messages) -> None:
    """Every text that code asks for by name is there."""
    assert [a for a in asked() if a.message not in english] == []


def test_arguments_match(english: Messages) -> None:
    """Code hands in exactly the arguments a text wants."""
    wrong = [
        (a.place, a.message, sorted(a.names ^ english[a.message][1]))
        for a in asked()
        if a.message in english and a.names is not None and a.names != english[a.message][1]
    ]
    assert wrong == []


def test_no_text_is_unused(english: Messages) -> None:
    """Every text is asked for by name, or belongs to a family whose ids are put together."""
    whole, beginnings = words_in_code()
    unused = [
        message
        for message in english
        if message not in whole and not any(message.startswith(b) for b in beginnings)
    ]
    assert unused == []


def test_texts_of_commands_are_those_of_the_commands_there_are(english: Messages) -> None:
    """Each command has its description, and a label where it is in the menu; there are no others."""
    commands = REGISTRY.commands.values()
    wanted = {f"command-{route.name}" for route in commands}
    wanted |= {f"menu-{route.name}" for route in commands if route.in_menu}
    assert {m for m in english if m.startswith(("command-", "menu-"))} == wanted


def test_usages_are_those_the_code_names(english: Messages) -> None:
    """Each usage that may be raised has its two texts, and there are no others."""
    topics = {
        str(node.args[0].value).replace(".", "-")
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "UsageError"
        and isinstance(node.args[0], ast.Constant)
    }
    known = {m.removeprefix("usage-") for m in english if m.startswith("usage-")}
    assert known == {m.removeprefix("example-") for m in english if m.startswith("example-")}
    assert topics <= known


def test_every_mistake_of_the_desk_has_its_text(english: Messages) -> None:
    """Whatever a service refuses is told in words."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        importlib.import_module(module.name)  # a mistake is one only once it was imported
    codes = {str(vars(kind)["code"]) for kind in subclasses(desk_errors.DeskError)}
    texts = {m.removeprefix("error-") for m in english if m.startswith("error-")}
    assert codes - {"provider-trouble"} <= texts
    assert texts - codes == {"unexpected"}


def test_every_trouble_with_a_provider_has_its_text(english: Messages) -> None:
    """Each kind of trouble is told in a sentence, and in a few words for a line."""
    kinds = {str(vars(k)["kind"]) for k in subclasses(provider_errors.ProviderError)}
    for kind in kinds | {"error", "slow", "off", "no-such-offer"}:
        assert f"trouble-{kind}" in english
    for kind in kinds - {"wrong-price", "already-charged", "not-proven"} | {
        "error",
        "slow",
        "off",
        "no-such-offer",
    }:
        assert f"short-trouble-{kind}" in english


def test_families_are_complete(english: Messages) -> None:
    """Permissions, roles, providers and states of orders are all told in words."""
    wanted = {permission_text(permission) for permission in PERMISSIONS}
    wanted |= {f"role-{role}" for role in ROLES}
    wanted |= {f"provider-{provider}" for provider in PROVIDERS}
    wanted |= {f"order-status-{status}" for status in OrderStatus}
    wanted |= {f"late-{status}" for status in LATE}
    assert wanted - set(english) == set()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", [FALLBACK, *OTHERS])
def test_markup_is_such_as_telegram_reads(language: str) -> None:
    """Tags are known to Telegram and closed; what stands on buttons and in toasts has none."""
    plainly = {a.message for a in asked() if a.way == "plain"}
    for message, (text, _) in messages(language).items():
        if message.startswith(("usage-", "example-")):
            continue  # escaped before they are shown, so that <word> can stand there
        reader = _Tags()
        reader.feed(text)
        reader.close()
        assert reader.open == [], message
        assert message not in plainly or "<" not in text, message


@pytest.mark.parametrize("language", [FALLBACK, *OTHERS])
def test_no_text_stands_twice(language: str) -> None:
    """Of two texts with one id only one would be shown."""
    assert doubled(language) == []


@pytest.mark.parametrize("language", [FALLBACK, *OTHERS])
def test_every_language_says_the_same(language: str, english: Messages) -> None:
    """A language says what it is called, and has every text with the same arguments."""
    translated = {message: names for message, (_, names) in messages(language).items()}
    assert "language-name" in translated
    assert translated == {message: names for message, (_, names) in english.items()}
