"""Who may say yes to an order above a limit, and in which chats they are asked.

An approver has ``orders.approve`` by a role that was given to them by name, in the order's own chat or in one
of those in which it was asked; a chat's default role is everybody's who comes in and does not count, nor does
the buyer, by whatever chat.
"""

from collections.abc import Collection

from services.access import Access
from services.actor import Actor
from services.errors import NotPermittedError
from services.orders.errors import DefaultOnlyError, OwnApprovalError
from services.orders.votes import APPROVE
from storage.orders import OrderRow


class Approvers:
    """Finds them."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def where_to_ask(self, order: OrderRow, quorum: int) -> tuple[int, ...]:
        """Where somebody can say yes; with the owners, privately, where too few others than its buyer can."""
        chats = self._access.chats_with(APPROVE)
        if order.chat_id < 0 and all(chat_id > 0 for chat_id in chats):
            return (*chats, order.chat_id)  # owners alone can, and may be there
        others = self._access.persons_given(APPROVE, {*chats, order.chat_id}) - {order.buyer_id}
        if len(others) >= quorum:
            return chats
        return tuple(dict.fromkeys((*chats, *sorted(self._access.owners - {order.buyer_id}))))

    def _places(self, actor: Actor, order: OrderRow, asked_in: Collection[int]) -> list[int]:
        here = [actor.chat_id] if actor.chat_id in asked_in else []
        return list(dict.fromkeys([order.chat_id, *here]))

    def given_in(self, actor: Actor, order: OrderRow, asked_in: Collection[int]) -> bool:
        """Whether the actor has the right here, by a role of their own, as far as memory knows."""
        places = self._places(actor, order, asked_in)
        return any(self._access.given(actor.user_id, chat_id, APPROVE) for chat_id in places)

    async def right_in(self, actor: Actor, order: OrderRow, asked_in: Collection[int]) -> int:
        """The chat by whose right the actor may decide, asked anew.

        Raises OwnApprovalError, DefaultOnlyError, NotPermittedError.
        """
        refused: NotPermittedError = NotPermittedError(permission=APPROVE)
        by_default = False
        for chat_id in self._places(actor, order, asked_in):
            try:
                await self._access.require(actor.user_id, chat_id, APPROVE, fresh=True)
            except NotPermittedError as error:
                refused = error
                continue
            if not self._access.given(actor.user_id, chat_id, APPROVE):
                by_default = True
                continue
            if actor.user_id == order.buyer_id:
                raise OwnApprovalError(number=order.number)
            return chat_id
        if by_default:
            raise DefaultOnlyError
        raise refused
