"""Whether a person may still have done what they confirmed: asked by whoever begins it."""

from typing import Protocol

from storage.transaction import Tx


class MayStill(Protocol):
    """Knows what people may do, by what every process has written down."""

    async def catch_up(self) -> None:
        """Take in what other processes have changed of rights. Raises TroubleError."""

    async def may_still(self, tx: Tx, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a person who was let in to do this in a chat a while ago still may."""
