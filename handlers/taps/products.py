"""Taps that the modules of handlers/products serve, under the name of each."""

from handlers.frame.callback import Tap

# by_document.py
PRODUCT_FILE = Tap("product.file")

# changes.py
PRODUCT_DELETE = Tap("product.delete")
PRODUCT_DO = Tap("product.do", confirms=True)
PRODUCT_PUBLISH = Tap("product.publish")

# edit.py
PRODUCT_EDIT = Tap("product.edit")
PRODUCT_FIELD = Tap("product.field")

# listing.py
PRODUCT_OPEN = Tap("product.open")
PRODUCT_SHOW = Tap("product.show")
PRODUCTS_AT = Tap("products.at")
PRODUCTS_FILTER = Tap("products.filter")
PRODUCTS_PAGE = Tap("products.page")

# new.py
PRODUCTS_NEW = Tap("products.new")

# own_platform.py
PRODUCT_OWN = Tap("product.own")

# prices.py
PRODUCT_ADD = Tap("product.add")
PRODUCT_OFF = Tap("product.off")
PRODUCT_ON = Tap("product.on")
PRODUCT_PLATFORMS = Tap("product.platforms")
PRODUCT_PRICE = Tap("product.price")
PRODUCT_UNPRICE = Tap("product.unprice")

# public.py
PRODUCT_PUBLIC = Tap("product.public")
