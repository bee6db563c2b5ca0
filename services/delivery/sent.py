"""What of an order was sent to a customer before: a question to send is good for once."""

import json

from services.delivery.errors import SentSinceError
from storage.audit import AuditRow
from storage.transaction import Tx

SENT = "keys.sent"


async def sendings(tx: Tx, number: str, customer_id: int) -> list[AuditRow]:
    """Each time that keys of an order were sent to this customer, the oldest first; reminders too."""
    rows = await tx.audit.of_subject(number, (SENT,))
    return [row for row in rows if json.loads(row.facts).get("customer") == customer_id]


async def none_since(tx: Tx, number: str, customer_id: int, since: int) -> None:
    """Nothing was sent to this customer since there were so many sendings.

    Raises SentSinceError. The order's row is locked: the second answer to a question sees the first.
    """
    sent = await sendings(tx, number, customer_id)
    if len(sent) <= since:
        return
    last = sent[-1]
    by = last.actor_id or 0
    names = await tx.users.names({by, customer_id})
    raise SentSinceError(
        number=number,
        person=names.get(customer_id, str(customer_id)),
        by=names.get(by, str(by)),
        keys=json.loads(last.facts).get("keys", 0),
        at=last.at,
    )
