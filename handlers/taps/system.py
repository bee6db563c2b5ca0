"""Taps that the modules of handlers/system serve, under the name of each."""

from handlers.frame.callback import Tap

# audit.py
AUDIT_CSV = Tap("audit.csv")
AUDIT_ORDER = Tap("audit.order")
AUDIT_PAGE = Tap("audit.page")
AUDIT_PERSON = Tap("audit.person")
AUDIT_WHAT = Tap("audit.what")
AUDIT_WHEN = Tap("audit.when")
AUDIT_WHO = Tap("audit.who")
AUDIT_XLSX = Tap("audit.xlsx")

# backup.py
BACKUP_MAKE = Tap("backup.make")

# catalog_undo.py
CATALOG_UNDO = Tap("catalog.undo")
CATALOG_UNDO_NOW = Tap("catalog.undo-now", confirms=True)

# forget.py
FORGET_NOW = Tap("forget.now", confirms=True)

# providers.py
PROVIDERS_AGAIN = Tap("providers.again")
