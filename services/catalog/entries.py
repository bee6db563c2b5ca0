"""What is in the catalog: products, their settings, and their offers."""

from dataclasses import dataclass

from services.money import Money


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as one provider sells it.

    ``country`` is empty where the provider asks for none, or its country of the settings is meant.
    """

    id: int
    product_id: int
    product_name: str
    provider: str
    external_id: str
    currency: str
    country: str


@dataclass(frozen=True, slots=True)
class ProductSettings:
    """How a product is sold.

    ``own_first``: keys of own stock before what providers offer. ``low_mark``: so many keys of own stock,
    or fewer, are few. ``ceiling``: a key that costs more than this asks for approval.
    """

    own_first: bool = False
    low_mark: int | None = None
    ceiling: Money | None = None


PLAIN = ProductSettings()
"""Those of most products: in memory once."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product and its offers, oldest first; it has at least one.

    ``words`` is what it is found by besides its name. ``paused``: it is not offered; what was
    drawn up goes on.
    """

    id: int
    name: str
    offers: tuple[Offer, ...]
    words: tuple[str, ...] = ()
    paused: bool = False
    settings: ProductSettings = PLAIN
