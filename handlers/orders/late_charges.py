"""What providers say they have charged when nobody reckons with it any more, told to who may settle it."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.orders.order_card import order_card
from handlers.orders.order_notices import shown_there
from handlers.words.markup import Html, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.orders import OrderView

routes = Routes()


@routes.notice("charge-joined")
async def joined(notice: Notice, services: Services, t: Texts) -> EditOf:
    """A purchase whose case was closed was charged: the order goes on with its key."""
    return await _told(notice, services, t, "notice-charge-joined")


@routes.notice("charge-apart")
async def apart(notice: Notice, services: Services, t: Texts) -> EditOf:
    """A purchase that was settled otherwise was charged: its key is not in the order."""
    return await _told(notice, services, t, "notice-charge-apart")


async def _told(notice: Notice, services: Services, t: Texts, text: str) -> EditOf:
    order = await services.orders.told(str(notice.facts["order"]))
    card = order_card(t, order, notice.chat_id)
    whole = Card(join([_words(notice, order, t, text), "", card.text]), card.rows, shared=True)
    return EditOf(None, whole, posted=shown_there(notice, services, order))


def _words(notice: Notice, order: OrderView, t: Texts, text: str) -> Html:
    return t.get(
        text,
        number=code(order.number),
        provider=provider_name(t, order.provider),
        txn=code(str(notice.facts["txn"])),
        reference=code(str(notice.facts["reference"])),
    )
