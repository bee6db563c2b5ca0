"""Every tap there is: what a button leads to, by a name that cards and who serves it share.

A button takes one of these, and the function under ``@routes.tap`` (or ``number_tap``) of the same serves it,
in the module that is named above it. They stand here because who serves a button mostly imports who draws it.
A name stands in the buttons of old cards, so it never changes. The buttons for an app, ``<command>.app``, are
made with their command (handlers/games/apps.py).
"""

from handlers.frame.callback import Tap

# accounts/edit.py
ACCOUNT_CHANGE = Tap("account.change")
ACCOUNT_CHANGED = Tap("account.changed")
ACCOUNT_FIELD = Tap("account.field")

# accounts/listing.py
ACCOUNT_PREVIEW = Tap("account.preview")
ACCOUNT_SHOW = Tap("account.show")
ACCOUNTS_PAGE = Tap("accounts.page")

# accounts/new.py
ACCOUNT_ADD = Tap("account.add")
ACCOUNT_NEW = Tap("account.new")

# cases/desk.py
CASE_ANSWER = Tap("case.answer")
CASE_BACK = Tap("case.back")
CASE_CLOSE = Tap("case.close")
CASE_OPEN = Tap("case.open")
CASE_REFRESH = Tap("case.refresh")
CASE_REPLACE = Tap("case.replace")
CASE_TAKE = Tap("case.take")
CASE_TEMPLATE = Tap("case.template")
CASE_TEMPLATE_SEND = Tap("case.template-send")

# cases/listing.py
CASES_NAMES = Tap("cases.names")
CASES_PAGE = Tap("cases.page")
CASES_REMIND = Tap("cases.remind")
CASES_SETTINGS = Tap("cases.settings")

# cases/report.py
CASE_KEY = Tap("case.key")
CASE_KIND = Tap("case.kind")
CASE_SEND = Tap("case.send")
CASE_TALK = Tap("case.talk")
CASE_WORKS = Tap("case.works")
KEY_PROBLEM = Tap("key.problem")

# cases/reversal.py
CASE_REVERSE = Tap("case.reverse")
CASE_REVERSED = Tap("case.reversed")

# cases/templates.py
TEMPLATE_DELETE = Tap("template.delete")
TEMPLATE_DELETED = Tap("template.deleted")
TEMPLATE_EDIT = Tap("template.edit")
TEMPLATE_LIST = Tap("template.list")
TEMPLATE_NEW = Tap("template.new")
TEMPLATE_SHOW = Tap("template.show")

# catalog/browse.py
BROWSE_ADD = Tap("browse.add")
BROWSE_AT = Tap("browse.at")
BROWSE_FRESH = Tap("browse.fresh")
BROWSE_ITEM = Tap("browse.item")
BROWSE_RENAME = Tap("browse.rename")

# catalog/browse_live.py
BROWSE_DETAILS = Tap("browse.details")
BROWSE_GOODS = Tap("browse.goods")
BROWSE_HEADS = Tap("browse.heads")

# catalog/catalog.py
CATALOG_ADD = Tap("catalog.add")
CATALOG_FIND = Tap("catalog.find")
CATALOG_PAGE = Tap("catalog.page")
CATALOG_PRODUCT = Tap("catalog.product")
CATALOG_REMOVE = Tap("catalog.remove")
CATALOG_REMOVE_NOW = Tap("catalog.remove-now")

# catalog/files.py
CATALOG_EXPORT = Tap("catalog.export")
CATALOG_IMPORT = Tap("catalog.import")
CATALOG_IMPORT_NOW = Tap("catalog.import-now")

# catalog/merging.py
CATALOG_MERGE = Tap("catalog.merge")
CATALOG_MERGE_INTO = Tap("catalog.merge-into")
CATALOG_MERGE_NOW = Tap("catalog.merge-now")
CATALOG_MOVE = Tap("catalog.move")
CATALOG_MOVE_NOW = Tap("catalog.move-now")
CATALOG_MOVE_TO = Tap("catalog.move-to")

# catalog/product_edit.py
CATALOG_CEILING = Tap("catalog.ceiling")
CATALOG_LOW_MARK = Tap("catalog.low-mark")
CATALOG_OWN_FIRST = Tap("catalog.own-first")
CATALOG_PAUSE = Tap("catalog.pause")
CATALOG_RENAME = Tap("catalog.rename")
CATALOG_SETTINGS = Tap("catalog.settings")
CATALOG_WORD_ADD = Tap("catalog.word-add")
CATALOG_WORD_DROP = Tap("catalog.word-drop")
CATALOG_WORDS = Tap("catalog.words")

# catalog/own_keys.py
KEYS_ADD = Tap("keys.add")
KEYS_ASIDE = Tap("keys.aside")
KEYS_ASIDE_SELL = Tap("keys.aside-sell")
KEYS_CANCEL = Tap("keys.cancel")
KEYS_CONFIRM = Tap("keys.confirm")
KEYS_PAGE = Tap("keys.page")
KEYS_PRODUCT = Tap("keys.product")

# catalog/stock.py
STOCK_PRODUCT = Tap("stock.product")

# catalog/stock_overview.py
STOCK_AGAIN = Tap("stock.again")
STOCK_PAGE = Tap("stock.page")

# catalog/tell_me.py
TELLME_ASK = Tap("tellme.ask")
TELLME_DROP = Tap("tellme.drop")
TELLME_DROP_MINE = Tap("tellme.drop-mine")
TELLME_STOCK = Tap("tellme.stock")

# delivery/customers.py
KEY_FILE = Tap("key.file")
KEY_OPEN = Tap("key.open")
KEY_PAGE = Tap("key.page")
MYKEYS_PAGE = Tap("mykeys.page")

# delivery/keeping.py
ORDER_KEEP = Tap("order.keep")
ORDER_KEPT = Tap("order.kept")

# delivery/my_data.py
MYDATA_FORGET = Tap("mydata.forget")
MYDATA_FORGET_NOW = Tap("mydata.forget-now")
MYDATA_SHOW = Tap("mydata.show")
MYDATA_SURE = Tap("mydata.sure")

# delivery/links.py
LINKS_PAGE = Tap("links.page")
ORDER_CLAIM = Tap("order.claim")
ORDER_LINK = Tap("order.link")
ORDER_LINK_COUNT = Tap("order.link-count")
ORDER_LINKS = Tap("order.links")
ORDER_LINKS_END = Tap("order.links-end")
ORDER_REVOKE = Tap("order.revoke")
ORDER_UNLINK = Tap("order.unlink")

# delivery/send.py
ORDER_SEND = Tap("order.send")
ORDER_SEND_COUNT = Tap("order.send-count")
ORDER_SEND_NOT = Tap("order.send-not")
ORDER_SEND_NOW = Tap("order.send-now")
ORDER_SEND_OTHER = Tap("order.send-other")

# delivery/show.py
ORDER_FILE = Tap("order.file")
ORDER_SHOW = Tap("order.show")

# duty/duty.py
DUTY_ADD = Tap("duty.add")
DUTY_ADDED = Tap("duty.added")
DUTY_DAYS = Tap("duty.days")
DUTY_HOURS = Tap("duty.hours")
DUTY_OTHER_HOURS = Tap("duty.other-hours")
DUTY_REMOVE = Tap("duty.remove")
DUTY_SHOW = Tap("duty.show")

# duty/feed.py
DUTY_FEED = Tap("duty.feed")
DUTY_FEED_END = Tap("duty.feed-end")
DUTY_FEED_NEW = Tap("duty.feed-new")

# duty/overrides.py
DUTY_BY = Tap("duty.by")
DUTY_CALL_OFF = Tap("duty.call-off")
DUTY_OTHER_DAYS = Tap("duty.other-days")
DUTY_STAND_IN = Tap("duty.stand-in")
DUTY_WHEN = Tap("duty.when")

# games/bans.py
BANS_CSV = Tap("bans.csv")
BANS_PAGE = Tap("bans.page")
BANS_PLAYER = Tap("bans.player")

# games/consume.py
CONSUME_ASK = Tap("consume.ask")
CONSUME_DO = Tap("consume.do")

# games/coupons.py
COUPON_DO = Tap("coupon.do")

# games/launching.py
LAUNCHING_OS = Tap("launching.os")
LAUNCHING_STORE = Tap("launching.store")

# games/maintenance.py
STATUS_AGAIN = Tap("status.again")
STATUS_LOOK = Tap("status.look")

# games/players.py
PLAYER_SHOW = Tap("player.show")

# games/ranks.py
RANK_SHOW = Tap("rank.show")
TOP_OTHER = Tap("top.other")
TOP_PAGE = Tap("top.page")

# games/score.py
RANK_DELETE = Tap("rank.delete")
RANK_DELETED = Tap("rank.deleted")
SCORE_DO = Tap("score.do")

# games/scores.py
SCORES_DO = Tap("scores.do")

# games/withdraw.py
WITHDRAW_DO = Tap("withdraw.do")

# incidents/escalation.py
ESCALATION_AFTER = Tap("escalation.after")
ESCALATION_DUTY = Tap("escalation.duty")
ESCALATION_HERE = Tap("escalation.here")
ESCALATION_OWNERS = Tap("escalation.owners")
ESCALATION_SHOW = Tap("escalation.show")
ESCALATION_TO = Tap("escalation.to")

# incidents/listing.py
INCIDENT_OPEN = Tap("incident.open")
INCIDENTS_PAGE = Tap("incidents.page")

# incidents/incidents.py
INCIDENT_ACKNOWLEDGE = Tap("incident.acknowledge")
INCIDENT_HOW_LONG = Tap("incident.how-long")
INCIDENT_REOPEN = Tap("incident.reopen")
INCIDENT_RESOLVE = Tap("incident.resolve")
INCIDENT_SHOW = Tap("incident.show")
INCIDENT_SNOOZE = Tap("incident.snooze")
INCIDENT_UNACKNOWLEDGE = Tap("incident.unacknowledge")
INCIDENT_UNSNOOZE = Tap("incident.unsnooze")

# orders/approvals.py
APPROVAL_NO = Tap("approval.no")
APPROVAL_OPEN = Tap("approval.open")
APPROVAL_YES = Tap("approval.yes")

# orders/books.py
BOOKS_FIND = Tap("books.find")
BOOKS_PAGE = Tap("books.page")

# orders/buy.py
BUY_COUNT = Tap("buy.count")
BUY_INSTEAD = Tap("buy.instead")
BUY_OFFER = Tap("buy.offer")
BUY_OTHER = Tap("buy.other")
BUY_PRODUCT = Tap("buy.product")
ORDER_ASK = Tap("order.ask")
ORDER_CANCEL = Tap("order.cancel")
ORDER_CONFIRM = Tap("order.confirm")
ORDER_WHY = Tap("order.why")

# orders/orders.py
ORDER_OPEN = Tap("order.open")
ORDER_REFRESH = Tap("order.refresh")
ORDERS_PAGE = Tap("orders.page")

# orders/reversal.py
ORDER_REVERSE = Tap("order.reverse")
ORDER_REVERSED = Tap("order.reversed")

# orders/uncertain.py
ORDER_CLOSE = Tap("order.close")
ORDER_CLOSED = Tap("order.closed")
ORDER_REFERENCE = Tap("order.reference")
ORDER_UNCERTAIN = Tap("order.uncertain")

# people/basics.py
LANGUAGE_SET = Tap("language.set")

# people/brought_in.py
GROUP_LEAVE = Tap("group.leave")
GROUP_SET_UP = Tap("group.set-up")

# people/grant.py
GRANT_ASK = Tap("grant.ask")
GRANT_DO = Tap("grant.do")
GRANT_LENGTH = Tap("grant.length")
GRANT_ROLE = Tap("grant.role")
GRANT_UNTIL = Tap("grant.until")
ROLES_DROP = Tap("roles.drop")

# people/limit_setting.py
LIMIT_AMOUNT = Tap("limit.amount")
LIMIT_ASK = Tap("limit.ask")
LIMIT_DO = Tap("limit.do")
LIMIT_NEW = Tap("limit.new")
LIMIT_PERSON = Tap("limit.person")
LIMIT_WHOM = Tap("limit.whom")

# people/limits.py
LIMIT_OPEN = Tap("limit.open")
LIMIT_QUORUM = Tap("limit.quorum")
LIMITS_SHOW = Tap("limits.show")

# people/menu.py
MENU_AREA = Tap("menu.area")
MENU_FIRST = Tap("menu.first")
MENU_OPEN = Tap("menu.open")

# people/own_roles.py
ROLE_DELETE = Tap("role.delete")
ROLE_DELETED = Tap("role.deleted")
ROLE_LIST = Tap("role.list")
ROLE_NEW = Tap("role.new")
ROLE_SHOW = Tap("role.show")
ROLE_SWITCH = Tap("role.switch")

# people/permissions.py
PERMISSIONS_BACK = Tap("permissions.back")
PERMISSIONS_PAGE = Tap("permissions.page")
PERMISSIONS_RESET = Tap("permissions.reset")
PERMISSIONS_RESET_NOW = Tap("permissions.reset-now")
PERMISSIONS_SWITCH = Tap("permissions.switch")

# people/revoke.py
REVOKE_ASK = Tap("revoke.ask")
REVOKE_DO = Tap("revoke.do")
REVOKE_LIST = Tap("revoke.list")
REVOKE_PAGE = Tap("revoke.page")

# people/roles.py
ROLES_PAGE = Tap("roles.page")

# people/setup.py
SETUP_ALERT = Tap("setup.alert")
SETUP_ASK_ZONE = Tap("setup.ask-zone")
SETUP_BEGIN = Tap("setup.begin")
SETUP_LANGUAGE = Tap("setup.language")
SETUP_PURPOSE = Tap("setup.purpose")
SETUP_ROLE = Tap("setup.role")
SETUP_ROLE_FOR = Tap("setup.role-for")
SETUP_SHOW = Tap("setup.show")
SETUP_STEP = Tap("setup.step")
SETUP_ZONE = Tap("setup.zone")

# products/by_document.py
PRODUCT_FILE = Tap("product.file")

# products/changes.py
PRODUCT_DELETE = Tap("product.delete")
PRODUCT_DO = Tap("product.do")
PRODUCT_PUBLISH = Tap("product.publish")

# products/edit.py
PRODUCT_EDIT = Tap("product.edit")
PRODUCT_FIELD = Tap("product.field")

# products/listing.py
PRODUCT_OPEN = Tap("product.open")
PRODUCT_SHOW = Tap("product.show")
PRODUCTS_AT = Tap("products.at")
PRODUCTS_FILTER = Tap("products.filter")
PRODUCTS_PAGE = Tap("products.page")

# products/new.py
PRODUCTS_NEW = Tap("products.new")

# products/own_platform.py
PRODUCT_OWN = Tap("product.own")

# products/prices.py
PRODUCT_ADD = Tap("product.add")
PRODUCT_OFF = Tap("product.off")
PRODUCT_ON = Tap("product.on")
PRODUCT_PLATFORMS = Tap("product.platforms")
PRODUCT_PRICE = Tap("product.price")
PRODUCT_UNPRICE = Tap("product.unprice")

# products/public.py
PRODUCT_PUBLIC = Tap("product.public")

# reports/alert_changes.py
ALERT_OTHER_QUIET = Tap("alert.other-quiet")
ALERT_OTHER_ZONE = Tap("alert.other-zone")
ALERT_QUIET = Tap("alert.quiet")
ALERT_ZONE = Tap("alert.zone")

# reports/alert_options.py
ALERT_LATE = Tap("alert.late")
ALERT_OPTION = Tap("alert.option")
ALERT_OTHER_LATE = Tap("alert.other-late")
ALERT_OTHER_OPTION = Tap("alert.other-option")

# reports/alert_times.py
ALERT_ADD = Tap("alert.add")
ALERT_OTHER_TIME = Tap("alert.other-time")
ALERT_SAVE = Tap("alert.save")
ALERT_TIME = Tap("alert.time")
ALERT_WHEN = Tap("alert.when")

# reports/alerts.py
ALERT_HERE = Tap("alert.here")
ALERT_KINDS = Tap("alert.kinds")
ALERT_OPEN = Tap("alert.open")
ALERT_PAGE = Tap("alert.page")
ALERT_PAUSE = Tap("alert.pause")
ALERT_REMOVE = Tap("alert.remove")
ALERT_REMOVED = Tap("alert.removed")
ALERT_RESUME = Tap("alert.resume")
ALERT_TEST = Tap("alert.test")

# reports/hooks.py
HOOK_BEAT = Tap("hook.beat")
HOOK_LIST = Tap("hook.list")
HOOK_NEW = Tap("hook.new")
HOOK_REVOKE = Tap("hook.revoke")
HOOK_REVOKED = Tap("hook.revoked")
HOOK_SHOW = Tap("hook.show")
HOOK_WEIGH = Tap("hook.weigh")

# reports/forecast.py
FORECAST_ALL = Tap("forecast.all")
FORECAST_PRODUCT = Tap("forecast.product")

# reports/sales.py
SALES_COST = Tap("sales.cost")
SALES_LAYOUT = Tap("sales.layout")
SALES_NOW = Tap("sales.now")
SALES_SHOW = Tap("sales.show")

# reports/sales_books.py
SALES_BOOKS = Tap("sales.books")

# reports/sales_files.py
SALES_FILE = Tap("sales.file")

# reports/sales_parts.py
SALES_BY = Tap("sales.by")
SALES_OF = Tap("sales.of")

# system/audit.py
AUDIT_CSV = Tap("audit.csv")
AUDIT_ORDER = Tap("audit.order")
AUDIT_PAGE = Tap("audit.page")
AUDIT_PERSON = Tap("audit.person")
AUDIT_WHAT = Tap("audit.what")
AUDIT_WHEN = Tap("audit.when")
AUDIT_WHO = Tap("audit.who")
AUDIT_XLSX = Tap("audit.xlsx")

# system/backup.py
BACKUP_MAKE = Tap("backup.make")

# system/catalog_undo.py
CATALOG_UNDO = Tap("catalog.undo")
CATALOG_UNDO_NOW = Tap("catalog.undo-now")

# system/forget.py
FORGET_NOW = Tap("forget.now")

# system/providers.py
PROVIDERS_AGAIN = Tap("providers.again")
