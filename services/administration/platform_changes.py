"""What shall be different on a key product's platforms, written by name; what is not named stays."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from providers.administration import Platform, PricedPlatform, RegionPrice
from services.administration import checks
from services.administration.product_checks import platform_id


@dataclass(frozen=True, slots=True)
class PlatformWish:
    """One platform. A region whose price is None has none any more; ``gone`` takes all of it away.

    An empty name or address stays as it is.
    """

    id: str
    name: str = ""
    prices: Mapping[str, RegionPrice | None] = field(default_factory=dict)
    gone: bool = False
    activation_url: str = ""
    eula_url: str = ""


@dataclass(frozen=True, slots=True)
class PlatformStep:
    """What is to be done on one platform: None before it is added, None after it is removed."""

    before: PricedPlatform | None
    after: PricedPlatform | None

    @property
    def platform(self) -> PricedPlatform:
        """The platform meant."""
        platform = self.after or self.before
        assert platform is not None  # noqa: S101 - one of them is there
        return platform


def steps(
    there: Iterable[PricedPlatform], wishes: Iterable[PlatformWish], known: Iterable[Platform]
) -> tuple[PlatformStep, ...]:
    """What has to be done for the wishes, in their order; nothing where all stands there already.

    ``there`` are the product's platforms and ``known`` those to choose from. Raises BadFieldError.
    """
    standing = {each.id: each for each in there}
    names = {each.id: each.name for each in known}
    made = []
    for wish in wishes:
        before = standing.get(wish.id)
        after = None if wish.gone else _after(before, wish, names)
        if before != after:
            made.append(PlatformStep(before, after))
            standing = {key: each for key, each in standing.items() if key != wish.id}
            standing |= {} if after is None else {wish.id: after}
    if any(step.before is None for step in made):
        own_one_only(standing.values(), names)
    return tuple(made)


def standing_after(
    there: Iterable[PricedPlatform], made: Iterable[PlatformStep]
) -> tuple[PricedPlatform, ...]:
    """The product's platforms when these steps are done."""
    standing = {each.id: each for each in there}
    for step in made:
        standing.pop(step.platform.id, None)
        if step.after is not None:
            standing[step.after.id] = step.after
    return tuple(standing.values())


def own_one_only(platforms: Iterable[PricedPlatform], known: Container[str]) -> None:
    """Raise BadFieldError where more than one platform is none of the ``known`` ids (kp000008)."""
    own = [each for each in platforms if each.id not in known]
    if len(own) > 1:
        raise checks.bad("platform", "second-own", own[0].name)


def _after(
    before: PricedPlatform | None, wish: PlatformWish, names: Mapping[str, str]
) -> PricedPlatform:
    if before is None:
        name = wish.name or names.get(wish.id, "")
        if not name:
            raise checks.bad("platform", "no-name", wish.id)
        before = PricedPlatform(platform_id(wish.id), name)
    prices = {each.region: each for each in before.prices}
    for region, price in wish.prices.items():
        if price is not None:
            prices[region] = price
        elif prices.pop(region, None) is None:
            raise checks.bad("region", "no-region", region)
    return replace(
        before,
        name=wish.name or before.name,
        prices=tuple(prices.values()) if wish.prices else before.prices,
        activation_url=wish.activation_url or before.activation_url,
        eula_url=wish.eula_url or before.eula_url,
    )
