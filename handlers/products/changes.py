"""The changes that can be made to a key product, a row each: how it is made at Confirm, and told.

A new one is a row of ``CHANGES`` and its words ``deed-key-product-<name>`` and ``deed-look-…``; whoever asks
for it reads and checks what is wanted, and shows ``ask(turn, text, "<name>", at, …)``. What it changes is
said by ``content`` and ``platforms``, and most are made by ``_change`` as these say. ::

    await turn.show(ask(turn, text, "no-price", at, platforms=[PlatformWish(key, prices={"EUR": None})]))
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers.frame.cards import Card
from handlers.frame.confirmation import confirm
from handlers.frame.confirmation.confirm import carry_out
from handlers.frame.errors import error_text
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.products.card import back_to, product_name
from handlers.products.platform_cards import after_change
from handlers.products.sellers import ProductAt, pressed, read
from handlers.taps import PRODUCT_DELETE, PRODUCT_DO, PRODUCT_PUBLISH
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from providers.administration import KeyProductChange, KeyProductContent, SellsKeyProducts
from services.administration.conflicts import Marks
from services.administration.errors import BeingChangedError, ConflictError
from services.administration.platform_changes import PlatformWish
from services.administration.products import Changed, Part
from services.errors import DeskError

routes = Routes(needs=SellsKeyProducts)


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that waits for Confirm: one request at the provider.

    ``change`` is the name of its row, ``seen`` what it is to take the place of, ``words`` what texts about it
    need besides the provider and the product's id, in place of which they may have its SKU.
    """

    change: str
    at: ProductAt
    content: KeyProductChange = field(default_factory=KeyProductChange)
    platforms: tuple[PlatformWish, ...] = ()
    seen: Marks = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def deed(self) -> str:
        """The name of its words."""
        return f"key-product.{self.change}"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which one, and where."""
        return {"provider": self.at.seller, "product": self.at.id, **self.words}


@dataclass(frozen=True, slots=True)
class WishInParts(Wish):
    """One that is several requests, of which some may be done and others not."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row. ``done`` is the text for when it is made; ``parts``: by several requests."""

    make: Callable[[Turn, Wish, Html], Awaitable[Card]]
    done: str
    parts: bool = False
    danger: bool = False


async def _create(turn: Turn, wish: Wish, done: Html) -> Card:
    """Create it, unless an earlier try has, and put it on its platforms."""
    content = wish.content.of(KeyProductContent({}, {}, ""))
    made = await turn.services.products.create(
        turn.actor, wish.words["product"], content, seller=wish.at.seller
    )
    at = replace(wish.at, id=made.what.id)
    if wish.platforms:
        done = turn.t.get("product-new-priced")
        return await _change(turn, replace(wish, at=at, content=KeyProductChange()), done)
    if made.found:
        done = turn.t.get("product-new-found")
    return await after_change(turn, at, done)


async def _change(turn: Turn, wish: Wish, done: Html) -> Card:
    """Change it on top of what stands there now."""
    at = wish.at
    came = await turn.services.products.change(
        turn.actor, at.id, wish.content, wish.platforms, seller=at.seller, seen=wish.seen
    )
    if CHANGES[wish.change].parts:
        if came.failed and came.error:
            lines = _half_done(turn.t, came, came.failed, came.error)
            return Card(join(lines), [[back_to(turn, at)]])
        return await after_change(turn, at, done)
    came.check()
    return await after_change(turn, at, done, *(each.id for each in wish.platforms))


async def _publish(turn: Turn, wish: Wish, done: Html) -> Card:
    await turn.services.products.publish(turn.actor, wish.at.id, seller=wish.at.seller)
    return await after_change(turn, wish.at, done)


async def _delete(turn: Turn, wish: Wish, done: Html) -> Card:
    await turn.services.products.delete(turn.actor, wish.at.id, seller=wish.at.seller)
    return Card(done)


CHANGES: Mapping[str, Change] = {
    "create": Change(_create, "product-new-done", parts=True),
    "edit": Change(_change, "product-edit-done"),
    "write": Change(_change, "product-edit-done", parts=True),  # by a document
    "publish": Change(_publish, "product-publish-done"),
    "delete": Change(_delete, "product-delete-done", danger=True),
    "price": Change(_change, "product-price-done"),
    "no-price": Change(_change, "product-price-done", danger=True),
    "no-platform": Change(_change, "product-off-done", danger=True),
}


def ask(
    turn: Turn,
    text: Html,
    change: str,
    at: ProductAt,
    content: KeyProductChange | None = None,
    platforms: Sequence[PlatformWish] = (),
    seen: Marks = (),
    words: Mapping[str, str] | None = None,
) -> Card:
    """The question before a change; Confirm makes it."""
    kind = WishInParts if CHANGES[change].parts else Wish
    wish = kind(change, at, content or KeyProductChange(), tuple(platforms), seen, words or {})
    return confirm.question(turn, text, PRODUCT_DO, wish, danger=CHANGES[change].danger)


@routes.tap(PRODUCT_DO, permission="products.edit", slow=True)
async def do(turn: Turn) -> None:
    """Have the change made that was confirmed, once."""
    await carry_out(turn, Wish, WishInParts)


@routes.tap(PRODUCT_PUBLISH, permission="products.edit", slow=True)
async def publish(turn: Turn) -> None:
    """Ask before a product goes on sale."""
    at = await pressed(turn)
    product = await read(turn, at)
    lines = [turn.t.get("product-publish-ask", name=product_name(product))]
    if not any(platform.prices for platform in product.platforms):
        lines.append(turn.t.get("product-publish-no-price"))
    await turn.show(ask(turn, join(lines), "publish", at))


@routes.tap(PRODUCT_DELETE, permission="products.edit", slow=True)
async def delete(turn: Turn) -> None:
    """Ask before a product is deleted."""
    at = await pressed(turn)
    product = await read(turn, at)
    name, sku = product_name(product), product.sku
    text = turn.t.get("product-delete-ask", name=name, sku=sku)
    await turn.show(ask(turn, text, "delete", at, words={"product": sku, "name": name}))


@routes.deed(Wish, permission="products.edit", resumes=True)
@routes.deed(WishInParts, permission="products.edit", parts=True, resumes=True)
async def make(turn: Turn, wish: Wish) -> Card:
    """Make the change, and show what stands there then."""
    row = CHANGES[wish.change]
    try:
        return await row.make(turn, wish, turn.t.get(row.done, **wish.words))
    except (BeingChangedError, ConflictError) as error:
        rows = [[back_to(turn, wish.at)]] if wish.at.id else []
        return Card(error_text(turn.t, error), rows)


def _half_done(t: Texts, came: Changed, failed: Part, error: DeskError) -> list[Html]:
    lines = [t.get("product-written-in-part"), Html("")]
    lines += [_part(t, "done", part) for part in came.done]
    lines += [_part(t, "failed", failed), error_text(t, error)]
    lines += [_part(t, "left", part) for part in came.left]
    return [*lines, Html(""), t.get("product-written-again")]


def _part(t: Texts, end: str, part: Part) -> Html:
    what = t.plain(f"product-part-{part.kind}", name=part.name)
    return t.get(f"product-written-{end}", what=what)
