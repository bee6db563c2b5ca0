"""When nobody takes an incident in hand: whom it goes to next."""

from datetime import datetime

from storage.transaction import Tx


async def first_step(tx: Tx, chat_id: int, severity: str, since: datetime) -> datetime | None:
    """When an incident goes on to others, if nobody acknowledges it; None: it does not."""
    return None
