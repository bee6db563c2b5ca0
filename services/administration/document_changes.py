"""A document written to a key product: several changes in a row, each told when one fails."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from providers.administration import KeyProduct, KeyProductChange, Platform
from services.actor import Actor
from services.administration.conflicts import Marks, marks_of_content, marks_of_wishes
from services.administration.platform_changes import (
    PlatformStep,
    PlatformWish,
    standing_after,
    steps,
)
from services.administration.products import EDIT, OFF, SET, KeyProducts
from services.deeds.steps import is_resumed
from services.errors import DeskError


@dataclass(frozen=True, slots=True)
class Part:
    """One change of several. ``kind``: content, platform (added or changed) or no-platform."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: ``failed`` raised ``error`` and ended it, so what is ``left`` was not tried."""

    done: tuple[Part, ...]
    failed: Part | None = None
    error: DeskError | None = None
    left: tuple[Part, ...] = ()


async def steps_for(
    products: KeyProducts,
    seller: str,
    product: KeyProduct | None,
    wishes: Sequence[PlatformWish],
) -> tuple[PlatformStep, ...]:
    """What has to be done on the platforms of a product, or of a new one. Raises BadFieldError."""
    there = product.platforms if product else ()
    new = {wish.id for wish in wishes if not wish.gone} - {each.id for each in there}
    known: Sequence[Platform] = await products.platforms(seller=seller) if new else ()
    return steps(there, wishes, known)


async def write(
    products: KeyProducts,
    actor: Actor,
    seller: str,
    product_id: str,
    change: KeyProductChange,
    wishes: Sequence[PlatformWish],
    *,
    seen: Marks = (),
) -> Written:
    """Make what is different from what stands there now, one part after the other.

    ``seen``: what stood there when the person was asked. Raises what reading the product raises,
    BadFieldError, BeingChangedError and ConflictError: nothing was sent then.
    """
    async with products.held(actor, product_id, seller=seller):
        return await _write(products, actor, seller, product_id, change, wishes, seen)


async def _write(
    products: KeyProducts,
    actor: Actor,
    seller: str,
    product_id: str,
    change: KeyProductChange,
    wishes: Sequence[PlatformWish],
    seen: Marks,
) -> Written:
    product = await products.read(product_id, seller=seller)
    platform_steps = await steps_for(products, seller, product, wishes)
    wanted: Marks = ()
    if is_resumed():  # what an earlier process has written of it stands there already
        after = standing_after(product.platforms, platform_steps)
        wanted = marks_of_content(change.of(product.content), change)
        wanted += marks_of_wishes(after, wishes)
    await products.still(product, seen, change, wishes, wanted, seller=seller)
    todo: list[tuple[Part, Callable[[], Awaitable[object]]]] = []
    left: list[tuple[str, str]] = []
    if change.of(product.content) != product.content:
        edit = partial(products.edit, actor, product_id, change, seller=seller)
        todo.append((Part("content"), edit))
        left.append((EDIT, ""))
    for step in platform_steps:
        name = step.platform.name
        if step.after is None:
            platform_id = step.platform.id
            act = partial(products.remove_platform, actor, product_id, platform_id, seller=seller)
            todo.append((Part("no-platform", name), act))
            left.append((OFF, platform_id))
        else:
            act = partial(
                products.set_platform,
                actor,
                product_id,
                step.after,
                before=step.before,
                seller=seller,
            )
            todo.append((Part("platform", name), act))
            left.append((SET, step.after.id))
    await products.settle(actor, product_id, left)
    parts = tuple(part for part, _ in todo)
    for at, (part, make) in enumerate(todo):
        try:
            await make()
        except DeskError as error:
            return Written(parts[:at], part, error, parts[at + 1 :])
    return Written(parts)
