"""What the made-up PIN Hype of the demo sells in Brazil, and how its shelves are nested."""

from typing import NamedTuple

from sandbox.hype import Hype
from sandbox.hype.goods import UNLIMITED

CURRENCY = "BRL"


class Shelf(NamedTuple):
    """A collection; one without a parent is at the top."""

    collection_id: int
    name: str
    parent: int | None = None


class Voucher(NamedTuple):
    """A product of the demo, priced in BRL."""

    product_id: int
    name: str
    price: str
    shelf: int
    stock: int = UNLIMITED
    original: str | None = None


SHELVES = (
    Shelf(1, "Games"),
    Shelf(11, "PC", parent=1),
    Shelf(12, "Mobile", parent=1),
    Shelf(2, "Gift cards"),
)

VOUCHERS = (
    Voucher(2101, "Grand Theft Auto V", "66.49", 11, original="69.99"),
    Voucher(2102, "Stardew Valley", "24.99", 11, stock=12),
    Voucher(2103, "Hollow Knight", "46.99", 11, stock=0),
    Voucher(2104, "Forza Horizon 5", "249.00", 11, stock=3),
    *(
        Voucher(2120 + n, f"Indie Hits, volume {n}", f"{9 + n}.90", 11, stock=5 * n)
        for n in range(1, 8)
    ),
    Voucher(2201, "Free Fire 520 Diamonds", "21.49", 12),
    Voucher(2202, "Mobile Legends 250 Diamonds", "27.90", 12),
    Voucher(2301, "Steam gift card 50 BRL", "50.00", 2, stock=200),
    Voucher(2302, "Google Play gift card 30 BRL", "30.00", 2),
    Voucher(2303, "Razer Gold 100 BRL", "100.00", 2, stock=40),
)

IN_CATALOG = {
    "2101": "GTA V",  # CodeGames has it too, so that their offers stand side by side
    "2301": "Steam Wallet 50 BRL",
    "2302": "Google Play 30 BRL",
}
"""What the desk sells of it, by Hype's id, under the desk's own names."""


def stock_up(hype: Hype) -> None:
    """Put the collections up and the products into them."""
    for shelf in SHELVES:
        hype.collection(shelf.collection_id, shelf.name, parent=shelf.parent)
    for voucher in VOUCHERS:
        hype.product(
            voucher.product_id,
            voucher.name,
            voucher.price,
            collection=voucher.shelf,
            currency=CURRENCY,
            original=voucher.original,
            stock=voucher.stock,
        )
