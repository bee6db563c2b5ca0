"""What shall be different on a key product's platforms, written by name; what is not named stays."""

from collections.abc import Iterable, Mapping, Sequence
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

    @property
    def only_takes_prices(self) -> bool:
        """Whether it puts nothing there."""
        names = (self.name, self.activation_url, self.eula_url)
        return bool(self.prices) and not any((*self.prices.values(), *names))


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


def good_wishes(wishes: Iterable[PlatformWish]) -> tuple[PlatformWish, ...]:
    """With their prices as they are sent. Raises BadFieldError."""
    return tuple(replace(wish, prices=_good_prices(wish.prices)) for wish in wishes)


def good_platform(platform: PricedPlatform) -> PricedPlatform:
    """As it is sent, whole. Raises BadFieldError."""
    return replace(
        platform,
        id=checks.line("platform", platform.id),
        name=checks.line("platform", platform.name),
        prices=tuple(checks.price(p.region, p.amount, p.currency) for p in platform.prices),
        activation_url=checks.url("activation_url", platform.activation_url),
        eula_url=checks.url("eula_url", platform.eula_url),
    )


def platform_steps(
    there: Iterable[PricedPlatform],
    wishes: Iterable[PlatformWish],
    known: Iterable[Platform],
    *,
    resumed: bool = False,
) -> tuple[PlatformStep, ...]:
    """What has to be done for the wishes, in their order; nothing where all stands there already.

    ``there`` are the product's platforms and ``known`` those to choose from. Raises BadFieldError, also for
    a price to be taken away that is not there: unless ``resumed``, for an earlier process may have done it.
    """
    standing = {each.id: each for each in there}
    names = {each.id: each.name for each in known}
    made: list[PlatformStep] = []
    for wish in wishes:
        before = standing.get(wish.id)
        is_off = wish.gone or (resumed and before is None and wish.only_takes_prices)
        after = None if is_off else _after(before, wish, names, resumed=resumed)
        if before != after:
            made.append(PlatformStep(before, after))
            standing = {key: each for key, each in standing.items() if key != wish.id}
            standing |= {} if after is None else {wish.id: after}
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


def own_one_only(
    there: Iterable[PricedPlatform], made: Sequence[PlatformStep], known: Iterable[Platform]
) -> None:
    """Raise BadFieldError where by these steps more than one is none of the ``known`` (kp000008)."""
    names = {each.id for each in known}
    own = [each for each in standing_after(there, made) if each.id not in names]
    if len(own) > 1 and any(step.before is None for step in made):
        raise checks.bad("platform", "second-own", own[0].name)


def _good_prices(prices: Mapping[str, RegionPrice | None]) -> dict[str, RegionPrice | None]:
    return {
        region: price and checks.price(price.region, price.amount, price.currency)
        for region, price in prices.items()
    }


def _after(
    before: PricedPlatform | None,
    wish: PlatformWish,
    names: Mapping[str, str],
    *,
    resumed: bool,
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
        elif prices.pop(region, None) is None and not resumed:
            raise checks.bad("region", "no-region", region)
    return replace(
        before,
        name=wish.name or before.name,
        prices=tuple(prices.values()) if wish.prices else before.prices,
        activation_url=wish.activation_url or before.activation_url,
        eula_url=wish.eula_url or before.eula_url,
    )
