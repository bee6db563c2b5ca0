"""The notice that own stock of a product is low."""

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
