"""Taps that the modules of handlers/catalog serve, under the name of each."""

from handlers.frame.callback import Tap

# browse.py
BROWSE_ADD = Tap("browse.add")
BROWSE_AT = Tap("browse.at")
BROWSE_FRESH = Tap("browse.fresh")
BROWSE_ITEM = Tap("browse.item")
BROWSE_RENAME = Tap("browse.rename")

# browse_live.py
BROWSE_DETAILS = Tap("browse.details")
BROWSE_GOODS = Tap("browse.goods")
BROWSE_HEADS = Tap("browse.heads")

# catalog.py
CATALOG_ADD = Tap("catalog.add")
CATALOG_FIND = Tap("catalog.find")
CATALOG_PAGE = Tap("catalog.page")
CATALOG_PRODUCT = Tap("catalog.product")
CATALOG_REMOVE = Tap("catalog.remove")
CATALOG_REMOVE_NOW = Tap("catalog.remove-now", confirms=True)

# files.py
CATALOG_EXPORT = Tap("catalog.export")
CATALOG_IMPORT = Tap("catalog.import")
CATALOG_IMPORT_NOW = Tap("catalog.import-now", confirms=True)

# merging.py
CATALOG_MERGE = Tap("catalog.merge")
CATALOG_MERGE_INTO = Tap("catalog.merge-into")
CATALOG_MERGE_NOW = Tap("catalog.merge-now", confirms=True)
CATALOG_MOVE = Tap("catalog.move")
CATALOG_MOVE_NOW = Tap("catalog.move-now", confirms=True)
CATALOG_MOVE_TO = Tap("catalog.move-to")

# product_edit.py
CATALOG_CEILING = Tap("catalog.ceiling")
CATALOG_LOW_MARK = Tap("catalog.low-mark")
CATALOG_OWN_FIRST = Tap("catalog.own-first")
CATALOG_PAUSE = Tap("catalog.pause")
CATALOG_RENAME = Tap("catalog.rename")
CATALOG_SETTINGS = Tap("catalog.settings")
CATALOG_WORD_ADD = Tap("catalog.word-add")
CATALOG_WORD_DROP = Tap("catalog.word-drop")
CATALOG_WORDS = Tap("catalog.words")

# own_keys.py
KEYS_ADD = Tap("keys.add")
KEYS_ASIDE = Tap("keys.aside")
KEYS_ASIDE_SELL = Tap("keys.aside-sell", confirms=True)
KEYS_CANCEL = Tap("keys.cancel")
KEYS_CONFIRM = Tap("keys.confirm", confirms=True)
KEYS_PAGE = Tap("keys.page")
KEYS_PRODUCT = Tap("keys.product")

# stock.py
STOCK_PRODUCT = Tap("stock.product")

# stock_overview.py
STOCK_AGAIN = Tap("stock.again")
STOCK_PAGE = Tap("stock.page")

# tell_me.py
TELLME_ASK = Tap("tellme.ask")
TELLME_DROP = Tap("tellme.drop")
TELLME_DROP_MINE = Tap("tellme.drop-mine")
TELLME_STOCK = Tap("tellme.stock")
