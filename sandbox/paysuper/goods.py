"""What PaySuper keeps: key products, the platforms they are for, and their regional prices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

DEFAULT_LOCALE = "en"
"""The "default system locale" of which the document says no more; names must have it."""

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Price:
    """What a product costs on a platform in a region."""

    region: str
    amount: Decimal
    currency: str

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> "Price":
        """Make it of its JSON, which has been checked."""
        return cls(body["region"], Decimal(str(body["amount"])), body["currency"])


@dataclass
class Platform:
    """A shop in which a product's keys are redeemed, with the product's prices for it."""

    platform_id: str
    name: str
    prices: list[Price] = field(default_factory=list)
    keys: int = 0
    """How many keys are left; only the server's dialect tells."""
    activation_url: str = ""
    eula_url: str = ""
    """Both are the server's alone, which wants them of a platform that the merchant makes up."""

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> "Platform":
        """Make it of its JSON, which has been checked."""
        return cls(
            body["id"],
            body.get("name", ""),
            [Price.read(price) for price in body["prices"]],
            activation_url=body.get("activation_url", ""),
            eula_url=body.get("eula_url", ""),
        )


@dataclass(frozen=True)
class Details:
    """What a merchant writes by FACTS 2.2 and 2.3."""

    project_id: str
    object: str
    sku: str
    name: Texts
    default_currency: str
    description: Texts
    long_description: Texts
    images: tuple[str, ...]
    cover: Mapping[str, Any] | None
    url: str
    metadata: Mapping[str, Any]
    pricing: str

    @classmethod
    def read(cls, body: Mapping[str, Any], sku: str) -> "Details":
        """Make them of a body, which has been checked; what it leaves out is empty."""
        return cls(
            project_id=body["project_id"],
            object=body["object"],
            sku=sku,
            name=body["name"],
            default_currency=body["default_currency"],
            description=body["description"],
            long_description=body.get("long_description", {}),
            images=tuple(body.get("images", ())),
            cover=body.get("cover"),
            url=body.get("url", ""),
            metadata=body.get("metadata", {}),
            pricing=body.get("pricing", "default"),
        )


@dataclass
class KeyProduct:
    """A product with keys; ``deleted`` ones stay, but no endpoint shows them."""

    product_id: str
    details: Details
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None = None
    platforms: list[Platform] = field(default_factory=list)
    deleted: bool = False

    @property
    def enabled(self) -> bool:
        """Whether it is available for purchase."""
        return self.published_at is not None

    def platform(self, platform_id: str) -> Platform | None:
        """Its platform of that id, if it has one."""
        return next((each for each in self.platforms if each.platform_id == platform_id), None)


@dataclass(frozen=True)
class Change:
    """One effect: what an endpoint did to a product."""

    endpoint: str
    product_id: str
    at: datetime
