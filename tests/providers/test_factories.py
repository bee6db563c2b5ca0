"""A provider from another package: found, made from its own settings, and like any other then."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from providers import factories
from providers.base import OfferRef, Purchasing, Quoting, Reversing
from providers.factories import Dependencies, FactoryError
from providers.proxies import Proxies
from providers.registry import build

HERE = Path(__file__).parents[1] / "sample_provider"
GAME = OfferRef("game", "EUR")


@pytest.fixture(autouse=True)
def sample(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The sample package, as installing it would put it beside us."""
    monkeypatch.syspath_prepend(HERE)
    yield


def test_found() -> None:
    """What is installed is found by name; our own names and what is no name are nobody else's."""
    names = {"sample", "arcade", "market", "broken", "missing", "misnamed"}
    assert set(factories.installed()) == names


async def test_sells_like_any_other() -> None:
    """It is found by what it can do, quotes, sells and hands over."""
    secrets: list[str] = []
    settings = {"sample": {"price": "9.50", "stock": "3", "token": "sample-token"}}
    providers = build(settings, secrets.append)
    assert providers.with_capability(Reversing) == ()
    [seller] = providers.with_capability(Purchasing)
    assert seller is providers.get("sample", Quoting)
    quote = await seller.quote(GAME)
    assert (quote.unit_price, quote.stock) == (Decimal("9.50"), 3)
    bought = await seller.purchase(GAME, quote.unit_price, "txn-1")
    assert await seller.keys(bought.reference) == bought.keys != ()
    assert secrets == ["sample-token"]
    await providers.close()


def test_without_settings_it_is_off() -> None:
    """Like every provider."""
    assert list(build({}, lambda _: None)) == []


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        ("sample", {}, "sample: price is missing"),
        ("sample", {"price": "1", "prise": "mArKeR"}, "sample: prise is not one of its settings"),
        ("broken", {"token": "mArKeR"}, "broken: cannot be loaded (KeyError)"),
        ("missing", {"token": "mArKeR"}, "missing: cannot be loaded (AttributeError)"),
        ("misnamed", {"price": "1"}, "misnamed: its package does not make a provider"),
        ("absent", {}, "absent: no such provider is installed"),
    ],
)
def test_cannot_be_made(name: str, settings: dict[str, str], said: str) -> None:
    """Whatever is wrong is told in one line that shows no value."""
    with pytest.raises(FactoryError) as told:
        build({name: settings}, lambda _: None)
    assert str(told.value).startswith(said)
    assert "mArKeR" not in str(told.value)
    assert told.value.__cause__ is None


def test_the_way_is_handed_to_those_who_take_it() -> None:
    """A factory with an argument named ``proxies`` gets those of ours; one without is made all the same."""
    ours = Proxies({"ALL_PROXY": "http://one:3128"})
    given = Dependencies(proxies=ours)
    made = factories.make("arcade", {"secret": "arcade-secret"}, lambda _: None, given)
    assert getattr(made, "proxies", None) is ours
    market = factories.make("market", {"secret": "market-secret"}, lambda _: None, given)
    assert market.name == "market"
