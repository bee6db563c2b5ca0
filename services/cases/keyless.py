"""What a customer says in a case without the keys of its order: no group reads one, in however many pieces.

Looked at is all that the customer has said about the order, in whatever case: what was a part of which key
stands with it, sealed.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from services.cases.errors import UnknownCaseError
from services.cases.said import Said, opened
from services.delivery import KeyShelf
from services.key_parts import KeyParts, Part
from services.key_shapes import bare
from services.known_keys import masked
from services.vault import Vault
from storage.database import Database
from storage.transaction import Tx


class CaseKeys:
    """Looks for the keys of a case's order, whole or in parts."""

    def __init__(self, db: Database, shelf: KeyShelf, vault: Vault) -> None:
        self._db = db
        self._shelf = shelf
        self._vault = vault

    async def keyless(
        self, tx: Tx, order_id: int, customer_id: int, said: Said, anew: Collection[int] = ()
    ) -> Said:
        """What the customer says, masked, with the parts that were in it. ``anew``: rows that it replaces."""
        keys = await self._keys(tx, order_id)
        before = await self._said_of(tx, order_id, customer_id, anew)
        words = masked(said.text, {bare(each) for each in keys.values()} - {""})
        seen = KeyParts(keys, {*before, *said.parts}).seen_in(words)
        return replace(said, text=seen.text, parts=tuple({*said.parts, *seen.parts}))

    async def parts_in_file(
        self, number: str, customer_id: int, texts: Iterable[str]
    ) -> tuple[Part, ...] | None:
        """The parts of the order's keys that stand in a file; None: it shows more of one than may be read."""
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            if order is None:
                raise UnknownCaseError(reader="customer")
            keys = await self._keys(tx, order.id)
            parts = set(await self._said_of(tx, order.id, customer_id, ()))
        found: set[Part] = set()
        for text in texts:
            seen = KeyParts(keys, parts | found).seen_in(text)
            if seen.hides:
                return None
            found |= seen.parts
        return tuple(found)

    async def _keys(self, tx: Tx, order_id: int) -> dict[int, str]:
        order = await tx.orders.by_id(order_id)
        return {} if order is None else await self._shelf.every_plain(tx, order)

    async def _said_of(
        self, tx: Tx, order_id: int, customer_id: int, but: Collection[int]
    ) -> set[Part]:
        rows = await tx.case_messages.of_customer(order_id, customer_id)
        said = (opened(self._vault, row.sealed) for row in rows if row.id not in but)
        return {part for each in said for part in each.parts}
