"""The rows of PaySuper (2.1 to 2.10)."""

from collections.abc import Callable

from sandbox.demo_world import DemoWorld
from sandbox.paysuper import KeyProduct
from tests.campaigns.faults import paysuper_roads as roads
from tests.campaigns.faults.administration import Provider, never_twice, then_shows

PAYSUPER = Provider(standin="paysuper", name="PaySuper", refused="ma000023", subject="key-product")
PRICED = "✅ Changed.\n\nSteam – Space Miner\n• USD: US$19.99\n• EUR: €16.49"


def _times(endpoint: str) -> Callable[[DemoWorld], int]:
    return lambda town: sum(each.endpoint == endpoint for each in town.paysuper.changes)


def _of(town: DemoWorld, sku: str) -> list[KeyProduct]:
    return [each for each in town.paysuper.products if each.details.sku == sku]


def _miner(town: DemoWorld) -> KeyProduct:
    (found,) = _of(town, "space-miner")
    return found


def _prices(town: DemoWorld) -> str:
    (steam,) = _miner(town).platforms
    return ", ".join(f"{price.region} {price.amount}" for price in steam.prices)


ROWS = (
    PAYSUPER.reads("2.1", "list", roads.listed, "12 products, page 1 of 2."),
    never_twice(
        PAYSUPER.changes(
            "2.2",
            "create",
            roads.created,
            done="✅ It is there, made by this try or by an earlier one. No second one was made.",
            effects=_times("create"),
            now=lambda town: f"{len(_of(town, roads.NEW))} there",
            was="0 there",
            becomes="1 there",
            twice="done done",
        ),
        roads.created_again,
    ),
    then_shows(
        PAYSUPER.changes(
            "2.3",
            "update",
            roads.edited,
            done="✅ Changed.\n\nSpace Miner",
            effects=_times("update"),
            now=lambda town: _miner(town).details.pricing,
            was="manual",
            becomes="steam",
        ),
        roads.edited_again,
        "Pricing: steam",
    ),
    PAYSUPER.reads("2.4", "get", roads.shown, "Tea Party\nSKU tea-party"),
    then_shows(
        PAYSUPER.changes(
            "2.5",
            "publish",
            roads.published,
            done="✅ Published.\n\nTea Party",
            effects=_times("publish"),
            now=lambda town: f"{sum(each.enabled for each in _of(town, 'tea-party'))} on sale",
            was="0 on sale",
            becomes="1 on sale",
        ),
        roads.published_again,
        "it is on sale.",
    ),
    never_twice(
        PAYSUPER.changes(
            "2.6",
            "delete",
            roads.deleted,
            done="Deleted: Tea Party (SKU tea-party).",
            effects=_times("delete"),
            now=lambda town: f"{len(_of(town, 'tea-party'))} there",
            was="1 there",
            becomes="0 there",
        ),
        roads.deleted_again,
        roads.shown_before,
    ),
    PAYSUPER.reads("2.7", "public", roads.viewed, "Steam: €17.99 (region EUR)"),
    PAYSUPER.reads("2.8", "platforms", roads.platforms_offered, "On which platform shall Space"),
    then_shows(
        PAYSUPER.changes(
            "2.9",
            "add_platform",
            roads.priced,
            done=PRICED,
            effects=_times("add_platform"),
            now=_prices,
            was="USD 19.99, EUR 17.99",
            becomes="USD 19.99, EUR 16.49",
        ),
        roads.priced,
        PRICED,
    ),
    never_twice(
        PAYSUPER.changes(
            "2.10",
            "remove_platform",
            roads.taken_off,
            done="✅ Taken off Steam.\n\nSpace Miner – platforms and prices\nNo platform and no price",
            effects=_times("remove_platform"),
            now=lambda town: f"on {len(_miner(town).platforms)}",
            was="on 1",
            becomes="on 0",
        ),
        roads.taken_off_again,
        roads.platform_opened,
    ),
)
