"""A claim link that works no more says so in the message that showed it to who made it."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.markup import bold, code
from handlers.words.texts import Texts
from services.delivery.shown_links import LINK_OVER

routes = Routes()


@routes.notice(LINK_OVER)
async def link_over(notice: Notice, services: Services, t: Texts) -> EditOf:
    """Nobody copies it from there any more; how its keys stand is on the order's card."""
    order = await services.orders.told(str(notice.facts["order"]))
    about = {"product": bold(order.product), "number": code(order.number)}
    text = t.get("notice-link-over", how=str(notice.facts["how"]), **about)
    return EditOf(int(notice.facts["message"]), Card(text), only=True)
