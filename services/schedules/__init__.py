"""Alerts and digests: what chats wish to be told, and when."""

from services.schedules.kinds import DIGEST, KINDS, MAINTENANCE
from services.schedules.runner import ScheduleRunner
from services.schedules.service import Schedules, ScheduleView
from services.schedules.silent import ALERTS_SILENT

__all__ = [
    "ALERTS_SILENT",
    "DIGEST",
    "KINDS",
    "MAINTENANCE",
    "ScheduleRunner",
    "ScheduleView",
    "Schedules",
]
