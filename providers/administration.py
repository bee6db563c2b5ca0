"""What may be administered at a provider: key products and game accounts, each a capability.

As in base.py a provider is found by its capability, and every method raises only the errors of
:mod:`providers.errors`. A change whose answer is lost is looked for before it is made again; where
that does not settle it, OutcomeUnknown is raised.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Protocol, TypeVar, runtime_checkable

from providers.base import Provider

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """What came of a creation. ``found``: it is there, and may have been before, from an earlier try."""

    what: T
    found: bool = False


@dataclass(frozen=True, slots=True)
class RegionPrice:
    """What a key costs in a region, such as EUR, in an ISO 4217 currency."""

    region: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Platform:
    """Where keys are redeemed, such as ``steam``."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PricedPlatform:
    """A platform of a key product, with the product's prices there.

    The addresses are those of a platform that the merchant made up: where keys are activated, and its
    licence.
    """

    id: str
    name: str
    prices: tuple[RegionPrice, ...] = ()
    activation_url: str = ""
    eula_url: str = ""


@dataclass(frozen=True, slots=True)
class KeyProductContent:
    """What a merchant writes of a key product. Texts are by language, such as ``en``."""

    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    default_currency: str
    long_descriptions: Mapping[str, str] = field(default_factory=dict)
    pricing: str = ""
    """A pricing mode of :data:`PRICINGS`; empty leaves it to the provider."""
    images: tuple[str, ...] = ()
    url: str = ""
    metadata: Mapping[str, object] = field(default_factory=dict)


PRICINGS = ("currency", "manual", "steam", "default")
LANGUAGE = "en"
"""Names and descriptions need a text in this language: "default system locale", assumed to be it."""


@dataclass(frozen=True, slots=True)
class KeyProductChange:
    """What is to be different; None, and languages not named, stay as they are.

    An empty text takes its language away; an empty ``url`` takes the address away.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    long_descriptions: Mapping[str, str] = field(default_factory=dict)
    default_currency: str | None = None
    pricing: str | None = None
    images: tuple[str, ...] | None = None
    url: str | None = None
    metadata: Mapping[str, object] | None = None

    def of(self, old: KeyProductContent) -> KeyProductContent:
        """The content with this change made to it."""

        def texts(before: Mapping[str, str], changed: Mapping[str, str]) -> dict[str, str]:
            return {key: text for key, text in {**before, **changed}.items() if text}

        return KeyProductContent(
            names=texts(old.names, self.names),
            descriptions=texts(old.descriptions, self.descriptions),
            long_descriptions=texts(old.long_descriptions, self.long_descriptions),
            default_currency=_or(self.default_currency, old.default_currency),
            pricing=_or(self.pricing, old.pricing),
            images=_or(self.images, old.images),
            url=_or(self.url, old.url),
            metadata=_or(self.metadata, old.metadata),
        )


def _or(new: T | None, old: T) -> T:
    return old if new is None else new


@dataclass(frozen=True, slots=True)
class KeyProduct:
    """A key product as the provider has it. Moments are None where it does not say."""

    id: str
    project_id: str
    sku: str
    content: KeyProductContent
    enabled: bool
    """Whether it is published."""
    platforms: tuple[PricedPlatform, ...]
    created_at: datetime | None
    updated_at: datetime | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyProductFilter:
    """Which key products to list; ``name`` and ``sku`` are parts of the whole.

    A provider has some of the filters: its ``key_product_filters`` name them.
    """

    name: str = ""
    sku: str = ""
    pricing: str = ""
    enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class KeyProductPage:
    """Those from ``offset`` on, and how many there are in all."""

    items: tuple[KeyProduct, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class PublicPrice:
    """What a buyer pays on a platform. ``is_fallback``: there is none for what was asked."""

    platform: Platform
    amount: Decimal
    currency: str
    region: str
    is_fallback: bool


@dataclass(frozen=True, slots=True)
class PublicView:
    """A key product as buyers see it, in one language."""

    id: str
    name: str
    description: str
    long_description: str
    images: tuple[str, ...]
    prices: tuple[PublicPrice, ...]


@runtime_checkable
class SellsKeyProducts(Provider, Protocol):
    """Sells our keys for us: holds key products that are administered from here."""

    key_product_filters: frozenset[str]
    """The filters it has, by the names of :class:`KeyProductFilter`; others are Rejected."""
    own_platform_links: bool
    """Whether a platform of the merchant's own needs its two addresses; else it has none."""

    async def key_products(
        self, wanted: KeyProductFilter, offset: int, limit: int
    ) -> KeyProductPage:
        """List key products from ``offset`` on, ``limit`` at most."""

    async def key_product(self, product_id: str) -> KeyProduct:
        """Read one. Raises NotFound."""

    async def create_key_product(self, sku: str, content: KeyProductContent) -> Made[KeyProduct]:
        """Create one, not yet published.

        Raises AlreadyDone where the sku is taken already, Rejected.
        """

    async def edit_key_product(self, product_id: str, change: KeyProductChange) -> KeyProduct:
        """Change what is written of it, on top of what stands there now. Raises NotFound, Rejected."""

    async def publish_key_product(self, product_id: str) -> KeyProduct:
        """Put it on sale. Raises NotFound, Rejected."""

    async def delete_key_product(self, product_id: str) -> None:
        """Delete it for ever. Raises NotFound where there was none before."""

    async def public_view(self, product_id: str, country: str, currency: str) -> PublicView:
        """Read what a buyer in the country sees; empty is not said. Raises NotFound, Rejected."""

    async def platforms(self) -> tuple[Platform, ...]:
        """The platforms there are."""

    async def set_platform(self, product_id: str, platform: PricedPlatform) -> None:
        """Add a platform with its prices, or put these in place of what it has. Raises NotFound."""

    async def remove_platform(self, product_id: str, platform_id: str) -> None:
        """Take a platform with its prices away. Raises NotFound, Rejected where it has none such."""


class LaunchMethod(StrEnum):
    """Who makes the address at which a game is opened."""

    DEFAULT = "GLM_DEFAULT"  # the platform, from the embed URL
    API = "GLM_API"  # we: the platform asks at the account's launch URL


@dataclass(frozen=True, slots=True)
class GameAccountContent:
    """What is agreed for a set of games. ``royalty`` is in percent, two places at most.

    No currencies means all, FUN included; no countries means all.
    """

    embed_url: str
    royalty: Decimal
    currencies: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    countries_disabled: tuple[str, ...] = ()
    launch_method: LaunchMethod = LaunchMethod.DEFAULT
    launch_url: str = ""
    """Where the platform asks for a launch; needed with LaunchMethod.API."""
    pending_games_url: str = ""


@dataclass(frozen=True, slots=True)
class GameAccount:
    """A game account. ``id`` is empty for one just made whose id the provider did not tell."""

    id: str
    content: GameAccountContent


@dataclass(frozen=True, slots=True)
class UrlProblem:
    """A fault in an embed URL. ``text`` is the part at fault, ``near`` a word that may be meant.

    ``kind`` is "no-url", "unknown-placeholder" or "unbalanced".
    """

    kind: str
    text: str
    near: str = ""


@runtime_checkable
class KeepsGameAccounts(Provider, Protocol):
    """Keeps our game accounts, by which players open games."""

    async def game_accounts(self) -> tuple[GameAccount, ...]:
        """All of them."""

    async def add_game_account(self, content: GameAccountContent) -> Made[GameAccount]:
        """Create one; one with the same content is taken for an earlier try. Raises Rejected."""

    async def change_game_account(
        self, account_id: str, content: GameAccountContent
    ) -> GameAccount:
        """Put this content in place of the account's. Raises NotFound, Rejected."""

    def check_embed_url(self, url: str) -> tuple[UrlProblem, ...]:
        """What is wrong with an embed URL and its placeholders; empty if nothing is."""

    def sample_values(self, account: GameAccount) -> Mapping[str, str]:
        """Made-up values for all placeholders, to see a launch link before there is a player."""

    def launch_link(self, account: GameAccount, values: Mapping[str, str]) -> str:
        """The address at which a game is opened: the embed URL with the values in it.

        Raises Rejected where the embed URL is faulty, or a placeholder in it has no value.
        """

    def verify_launch(self, body: bytes, sign: str) -> bool:
        """Whether a request for a launch, with this signature, comes from the provider."""
