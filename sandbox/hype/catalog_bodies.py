"""Collections and products as the catalog's answers write them.

The document prints no more of them than the sample of FACTS 5.6; the other fields are those that
public clients read.
"""

from collections.abc import Sequence
from typing import Any

from sandbox.hype.goods import SYMBOLS, Collection, Listing, Product, percent_off
from sandbox.hype.moments import written

Body = dict[str, Any]

_TERMS = "No refund once the pin is redeemed."
_HOW_TO = "Open the redeem page and enter the pin."


def collection(entry: Collection) -> Body:
    """Write a collection by itself, without what is in it or below it."""
    picture = f"https://images.example/collections/{entry.collection_id}"
    return {
        "id": entry.collection_id,
        "name": entry.name,
        "description": None,
        "image": f"{picture}.png",
        "coverImage": f"{picture}-cover.png",
        "termsAndConditions": _TERMS,
        "howToRedeem": _HOW_TO,
        "tags": list(entry.tags),
    }


def product(entry: Product, listing: Listing) -> Body:
    """Write a product as the tree has it: without a description, ``createadAt`` so misspelt."""
    return {
        "id": entry.product_id,
        "name": entry.name,
        "description": None,
        **_prices(listing),
        "partnerCostPercent": percent_off(listing.cost, listing.original_price),
        "image": _image(entry),
        "coverImage": None,
        "termsAndConditions": _TERMS,
        "howToRedeem": _HOW_TO,
        "adultsOnly": entry.adults_only,
        "isAvailable": entry.available,
        **_labels(listing),
        "createadAt": written(entry.created_at),
        "tags": list(entry.tags),
    }


def detail(entry: Product, listing: Listing, collections: Sequence[Collection]) -> Body:
    """FACTS 5.6 as the document's sample has it."""
    return {
        **_common(entry, listing),
        **_labels(listing),
        "collections": [{"id": each.collection_id, "name": each.name} for each in collections],
    }


def unlabelled_detail(entry: Product, listing: Listing, line: Sequence[Collection]) -> Body:
    """FACTS 5.6 as it was seen: no currency; ``line`` is the collection and those above it."""
    inside: Body | None = None
    for each in reversed(line):
        inside = {
            "id": each.collection_id,
            "name": each.name,
            "image": collection(each)["image"],
            "termsAndConditions": _TERMS,
            "howToRedeem": _HOW_TO,
            "collection": inside,
        }
    return {**_common(entry, listing), "image": _image(entry), "collection": inside}


def _common(entry: Product, listing: Listing) -> Body:
    return {
        "id": entry.product_id,
        "name": entry.name,
        "description": entry.description,
        **_prices(listing),
        "howToRedeem": _HOW_TO,
        "termsAndConditions": _TERMS,
    }


def _prices(listing: Listing) -> Body:
    return {
        "salesPrice": float(listing.sales_price),
        "originalPrice": float(listing.original_price),
        "discountPercent": listing.discount_percent,
        "partnerCostPrice": float(listing.cost),
    }


def _labels(listing: Listing) -> Body:
    country, currency = listing.market
    return {
        "countryCode": country,
        "salesCurrencyCode": currency,
        "salesCurrencySymbol": SYMBOLS.get(currency, currency),
    }


def _image(entry: Product) -> str:
    return f"https://images.example/products/{entry.product_id}.png"
