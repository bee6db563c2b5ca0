"""Processes that are cut off in a change at a provider."""

from collections.abc import Awaitable

from sandbox import openapigames, paysuper
from sandbox.faults import Fault, When
from services.actor import Actor
from tests.deeds_made import CutOff

MAX, OLGA = Actor(12, -1001, "Max"), Actor(11, -1001, "Olga")


async def cut_off(
    deed: CutOff,
    shop: paysuper.PaySuper | openapigames.OpenApiGames,
    endpoint: str,
    asked: Awaitable[object],
    *,
    acted: bool,
    when: When | None = None,
) -> None:
    """A process dies in it, before or after the provider has acted."""
    if not acted:
        shop.faults.add(endpoint, Fault.lost_before(), when=when)
    gate = shop.gate(endpoint, "after" if acted else "before", when)

    async def ask() -> object:
        return await asked

    await deed.dies_at(gate, ask())
