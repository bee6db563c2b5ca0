"""Notices of own stock: it is low, or a restore has put it aside."""

from datetime import datetime

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.markup import bold
from handlers.words.texts import Texts

routes = Routes()


@routes.notice("own-stock-low")
async def low(notice: Notice, _desk: Services, t: Texts) -> Card:
    """How many keys are left, and how more come in."""
    facts = notice.facts
    text = t.get("own-stock-low", product=bold(str(facts["product"])), count=int(facts["left"]))
    return Card(text, shared=True)


@routes.notice("own-stock-aside")
async def aside(notice: Notice, _desk: Services, t: Texts) -> Card:
    """Own stock is not sold since a restore, and how it is sold again."""
    at = datetime.fromisoformat(str(notice.facts["made_at"]))
    return Card(t.get("own-stock-aside", count=int(notice.facts["keys"]), at=at), shared=True)
