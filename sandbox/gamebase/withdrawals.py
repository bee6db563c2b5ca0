"""Withdrawing a member for good (FACTS 4.10)."""

from datetime import datetime
from typing import NamedTuple

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.members import Members
from sandbox.gamebase.results import ResultError


class Withdrawal(NamedTuple):
    """One member who was withdrawn, and who asked for it."""

    app_id: str
    user_id: str
    reg_user: str
    at: datetime


class Withdrawals:
    """Every withdrawal that happened, in order."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self.all: list[Withdrawal] = []

    def withdraw(self, asked: Asked) -> Content:
        """FACTS 4.10: the member becomes D; a second time finds nobody."""
        user_id = asked.text("userId")
        member = self._members.get((asked.app_id, user_id))
        if member is None:
            raise ResultError(codes.NO_MEMBER)
        if member.valid == "D":
            raise ResultError(asked.quirks.withdrawn_code)
        member.valid = "D"
        withdrawal = Withdrawal(asked.app_id, user_id, asked.text("regUser"), asked.now)
        self.all.append(withdrawal)
        return {}
