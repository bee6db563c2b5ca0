"""A customer who has a key already when the demo begins, so that a problem with it can be told at once."""

from bot.demo.stage import Stage
from sandbox.demo_vouchers import IN_CATALOG
from services.actor import Actor
from services.orders.door import BUY, DELIVER


async def sell_a_key(stage: Stage) -> None:
    """Let Sam buy a voucher from Hype, whose books say how it stands with a key, and send it to Carl."""
    town, desk = stage.town, stage.app.house.services
    sam = Actor(town.sam.id, town.support_desk.id, town.sam.name)
    name = next(iter(IN_CATALOG.values()))
    product = desk.catalog.search(name)[0]
    offer = next(each for each in product.offers if each.provider == "hype")
    number = (await desk.checkout.draft(sam, offer.id, 1)).number
    await desk.checkout.confirm(await desk.orders.door.admit(sam, number, BUY))
    await stage.app.house.worker.idle()
    await desk.delivery.send_to(await desk.orders.door.admit(sam, number, DELIVER), town.carl.id)
    await stage.quiet()
