"""Orders: nothing bought twice, nothing paid and lost.

``states`` says what may follow what; ``desk`` is what people do with orders; ``buyer`` makes the
purchases of a confirmed order; ``arrivals`` writes down what came of them; ``charges`` reads what was
charged; ``recovery`` takes up what
was left half done; ``reversal`` takes orders back, and ``reverser`` asks the provider to; ``uncertain`` is
the manager's part where only a person can tell.
"""

from services.orders.charges import Charges
from services.orders.desk import OrderDesk
from services.orders.recovery import Recovery
from services.orders.reversal import ReversalReport, Reversals
from services.orders.reverser import Reverser
from services.orders.states import LATE, OrderStatus, PurchaseStatus
from services.orders.uncertain import UncertainOrders
from services.orders.views import OrderView, OrderViews, PurchaseView

__all__ = [
    "LATE",
    "Charges",
    "OrderDesk",
    "OrderStatus",
    "OrderView",
    "OrderViews",
    "PurchaseStatus",
    "PurchaseView",
    "Recovery",
    "ReversalReport",
    "Reversals",
    "Reverser",
    "UncertainOrders",
]
