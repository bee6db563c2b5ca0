"""The levers of the stand-in: what a merchant does by other ways, and what there is to see."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sandbox.paysuper.goods import (
    DEFAULT_LOCALE,
    Change,
    Details,
    KeyProduct,
    Platform,
    Price,
    Texts,
)
from sandbox.paysuper.shelf import Shelf
from sandbox.standin import Clock

PriceTag = tuple[str, str, str | Decimal]
"""Region, currency and amount."""


class Console:
    """The state behind the stand-in."""

    def __init__(self, clock: Clock, projects: Sequence[str]) -> None:
        self._now = clock
        self._shelf = Shelf(clock)
        self._shelf.projects.update(projects)

    @property
    def products(self) -> list[KeyProduct]:
        """Every product that is not deleted, oldest first."""
        return self._shelf.live

    @property
    def deleted(self) -> list[KeyProduct]:
        """Every deleted product, oldest first."""
        return [each for each in self._shelf.all if each.deleted]

    @property
    def changes(self) -> list[Change]:
        """Every effect of a request, in order; what levers do is not among them."""
        return self._shelf.changes

    @property
    def projects(self) -> set[str]:
        """The merchant's projects; any other is refused with kp000002."""
        return self._shelf.projects

    @property
    def available_platforms(self) -> list[Platform]:
        """What FACTS 2.8 lists; Steam and GOG.com as in its example."""
        return self._shelf.available

    def product(
        self,
        sku: str,
        name: str | Texts,
        *,
        project_id: str | None = None,
        description: str | Texts = "A game",
        default_currency: str = "USD",
        pricing: str = "default",
        product_id: str | None = None,
        published: bool = False,
        prices: Mapping[str, Sequence[PriceTag]] | None = None,
    ) -> KeyProduct:
        """Put up a product behind the API's back; ``prices`` are by platform.

        KeyError if there is no such platform, ValueError if the sku is taken in the project.
        """
        project_id = min(self.projects) if project_id is None else project_id
        if any(
            (each.details.sku, each.details.project_id) == (sku, project_id)
            for each in self.products
        ):
            raise ValueError(f"{sku} is in {project_id} already")
        known = {each.platform_id: each.name for each in self.available_platforms}
        now: datetime = self._now()
        details = Details(
            project_id=project_id,
            object="product",
            sku=sku,
            name=_texts(name),
            default_currency=default_currency,
            description=_texts(description),
            long_description={},
            images=(),
            cover=None,
            url="",
            metadata={},
            pricing=pricing,
        )
        made = KeyProduct(
            product_id=product_id or f"{len(self._shelf.all) + 1:024x}",
            details=details,
            created_at=now,
            updated_at=now,
            published_at=now if published else None,
            platforms=[
                Platform(platform_id, known[platform_id], [_price(*tag) for tag in tags])
                for platform_id, tags in (prices or {}).items()
            ],
        )
        self._shelf.all.append(made)
        return made

    def set_keys(self, product_id: str, platform_id: str, keys: int) -> None:
        """Say how many keys of a platform are left; KeyError if there is no such one."""
        for each in self.products:
            platform = each.platform(platform_id)
            if each.product_id == product_id and platform is not None:
                platform.keys = keys
                return
        raise KeyError((product_id, platform_id))


def _texts(text: str | Texts) -> Texts:
    return {DEFAULT_LOCALE: text} if isinstance(text, str) else text


def _price(region: str, currency: str, amount: str | Decimal) -> Price:
    return Price(region, Decimal(amount), currency)
