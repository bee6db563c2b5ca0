"""What waits for a product goes on with its offers: wishes to be told when it is back.

Where a change moves a product's last offer to another, whoever waits for the one waits for the other from
then on, in the transaction of the change. Where the product comes back, as by an undo, its wishes do too.
"""

from collections.abc import Sequence
from datetime import datetime

from storage.catalog_changes import PartRow
from storage.transaction import Tx


class Following:
    """``begin`` before offers are moved, ``end`` after it."""

    def __init__(self, tx: Tx, now: datetime, moved: Sequence[PartRow]) -> None:
        self._tx = tx
        self._now = now
        self._moves = {
            (int(part.before), int(part.after)): None
            for part in moved
            if part.before is not None and part.after is not None
        }
        self._back: set[int] = set()

    async def begin(self) -> None:
        """See for which of these somebody waits, and which products are about to come back."""
        wished = await self._tx.stock_wishes.of_any({before for before, _ in self._moves})
        self._moves = {move: None for move in self._moves if move[0] in wished}
        for after in {after for _, after in self._moves}:
            if not await self._tx.catalog.in_use(after):
                self._back.add(after)

    async def end(self) -> None:
        """Have the wishes follow."""
        products = {id_ for move in self._moves for id_ in move}
        names = {row.id: row.name for row in await self._tx.catalog.products(products)}
        wishes = self._tx.stock_wishes
        for before, after in self._moves:
            if after in self._back:
                name = names[after]
                await wishes.hand_on(before, after, self._now, name=name, only_named=True)
            if not await self._tx.catalog.in_use(before):
                await wishes.hand_on(before, after, self._now, name=names[before])
