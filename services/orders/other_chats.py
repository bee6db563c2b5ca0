"""Orders dealt with from other chats: what was done is told in the order's own chat, with the deed itself."""

from services.actor import Actor
from services.outbox import Outbox
from storage.transaction import Tx

DONE_ELSEWHERE = "order-elsewhere"
"""The kind of that notice. Facts: ``order``, ``did`` (a stable word), ``name`` of who did it."""


async def tell_home(tx: Tx, outbox: Outbox, actor: Actor, home: int, number: str, did: str) -> None:
    """Tell the order's own chat who did what, if they did it somewhere else; kick the outbox afterwards."""
    if actor.chat_id != home:
        facts = {"order": number, "did": did, "name": actor.name}
        await outbox.post(tx, DONE_ELSEWHERE, home, facts)
