"""Changes to key products that wait for Confirm: each is held as it was asked, and made once."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Protocol

from handlers.frame.cards import Card
from handlers.frame.confirmation import confirm, wishes
from handlers.frame.errors import error_text
from handlers.frame.turn import Turn
from handlers.products.card import back_to, product_card
from handlers.products.platform_cards import after_change
from handlers.products.sellers import ProductAt, read
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from providers.administration import KeyProductChange, KeyProductContent, PricedPlatform
from services.administration.conflicts import Marks
from services.administration.document_changes import Part, Written, write
from services.administration.platform_changes import PlatformWish
from services.errors import DeskError


class Wish(wishes.Wish, Protocol):
    """A change that makes itself."""

    async def make(self, turn: Turn) -> Card:
        """Make the change and give the card of what came of it. Raises DeskError."""


@dataclass(frozen=True, slots=True)
class Creation:
    """A new key product."""

    seller: str
    sku: str
    content: KeyProductContent
    platforms: tuple[PlatformWish, ...] = ()
    deed: ClassVar[str] = "key-product.create"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return {"provider": self.seller, "product": self.sku}

    async def make(self, turn: Turn) -> Card:
        """Create it, unless an earlier try has, and put it on its platforms."""
        made = await turn.services.products.create(
            turn.actor, self.sku, self.content, seller=self.seller
        )
        said = turn.t.get("product-new-found" if made.found else "product-new-done")
        if not self.platforms:
            return product_card(turn, self.seller, made.what, said)
        said = turn.t.get("product-new-priced")
        at, nothing = ProductAt(self.seller, made.what.id), KeyProductChange()
        return await _written(turn, at, nothing, self.platforms, said)


@dataclass(frozen=True, slots=True)
class Edit:
    """Something else in what is written of it. ``seen`` here and below: what it is to take the place of."""

    at: ProductAt
    change: KeyProductChange
    seen: Marks = ()
    deed: ClassVar[str] = "key-product.edit"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return self.at.about

    async def make(self, turn: Turn) -> Card:
        """Change it on top of what stands there now."""
        seller = self.at.seller
        edited = await turn.services.products.edit(
            turn.actor, self.at.id, self.change, seller=seller, seen=self.seen
        )
        return product_card(turn, seller, edited, turn.t.get("product-edit-done"))


@dataclass(frozen=True, slots=True)
class Writing:
    """All that a document says besides what stands there."""

    at: ProductAt
    change: KeyProductChange
    platforms: tuple[PlatformWish, ...]
    seen: Marks = ()
    deed: ClassVar[str] = "key-product.write"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return self.at.about

    async def make(self, turn: Turn) -> Card:
        """Write it, part by part."""
        done = turn.t.get("product-edit-done")
        return await _written(turn, self.at, self.change, self.platforms, done, self.seen)


@dataclass(frozen=True, slots=True)
class Publication:
    """A product goes on sale."""

    at: ProductAt
    deed: ClassVar[str] = "key-product.publish"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return self.at.about

    async def make(self, turn: Turn) -> Card:
        """Publish it."""
        seller = self.at.seller
        published = await turn.services.products.publish(turn.actor, self.at.id, seller=seller)
        return product_card(turn, seller, published, turn.t.get("product-publish-done"))


@dataclass(frozen=True, slots=True)
class Deletion:
    """A product goes for ever."""

    at: ProductAt
    name: str
    sku: str
    deed: ClassVar[str] = "key-product.delete"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return {"provider": self.at.seller, "product": self.sku}

    async def make(self, turn: Turn) -> Card:
        """Delete it."""
        await turn.services.products.delete(turn.actor, self.at.id, seller=self.at.seller)
        return Card(turn.t.get("product-delete-done", name=self.name, sku=self.sku))


@dataclass(frozen=True, slots=True)
class NewPrice:
    """A price in a region, in place of the one there; the first puts the product on the platform."""

    at: ProductAt
    platform_id: str
    region: str
    amount: Decimal
    currency: str
    own: PricedPlatform | None = None
    """The platform, where it is one of the merchant's own."""
    seen: Marks = ()
    deed: ClassVar[str] = "key-product.price"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return self.at.about | {"platform": self.platform_id, "region": self.region}

    async def make(self, turn: Turn) -> Card:
        """Set it."""
        await turn.services.products.set_price(
            turn.actor,
            self.at.id,
            self.platform_id,
            self.region,
            self.amount,
            self.currency,
            own=self.own,
            seller=self.at.seller,
            seen=self.seen,
        )
        said = turn.t.get("product-price-done")
        return await after_change(turn, self.at, self.platform_id, said)


@dataclass(frozen=True, slots=True)
class NoPrice:
    """No price in a region any more."""

    at: ProductAt
    platform_id: str
    region: str
    seen: Marks = ()
    deed: ClassVar[str] = "key-product.no-price"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return self.at.about | {"platform": self.platform_id, "region": self.region}

    async def make(self, turn: Turn) -> Card:
        """Take it away."""
        await turn.services.products.remove_price(
            turn.actor,
            self.at.id,
            self.platform_id,
            self.region,
            seller=self.at.seller,
            seen=self.seen,
        )
        said = turn.t.get("product-price-done")
        return await after_change(turn, self.at, self.platform_id, said)


@dataclass(frozen=True, slots=True)
class NoPlatform:
    """Not on a platform any more."""

    at: ProductAt
    platform_id: str
    name: str
    seen: Marks = ()
    deed: ClassVar[str] = "key-product.no-platform"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return self.at.about | {"platform": self.name}

    async def make(self, turn: Turn) -> Card:
        """Take it off."""
        await turn.services.products.remove_platform(
            turn.actor, self.at.id, self.platform_id, seller=self.at.seller, seen=self.seen
        )
        said = turn.t.get("product-off-done", platform=self.name)
        return await after_change(turn, self.at, self.platform_id, said)


SINGLE: tuple[type[Wish], ...] = (
    Edit,
    Publication,
    Deletion,
    NewPrice,
    NoPrice,
    NoPlatform,
)
IN_PARTS: tuple[type[Wish], ...] = (Creation, Writing)
"""Those that are several requests, of which some may be done and others not."""
WISHES = (*SINGLE, *IN_PARTS)


def wish_card(turn: Turn, text: Html, wish: Wish, *, danger: bool = False) -> Card:
    """The question before a change; Confirm makes it."""
    return confirm.question(turn, text, "product.do", wish, danger=danger)


async def _written(
    turn: Turn,
    at: ProductAt,
    change: KeyProductChange,
    platforms: tuple[PlatformWish, ...],
    said: Html,
    seen: Marks = (),
) -> Card:
    """Write, and give the card of what came of it; ``said`` is for when all of it did."""
    t = turn.t
    products = turn.services.products
    came = await write(products, turn.actor, at.seller, at.id, change, platforms, seen=seen)
    if came.failed is not None:
        return Card(join(_half_done(t, came)), [[back_to(turn, at)]])
    try:
        return product_card(turn, at.seller, await read(turn, at), said)
    except DeskError:  # it was written all the same
        unseen = t.get("product-unseen")
        return Card(join([said, Html(""), unseen]), [[back_to(turn, at)]])


def _half_done(t: Texts, came: Written) -> list[Html]:
    assert came.failed is not None  # noqa: S101 - that is what the caller looked at
    assert came.error is not None  # noqa: S101 - they come together
    lines = [t.get("product-written-in-part"), Html("")]
    lines += [_part(t, "done", part) for part in came.done]
    lines += [_part(t, "failed", came.failed), error_text(t, came.error)]
    lines += [_part(t, "left", part) for part in came.left]
    return [*lines, Html(""), t.get("product-written-again")]


def _part(t: Texts, end: str, part: Part) -> Html:
    what = t.plain(f"product-part-{part.kind}", name=part.name)
    return t.get(f"product-written-{end}", what=what)
