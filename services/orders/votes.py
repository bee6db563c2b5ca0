"""Whether a yes to an order above a limit holds: who said it may still have lost the right since."""

from collections.abc import Iterable

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

    async def of_yes(self, tx: Tx, votes: Iterable[VoteRow]) -> dict[int, bool]:
        """Who of these said yes, and whether that holds."""
        return {vote.user_id: await self.holds(tx, vote) for vote in votes if vote.yes}

    async def holds(self, tx: Tx, vote: VoteRow) -> bool:
        """Whether who said it still has the right by their own name, in the chat by which it counted."""
        given = self._access.given(vote.user_id, vote.chat_id, APPROVE)
        return given and await self._rights.may_still(tx, vote.user_id, vote.chat_id, APPROVE)

    async def are_enough(self, tx: Tx, last: VoteRow, quorum: int, *, alone: bool) -> bool:
        """Whether so many have said yes who still may; ``alone``: nobody was waited for besides the last.

        If so, what others said who may no more is taken out: they have not approved it. The audit has it.
        """
        if alone and await self.holds(tx, last):
            return True
        votes = (await tx.approvals.votes([last.order_id])).get(last.order_id, [])
        holds = await self.of_yes(tx, votes)
        if sum(holds.values()) < quorum:
            return False
        lapsed = [user_id for user_id, held in holds.items() if not held]
        if lapsed:
            await tx.approvals.take_out(last.order_id, lapsed)
        return True
