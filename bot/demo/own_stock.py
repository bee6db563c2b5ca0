"""Own stock in the demo: keys that the desk has already, of a product that a provider sells too."""

import secrets
from decimal import Decimal

from bot.demo.stage import Stage
from services.actor import Actor
from services.own_stock import NewKey

PRODUCT = "Minecraft"
KEYS = 6
LOW_MARK = "5"


async def put_in_stock(stage: Stage) -> None:
    """Max has put some keys in, which go first, and wants to hear when few are left."""
    town, desk = stage.town, stage.app.house.services
    max_ = Actor(town.max.id, town.max.id, town.max.name)
    [product] = desk.catalog.search(PRODUCT)[:1]
    keys = [NewKey(f"OWN-{secrets.token_hex(6).upper()}", Decimal("14.90")) for _ in range(KEYS)]
    batch = await desk.own_additions.read(max_, product.id, "EUR", keys)
    await desk.own_additions.confirm(max_, product.name, batch.id)
    await desk.catalog_editing.own_first(max_, product.id, True)
    await desk.catalog_editing.low_mark(max_, product.id, LOW_MARK)
