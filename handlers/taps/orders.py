"""Taps that the modules of handlers/orders serve, under the name of each."""

from handlers.frame.callback import Tap

# approvals.py
APPROVAL_NO = Tap("approval.no")
APPROVAL_OPEN = Tap("approval.open")
APPROVAL_YES = Tap("approval.yes")

# books.py
BOOKS_FIND = Tap("books.find")
BOOKS_PAGE = Tap("books.page")

# buy.py
BUY_COUNT = Tap("buy.count")
BUY_INSTEAD = Tap("buy.instead")
BUY_OFFER = Tap("buy.offer")
BUY_OTHER = Tap("buy.other")
BUY_PRODUCT = Tap("buy.product")
ORDER_ASK = Tap("order.ask", confirms=True)
ORDER_CANCEL = Tap("order.cancel")
ORDER_CONFIRM = Tap("order.confirm", confirms=True)
ORDER_WHY = Tap("order.why", confirms=True)

# orders.py
ORDER_OPEN = Tap("order.open")
ORDER_REFRESH = Tap("order.refresh")
ORDERS_PAGE = Tap("orders.page")

# reversal.py
ORDER_REVERSE = Tap("order.reverse")
ORDER_REVERSED = Tap("order.reversed", confirms=True)

# uncertain.py
ORDER_CLOSE = Tap("order.close")
ORDER_CLOSED = Tap("order.closed", confirms=True)
ORDER_REFERENCE = Tap("order.reference")
ORDER_UNCERTAIN = Tap("order.uncertain")
