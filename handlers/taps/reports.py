"""Taps that the modules of handlers/reports serve, under the name of each."""

from handlers.frame.callback import Tap

# alert_changes.py
ALERT_OTHER_QUIET = Tap("alert.other-quiet")
ALERT_OTHER_ZONE = Tap("alert.other-zone")
ALERT_QUIET = Tap("alert.quiet")
ALERT_ZONE = Tap("alert.zone")

# alert_options.py
ALERT_LATE = Tap("alert.late")
ALERT_OPTION = Tap("alert.option")
ALERT_OTHER_LATE = Tap("alert.other-late")
ALERT_OTHER_OPTION = Tap("alert.other-option")

# alert_times.py
ALERT_ADD = Tap("alert.add")
ALERT_OTHER_TIME = Tap("alert.other-time")
ALERT_SAVE = Tap("alert.save", confirms=True)
ALERT_TIME = Tap("alert.time")
ALERT_WHEN = Tap("alert.when")

# alerts.py
ALERT_HERE = Tap("alert.here")
ALERT_KINDS = Tap("alert.kinds")
ALERT_OPEN = Tap("alert.open")
ALERT_PAGE = Tap("alert.page")
ALERT_PAUSE = Tap("alert.pause")
ALERT_REMOVE = Tap("alert.remove")
ALERT_REMOVED = Tap("alert.removed", confirms=True)
ALERT_RESUME = Tap("alert.resume")
ALERT_TEST = Tap("alert.test")

# hooks.py
HOOK_BEAT = Tap("hook.beat")
HOOK_LIST = Tap("hook.list")
HOOK_NEW = Tap("hook.new")
HOOK_OTHER_QUIET = Tap("hook.other-quiet")
HOOK_QUIET = Tap("hook.quiet")
HOOK_REVOKE = Tap("hook.revoke")
HOOK_REVOKED = Tap("hook.revoked", confirms=True)
HOOK_SHOW = Tap("hook.show")
HOOK_WEIGH = Tap("hook.weigh")

# forecast.py
FORECAST_ALL = Tap("forecast.all")
FORECAST_PRODUCT = Tap("forecast.product")

# sales.py
SALES_COST = Tap("sales.cost")
SALES_LAYOUT = Tap("sales.layout")
SALES_NOW = Tap("sales.now")
SALES_SHOW = Tap("sales.show")

# sales_books.py
SALES_BOOKS = Tap("sales.books")

# sales_files.py
SALES_FILE = Tap("sales.file")

# sales_parts.py
SALES_BY = Tap("sales.by")
SALES_OF = Tap("sales.of")

# sales_product.py
SALES_PRODUCT = Tap("sales.product")
