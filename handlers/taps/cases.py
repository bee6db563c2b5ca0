"""Taps that the modules of handlers/cases serve, under the name of each."""

from handlers.frame.callback import Tap

# desk.py
CASE_ANSWER = Tap("case.answer")
CASE_BACK = Tap("case.back")
CASE_CLOSE = Tap("case.close")
CASE_OPEN = Tap("case.open")
CASE_OVER = Tap("case.over")
CASE_REFRESH = Tap("case.refresh")
CASE_REPLACE = Tap("case.replace")
CASE_SEND_AGAIN = Tap("case.send-again")
CASE_TAKE = Tap("case.take")
CASE_TEMPLATE = Tap("case.template")
CASE_TEMPLATE_SEND = Tap("case.template-send")

# listing.py
CASES_NAMES = Tap("cases.names")
CASES_PAGE = Tap("cases.page")
CASES_REMIND = Tap("cases.remind")
CASES_SETTINGS = Tap("cases.settings")

# report.py
CASE_KEY = Tap("case.key")
CASE_KIND = Tap("case.kind")
CASE_SEND = Tap("case.send")
CASE_TALK = Tap("case.talk")
CASE_WORKS = Tap("case.works")
KEY_PROBLEM = Tap("key.problem")

# reversal.py
CASE_REVERSE = Tap("case.reverse")
CASE_REVERSED = Tap("case.reversed", confirms=True)

# templates.py
TEMPLATE_DELETE = Tap("template.delete")
TEMPLATE_DELETED = Tap("template.deleted", confirms=True)
TEMPLATE_EDIT = Tap("template.edit")
TEMPLATE_LIST = Tap("template.list")
TEMPLATE_NEW = Tap("template.new")
TEMPLATE_SHOW = Tap("template.show")
