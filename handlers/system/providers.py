"""/providers: how they are, one line each, all asked at once."""

import asyncio

from handlers.frame.cards import Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import PROVIDERS_AGAIN
from handlers.words.markup import Html, join
from handlers.words.provider_words import provider_name, short_trouble
from providers.base import Provider
from services.provider_reads import TIME_LIMIT, read, sign_of_life

routes = Routes(area="team")


@routes.command("providers", permission="system.view")
async def providers(turn: Turn) -> None:
    """Ask every provider for a sign of life."""
    await turn.typing()
    await _show(turn)


@routes.tap(PROVIDERS_AGAIN, permission="system.view", slow=True)
async def again(turn: Turn) -> None:
    """Ask once more."""
    await _show(turn)


async def _show(turn: Turn) -> None:
    t = turn.t
    lines = await asyncio.gather(*(_line(turn, provider) for provider in turn.services.providers))
    if not lines:
        await turn.show(Card(t.get("providers-none")))
        return
    text = join([t.get("providers"), "", *lines, "", t.get("read-at", at=turn.services.clock())])
    refresh = Button(t.plain("button-refresh"), PROVIDERS_AGAIN)
    await turn.show(Card(text, [[refresh]]))


async def _line(turn: Turn, provider: Provider) -> Html:
    name = provider_name(turn.t, provider.name)
    _, trouble = await read(sign_of_life(provider), TIME_LIMIT)
    if trouble is None:
        return turn.t.get("providers-well", provider=name)
    words = short_trouble(turn.t, trouble.kind, trouble.since)
    return turn.t.get("providers-trouble", provider=name, trouble=words)
