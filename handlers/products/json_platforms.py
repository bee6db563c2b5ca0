"""The platforms in a JSON document of a key product, written and read."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from providers.administration import PricedPlatform, RegionPrice
from services.administration import checks
from services.administration.platform_changes import PlatformWish
from services.typed_money import BadMoneyError, amount_typed, plainly

_OF_PLATFORM = frozenset({"id", "name", "prices", "remove", "activation_url", "eula_url"})
_OF_PRICE = frozenset({"region", "currency", "amount", "remove"})


def platforms_body(platforms: Iterable[PricedPlatform]) -> list[dict[str, Any]]:
    """The platforms as they are read again."""
    bodies: list[dict[str, Any]] = []
    for platform in platforms:
        body: dict[str, Any] = {"id": platform.id, "name": platform.name}
        links = {"activation_url": platform.activation_url, "eula_url": platform.eula_url}
        body |= {name: url for name, url in links.items() if url}
        body["prices"] = [
            {"region": p.region, "currency": p.currency, "amount": _number(p.amount)}
            for p in platform.prices
        ]
        bodies.append(body)
    return bodies


def read_platforms(value: object) -> tuple[PlatformWish, ...]:
    """What is said of platforms: those not named, and regions not named, stay as they are.

    ``"remove": true`` takes a platform or a price away. Raises BadFieldError.
    """
    wishes: dict[str, PlatformWish] = {}
    for body in _objects("platforms", value, _OF_PLATFORM):
        where = _text(body, "id")
        if not where:
            raise checks.bad("platform", "missing")
        if where in wishes:
            raise checks.bad("platform", "twice")
        wishes[where] = PlatformWish(
            id=where,
            name=_text(body, "name"),
            prices=_prices(body.get("prices")),
            gone=body.get("remove") is True,
            activation_url=_text(body, "activation_url"),
            eula_url=_text(body, "eula_url"),
        )
    return tuple(wishes.values())


def _prices(value: object) -> dict[str, RegionPrice | None]:
    prices: dict[str, RegionPrice | None] = {}
    for body in _objects("prices", value, _OF_PRICE):
        region = _text(body, "region")
        if region in prices:
            raise checks.bad("region", "twice")
        gone = body.get("remove") is True
        prices[region] = (
            None if gone else RegionPrice(region, _amount(body), _text(body, "currency"))
        )
    return prices


def _amount(body: Mapping[str, Any]) -> Decimal:
    """The amount as it is written; whether it can be a price is looked at where it is a new one."""
    amount = body.get("amount")
    if amount is None:
        raise checks.bad("amount", "missing")
    if isinstance(amount, str):
        try:
            return amount_typed(amount, _text(body, "currency"), as_fine=True)
        except BadMoneyError as error:
            raise checks.bad_money("amount", error) from None
    try:
        if not isinstance(amount, bool | list | dict):
            return Decimal(str(amount))
    except InvalidOperation:
        pass
    raise checks.bad("amount", "no-amount", str(amount)[:20])


def _objects(field: str, value: object, known: frozenset[str]) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise checks.bad(field, "wrong-type", "objects")
    for name in (name for each in value for name in each):
        if name not in known:
            raise checks.bad("platform", "no-platform-field", name[: checks.MOST_WORD])
    return value


def _text(body: Mapping[str, Any], field: str) -> str:
    value = body.get(field)
    if value is not None and not isinstance(value, str):
        raise checks.bad("platform" if field in {"id", "name"} else field, "wrong-type", "text")
    return value or ""


def _number(amount: Decimal) -> float | str:
    """A number, or a text where a number would not be exactly that."""
    number = float(amount)
    return number if Decimal(str(number)) == amount else plainly(amount)
