"""Cases: a customer's trouble with a key, from the report to its end.

``states`` says what may follow what; ``service`` is how one is opened, taken and ended, ``talk`` what
customers and staff say in it, ``rewording`` how they change that, ``keyless`` how keys are kept out of it;
``replacing`` is how another key is drawn up, ``reversing`` how its keys are taken back; ``following`` does
what comes by itself: a replacement is handed over, a reversal ends the case, a chat is reminded. ``finding``
is how one is found, ``posts`` which messages are about it, ``views`` what it looks like, ``listing`` are
lists of them, ``settings`` how a chat wants them, ``templates`` the answers it keeps ready.
"""

from services.cases.following import CaseFollowing
from services.cases.keyless import CaseKeys
from services.cases.listing import CaseLists
from services.cases.posts import CasePosts
from services.cases.replacing import CaseReplacing
from services.cases.reversing import CaseReversing
from services.cases.rewording import CaseRewording
from services.cases.said import Said, SentFile, Written
from services.cases.service import Cases
from services.cases.settings import CaseSettings
from services.cases.states import CaseKind, CaseStatus
from services.cases.talk import CaseTalk
from services.cases.templates import ReplyTemplates
from services.cases.views import CaseView, CaseViews

__all__ = [
    "CaseFollowing",
    "CaseKeys",
    "CaseKind",
    "CaseLists",
    "CasePosts",
    "CaseReplacing",
    "CaseReversing",
    "CaseRewording",
    "CaseSettings",
    "CaseStatus",
    "CaseTalk",
    "CaseView",
    "CaseViews",
    "Cases",
    "ReplyTemplates",
    "Said",
    "SentFile",
    "Written",
]
