"""Settings of providers that come in packages of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.redact import Redactor
from bot.settings import Settings, SettingsError
from bot.wiring import build_house
from providers.base import OfferRef, Quoting
from providers.factories import FactoryError
from services.clock import system_clock
from tests.bot.settings_base import ENOUGH, NO_FILE, load

HERE = Path(__file__).parents[1] / "sample_provider"


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The sample package, as installing it would put it beside us."""
    monkeypatch.syspath_prepend(HERE)
    yield


@pytest.mark.usefixtures("sample")
def test_names_of_an_installed_provider_are_its_own() -> None:
    """They are taken as they are, hidden when printed, and those that sound secret also in logs."""
    settings = load(SAMPLE__PRICE="9.50", SAMPLE__API_TOKEN="sample-token", SAMPLE__STOCK="1000")
    assert settings.for_factories() == {
        "sample": {"price": "9.50", "api_token": "sample-token", "stock": "1000"}
    }
    assert "sample-token" not in repr(settings)
    assert "sample-token" in set(settings.secrets())
    assert "1000" not in set(settings.secrets())


def test_without_the_package_they_are_mistakes() -> None:
    """A name that nobody knows is told, as ever."""
    with pytest.raises(SettingsError, match="KEYDESK_SAMPLE__PRICE: is not a setting"):
        load(SAMPLE__PRICE="9.50")


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("name", ["KEYDESK_SAMPLE", "KEYDESK_SAMPLE__", "KEYDESK_INSTALLED"])
def test_names_that_only_look_alike(name: str) -> None:
    """Only ``KEYDESK_<NAME>__<SETTING>`` belongs to a provider."""
    with pytest.raises(SettingsError, match=f"{name}: is not a setting"):
        Settings.load({**ENOUGH, name: "x"}, NO_FILE)


@pytest.mark.usefixtures("sample")
async def test_it_stands_in_the_house(tmp_path: Path) -> None:
    """Wired with the others; one that cannot be made stops the start with a line."""
    keys = [Fernet.generate_key().decode()]
    settings = load(DATA_DIR=str(tmp_path), SAMPLE__PRICE="9.50")
    house = build_house(settings, keys, system_clock, Redactor())
    await house.open()
    quote = await house.providers.get("sample", Quoting).quote(OfferRef("game", "EUR"))
    assert str(quote.unit_price) == "9.50"
    await house.close()
    with pytest.raises(FactoryError, match="sample: price is missing"):
        build_house(load(SAMPLE__STOCK="5"), keys, system_clock, Redactor())
