"""Sellers of key products: whose and which one, carried by buttons, questions and what waits for Confirm."""

import re
from dataclasses import dataclass

from handlers.frame.callback import StaleButtonError, mark_of
from handlers.frame.confirmation.pending import hold, look
from handlers.frame.turn import Turn
from handlers.frame.which_provider import provider_marked
from providers.administration import KeyProduct, SellsKeyProducts

GONE = "products-gone"
_FITS = re.compile(r"[\w.-]{1,24}", re.ASCII)
"""An id that fits on every button beside the other things there."""
_HELD = "~"


@dataclass(frozen=True, slots=True)
class ProductAt:
    """A key product by its id at the provider that sells it, whose name is ``seller``."""

    seller: str
    id: str

    @property
    def about(self) -> dict[str, str]:
        """For words about it."""
        return {"provider": self.seller, "product": self.id}


def sellers(turn: Turn) -> tuple[SellsKeyProducts, ...]:
    """The providers that sell key products."""
    return turn.services.providers.with_capability(SellsKeyProducts)


def seller_at(turn: Turn, mark: str) -> str:
    """The name of the provider that a button means. Raises StaleButtonError where it is no more."""
    return provider_marked(mark, sellers(turn)).name


def carried(turn: Turn, at: ProductAt) -> tuple[str, str]:
    """What a button carries of a product: the provider's mark, and the id, held where it is long."""
    fits = _FITS.fullmatch(at.id)
    return mark_of(at.seller), at.id if fits else _HELD + hold(turn, at)


async def pressed(turn: Turn, *, values: int = 2) -> ProductAt:
    """The product that a button with so many values means: its first two say which.

    Raises StaleButtonError.
    """
    mark, said = turn.values.texts(values)[:2]
    seller = seller_at(turn, mark)
    if _FITS.fullmatch(said):
        return ProductAt(seller, said)
    if not said.startswith(_HELD):
        raise StaleButtonError
    at = await look(turn, said.removeprefix(_HELD), ProductAt, gone=GONE)
    if at.seller != seller:
        raise StaleButtonError
    return at


async def pressed_page(turn: Turn, *, values: int = 2) -> tuple[ProductAt, int]:
    """The same, and the page that may stand behind those values; the first where none does."""
    paged = len(turn.values) > values
    return await pressed(turn, values=values + paged), turn.values.number(values, 1) if paged else 1


def asked_of(turn: Turn) -> ProductAt:
    """The product that a question was about."""
    return ProductAt(str(turn.facts["seller"]), str(turn.facts["product"]))


async def read(turn: Turn, at: ProductAt) -> KeyProduct:
    """The product as it stands there now. Raises what the service does."""
    return await turn.services.products.read(at.id, seller=at.seller)
