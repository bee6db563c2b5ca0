"""A limit in the demo, so that an order above it can be sent for approval."""

from decimal import Decimal

from bot.demo.stage import Stage
from services.actor import Actor
from services.limits import LimitWish, Scope

A_DAY = Decimal(3000)
"""Three keys of GTA V at CodeGames, and not four."""


async def set_a_limit(stage: Stage) -> None:
    """Olga lets support spend so much a day without asking."""
    town = stage.town
    olga = Actor(town.olga.id, town.support_desk.id, town.olga.name)
    wish = LimitWish(Scope.PERSON_DAY, "KZT", A_DAY, "support")
    await stage.app.house.services.limits.set(olga, wish)
