"""Alerts and digests: what chats wish to be told, and when."""

from services.schedules.digest import Digest
from services.schedules.due import DueRun, KindRunner, Tell
from services.schedules.ended import ALERTS_ENDED
from services.schedules.kinds import DIGEST, KINDS, MAINTENANCE
from services.schedules.lessened import ALERT_LESSENED
from services.schedules.quiet_summary import QUIET, QuietSummary
from services.schedules.runner import ScheduleRunner
from services.schedules.service import Schedules
from services.schedules.silent import ALERTS_SILENT
from services.schedules.views import Plan, ScheduleView
from services.schedules.watch import Watch

__all__ = [
    "ALERTS_ENDED",
    "ALERTS_SILENT",
    "ALERT_LESSENED",
    "DIGEST",
    "KINDS",
    "MAINTENANCE",
    "QUIET",
    "Digest",
    "DueRun",
    "KindRunner",
    "Plan",
    "QuietSummary",
    "ScheduleRunner",
    "ScheduleView",
    "Schedules",
    "Tell",
    "Watch",
]
