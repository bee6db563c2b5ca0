"""Who is on duty: rotas by weekday and hours, stand-ins, who it is now, and a calendar of it."""

from services.duty.rounds import DutyRounds
from services.duty.service import DutyRota, RotaView

__all__ = ["DutyRota", "DutyRounds", "RotaView"]
