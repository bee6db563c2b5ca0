"""Transfer accounts, by which a guest takes the game to another device (FACTS 4.9)."""

from dataclasses import dataclass, field
from typing import Literal

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.members import Members
from sandbox.gamebase.results import ResultError

State = Literal["open", "used", "expired"]


@dataclass
class TransferAccount:
    """An id and password that a player was shown; validating it does not use it."""

    app_id: str
    user_id: str
    account_id: str
    password: str = field(repr=False)
    state: State = "open"


class Transfers:
    """The accounts that were issued."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self._issued: dict[tuple[str, str], TransferAccount] = {}

    def issue(
        self,
        app_id: str,
        user_id: str,
        account_id: str = "198704206255",
        password: str = "Zw548q7zE",  # noqa: S107 - the document's own example
        state: State = "open",
    ) -> TransferAccount:
        """Give a member an account; KeyError if there is no such member."""
        member = self._members[app_id, user_id]
        account = TransferAccount(app_id, member.user_id, account_id, password, state)
        self._issued[app_id, account_id] = account
        return account

    def validate(self, asked: Asked) -> Content:
        """FACTS 4.9. Nobody learns the state of an account without its password."""
        sent = asked.params["account"]
        account = self._issued.get((asked.app_id, sent["id"]))
        if account is None:
            raise ResultError(codes.NO_TRANSFER_ID)
        if account.password != sent["password"]:
            raise ResultError(codes.WRONG_PASSWORD)
        if account.state == "used":
            raise ResultError(codes.TRANSFER_USED)
        if account.state == "expired":
            raise ResultError(codes.TRANSFER_EXPIRED)
        member = self._members[account.app_id, account.user_id]
        if member.valid == "B":
            raise ResultError(codes.TRANSFER_BLOCKED)
        if member.valid == "D":
            raise ResultError(codes.WITHDRAWN)
        return {"member": member.with_login()}
