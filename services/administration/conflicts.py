"""Whether something is still what it was when a person was asked, or when it was read to be written.

What is compared is what a change would put something else in the place of: of the rest it says nothing,
and that is taken as it stands there at that moment.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime

from providers.administration import (
    GameAccountContent,
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
    PricedPlatform,
)
from providers.errors import Unavailable
from services.administration.errors import ConflictError
from services.administration.platform_changes import PlatformWish

Marks = tuple[tuple[str, str], ...]
"""What stood there, by place: short marks of it that say nothing else, fit to be held for a button.

A place begins with the field's word, as BadFieldError has it."""


_CODES = frozenset({"currencies", "countries", "countries_disabled"})
"""They come in any order."""


class MovedError(Unavailable):
    """What was read is not what stands there now, so nothing was sent. ``told`` is for the person."""

    kind = "unavailable"

    def __init__(self, provider: str, told: ConflictError) -> None:
        super().__init__(provider, "changed meanwhile, so nothing was sent")
        self.told = told


def marks_of_account(content: GameAccountContent, changed: Iterable[str] | None = None) -> Marks:
    """Of these fields of an account; of all without them."""
    names = [part.name for part in fields(content)] if changed is None else changed
    there = {name: getattr(content, name) for name in names}
    return _marks({name: sorted(part) if name in _CODES else part for name, part in there.items()})


def marks_of_content(content: KeyProductContent, change: KeyProductChange) -> Marks:
    """Of what the change would put something else in the place of."""
    texts = {
        "name": (change.names, content.names),
        "description": (change.descriptions, content.descriptions),
        "long_description": (change.long_descriptions, content.long_descriptions),
    }
    places: dict[str, object] = {
        f"{field} {language}": there.get(language, "")
        for field, (changed, there) in texts.items()
        for language in changed
    }
    for field in ("default_currency", "pricing", "images", "url", "metadata"):
        if getattr(change, field) is not None:
            places[field] = getattr(content, field)
    return _marks(places)


def marks_of_price(platforms: Sequence[PricedPlatform], platform_id: str, region: str) -> Marks:
    """Of the price in a region on a platform, which may be none."""
    prices = [price for each in platforms if each.id == platform_id for price in each.prices]
    there = [asdict(price) for price in prices if price.region == region]
    return _marks({f"amount {platform_id} {region}": there})


def marks_of_platform(platforms: Sequence[PricedPlatform], platform_id: str) -> Marks:
    """Of a platform with all its prices, which may be none."""
    there = [
        {**asdict(each), "prices": sorted(map(str, each.prices))}
        for each in platforms
        if each.id == platform_id
    ]
    return _marks({f"platform {platform_id}": there})


def marks_of_wishes(platforms: Sequence[PricedPlatform], wishes: Iterable[PlatformWish]) -> Marks:
    """Of all that the wishes would put something else in the place of."""
    found: Marks = ()
    for wish in wishes:
        if wish.gone:
            found += marks_of_platform(platforms, wish.id)
            continue
        for region in wish.prices:
            found += marks_of_price(platforms, wish.id, region)
        there = next((each for each in platforms if each.id == wish.id), None)
        named = {
            f"platform {wish.id} {field}": getattr(there, field, "")
            for field in ("name", "activation_url", "eula_url")
            if getattr(wish, field)
        }
        found += _marks(named)
    return found


def marks_of_product(
    product: KeyProduct, content: KeyProductChange, wishes: Iterable[PlatformWish]
) -> Marks:
    """Of all that a change would put something else in the place of."""
    there = marks_of_content(product.content, content)
    return there + marks_of_wishes(product.platforms, wishes)


def moved(
    provider: str,
    seen: Marks,
    now: Marks,
    last: tuple[str, datetime] | None,
    wanted: Marks = (),
) -> ConflictError | None:
    """What to tell where they differ. ``last``: who changed it last from here, and when.

    ``wanted`` may stand there as well: an earlier process was cut off in writing it.
    """
    before, after, ours = dict(seen), dict(now), dict(wanted)
    for place, mark in before.items():
        if after.get(place) not in (mark, ours.get(place, mark)):
            by, at = last or ("nobody", "")
            field, _, _ = place.partition(" ")
            return ConflictError(provider=provider, field=field, by=by, at=at)
    return None


def _marks(places: Mapping[str, object]) -> Marks:
    return tuple((place, _mark(there)) for place, there in places.items())


def _mark(there: object) -> str:
    text = json.dumps(there, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
