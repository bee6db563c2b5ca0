"""Who may still have done what they confirmed, for whoever needs nothing else of access."""

from storage.transaction import Tx


class EverybodyBut:
    """Everybody may still, but those who are in ``barred``. See services.work.MayStill."""

    def __init__(self) -> None:
        self.barred: set[int] = set()

    async def catch_up(self) -> None:
        """There is nothing to be known."""

    async def may_still(self, tx: Tx, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether they may."""
        return user_id not in self.barred
