"""Cases: a customer's trouble with a key, from the report to its end.

``states`` says what may follow what; ``service`` is what customers and staff do in one, ``said`` what they
say to one another, sealed; ``following`` does what comes by itself: a replacement is handed over, a reversal
ends the case, a chat is reminded. ``views`` is what a case looks like, ``listing`` are lists of them,
``settings`` how a chat wants them, ``templates`` the answers it keeps ready.
"""

from services.cases.following import CaseFollowing
from services.cases.listing import CaseLists
from services.cases.said import Said, SentFile
from services.cases.service import Cases
from services.cases.settings import CaseSettings
from services.cases.states import CaseKind, CaseStatus
from services.cases.templates import ReplyTemplates
from services.cases.views import CaseView, CaseViews

__all__ = [
    "CaseFollowing",
    "CaseKind",
    "CaseLists",
    "CaseSettings",
    "CaseStatus",
    "CaseView",
    "CaseViews",
    "Cases",
    "ReplyTemplates",
    "Said",
    "SentFile",
]
