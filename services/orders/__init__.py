"""Orders: nothing bought twice, nothing paid and lost.

``states`` says what may follow what; ``service`` finds orders for people, ``checkout`` is how they buy, with
``drafts`` for the part before their yes, ``approvals`` where others have to say it (``approval_cards`` are
the messages that ask them), and ``beginning`` for what follows. ``fulfilment`` is the work on an order from
then on: ``buyer`` asks for keys, ``reversal_calls`` takes them back, ``answers`` and ``outcomes`` write what
came of it, ``news`` tells people; ``wish`` is what the row of that work says. ``charges`` reads what was
charged; ``reversals`` is what people do to have an order taken back; ``uncertain`` is the manager's part
where only a person can tell.
"""

from services.orders.approvals import Approvals
from services.orders.beginning import Beginning
from services.orders.charges import Charges
from services.orders.checkout import Checkout
from services.orders.drafts import Drafts
from services.orders.fulfilment import Fulfilment
from services.orders.news import News
from services.orders.order_view import OrderView, PurchaseView
from services.orders.reversal_calls import Reverser
from services.orders.reversals import Reversals
from services.orders.service import Orders
from services.orders.states import LATE, OrderStatus, PurchaseStatus
from services.orders.uncertain import UncertainOrders
from services.orders.views import OrderViews

__all__ = [
    "LATE",
    "Approvals",
    "Beginning",
    "Charges",
    "Checkout",
    "Drafts",
    "Fulfilment",
    "News",
    "OrderStatus",
    "OrderView",
    "OrderViews",
    "Orders",
    "PurchaseStatus",
    "PurchaseView",
    "Reversals",
    "Reverser",
    "UncertainOrders",
]
