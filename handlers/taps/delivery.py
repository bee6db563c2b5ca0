"""Taps that the modules of handlers/delivery serve, under the name of each."""

from handlers.frame.callback import Tap

# customers.py
KEY_FILE = Tap("key.file")
KEY_OPEN = Tap("key.open")
KEY_PAGE = Tap("key.page")
MYKEYS_PAGE = Tap("mykeys.page")

# keeping.py
ORDER_KEEP = Tap("order.keep")
ORDER_KEPT = Tap("order.kept", confirms=True)

# my_data.py
MYDATA_FORGET = Tap("mydata.forget")
MYDATA_FORGET_NOW = Tap("mydata.forget-now", confirms=True)
MYDATA_SHOW = Tap("mydata.show")
MYDATA_SURE = Tap("mydata.sure")

# links.py
LINKS_PAGE = Tap("links.page")
ORDER_CLAIM = Tap("order.claim")
ORDER_LINK = Tap("order.link")
ORDER_LINK_COUNT = Tap("order.link-count")
ORDER_LINKS = Tap("order.links")
ORDER_LINKS_END = Tap("order.links-end")
ORDER_REVOKE = Tap("order.revoke", confirms=True)
ORDER_UNLINK = Tap("order.unlink")

# send.py
ORDER_SEND = Tap("order.send")
ORDER_SEND_COUNT = Tap("order.send-count")
ORDER_SEND_NOT = Tap("order.send-not")
ORDER_SEND_NOW = Tap("order.send-now", confirms=True)
ORDER_SEND_OTHER = Tap("order.send-other")

# show.py
ORDER_FILE = Tap("order.file")
ORDER_SHOW = Tap("order.show")
