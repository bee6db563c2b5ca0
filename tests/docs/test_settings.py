"""docs/settings.md is whole and fresh: each setting once, with its true default and words of its own."""

from collections.abc import Iterator

from bot.setting_names import EXAMPLES, PREFIX, provider_prefix
from bot.settings import Settings
from docs import settings
from docs.settings import Setting
from providers.factories import settings_classes
from tests.docs.pages import cells, text_of


def each() -> Iterator[Setting]:
    """Every setting of the desk and of our providers."""
    yield from settings.settings_of(Settings)
    for name, model in settings_classes().items():
        yield from settings.settings_of(model, provider_prefix(name))


def test_the_page_is_fresh() -> None:
    """It is what docs/settings.py writes now; run that if this fails."""
    assert text_of(settings.PAGE) == settings.page()


def test_every_setting_is_there_once_and_no_other() -> None:
    """The page has each name that the environment may have."""
    assert sorted(row[0].strip("`") for row in cells(settings.PAGE, f"`{PREFIX}")) == sorted(
        EXAMPLES
    )


def test_every_setting_says_what_it_is() -> None:
    """A field without a text below it would be a line without words."""
    assert [one.name for one in each() if not one.text.endswith((".", "`"))] == []


def test_a_default_is_written_as_a_person_would() -> None:
    """What is needed says so; of the others a default is code, and "none" where there is none."""
    shown = {row[0].strip("`"): row[1] for row in cells(settings.PAGE, f"`{PREFIX}")}
    assert shown["KEYDESK_BOT_TOKEN"] == "needed"
    assert shown["KEYDESK_LISTEN"] == "`127.0.0.1:8090`"
    assert shown["KEYDESK_DATABASE_URL"] == "none"
    assert shown["KEYDESK_GAMEBASE__STORES"] == "none"
    assert shown["KEYDESK_HYPE__RATE"] == "`50`"
