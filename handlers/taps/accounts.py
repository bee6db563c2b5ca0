"""Taps that the modules of handlers/accounts serve, under the name of each."""

from handlers.frame.callback import Tap

# edit.py
ACCOUNT_CHANGE = Tap("account.change")
ACCOUNT_CHANGED = Tap("account.changed", confirms=True)
ACCOUNT_FIELD = Tap("account.field")

# listing.py
ACCOUNT_PREVIEW = Tap("account.preview")
ACCOUNT_SHOW = Tap("account.show")
ACCOUNTS_PAGE = Tap("accounts.page")

# new.py
ACCOUNT_ADD = Tap("account.add", confirms=True)
ACCOUNT_NEW = Tap("account.new")
