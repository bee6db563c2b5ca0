"""Whether a yes to an order above a limit holds: who said it may still have lost the right since."""

from services.access import Access
from services.work import MayStill
from storage.approvals import VoteRow
from storage.transaction import Tx

APPROVE = "orders.approve"


class Votes:
    """Looks at what people have said."""

    def __init__(self, access: Access, rights: MayStill) -> None:
        self._access = access
        self._rights = rights

    async def holds(self, tx: Tx, vote: VoteRow) -> bool:
        """Whether who said it still has the right by their own name, in the chat by which it counted."""
        given = self._access.given(vote.user_id, vote.chat_id, APPROVE)
        return given and await self._rights.may_still(tx, vote.user_id, vote.chat_id, APPROVE)
