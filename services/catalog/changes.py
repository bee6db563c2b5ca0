"""A change of the catalog under way: its parts are written, noted field by field, and told to the audit.

Changes come one after another, over all processes (``alone``), so what is read here stands until the end.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from services.actor import Actor
from services.audit import Audit
from services.catalog.errors import KeysLieThereError
from services.catalog.fields import (
    NAME,
    OFFER,
    PRODUCT,
    UNDER,
    WORD,
    columns_of,
    fields_of_product,
    under_of,
)
from services.catalog.following import Following
from services.errors import NameTakenError
from services.product_words import fold
from storage.catalog import WordRow
from storage.catalog_changes import PartRow
from storage.transaction import Tx

MOST_NAMED = 200
"""Products that a row of the audit names; of more, other processes read all anew."""
_AT_ONCE = 2000
"""Parts that are gone through before others get their turn."""
_AWAY = " "
"""A key begins so where its product is gone and its name was given to another; nobody types such a key."""


Standing = dict[tuple[str, int], dict[str, str | None]]


async def standing(tx: Tx, products: Iterable[int], offers: Iterable[int]) -> Standing:
    """What stands in these by now; what there is no row of is left out."""
    products = set(products)
    words: dict[int, list[WordRow]] = defaultdict(list)
    for word in await tx.catalog.words_of(products):
        words[word.product_id].append(word)
    found = {
        (PRODUCT, row.id): fields_of_product(row, words[row.id])
        for row in await tx.catalog.products(products)
    }
    for offer in await tx.catalog.offers(set(offers)):
        found[OFFER, offer.id] = {UNDER: under_of(offer)}
    return found


async def no_keys_in(tx: Tx, offers: Collection[int], now: datetime) -> None:
    """See that no key of own stock lies under these offers. Raises KeysLieThereError."""
    lying = await tx.own_keys.lying(offers, now)
    if lying:
        raise KeysLieThereError(product=lying[0].product, count=sum(each.keys for each in lying))


class Change:
    """One transaction. ``touched`` is what has to be read into memory anew."""

    def __init__(self, tx: Tx, audit: Audit, now: datetime) -> None:
        self.tx = tx
        self.now = now
        self.touched: set[int] = set()
        self.number: int | None = None
        self._audit = audit

    async def write(
        self,
        actor: Actor,
        action: str,
        subject: str,
        parts: Sequence[PartRow],
        undoes: int | None = None,
        placed: Sequence[PartRow] = (),
        **facts: Any,
    ) -> None:
        """Write what differs, note it, and write the row of the audit, which comes last.

        ``placed`` are offers that stand in their rows already. Raises NameTakenError where another
        product has a name by now.
        """
        parts = [part for part in parts if part.before != part.after]
        await self._products([part for part in parts if part.thing == PRODUCT])
        await self._offers([part for part in parts if part.thing == OFFER])
        self.touched.update(int(part.after) for part in placed if part.after is not None)
        self.number = await self.tx.catalog_changes.add(
            self.now, actor.user_id, action, [*parts, *placed], undoes
        )
        if len(self.touched) <= MOST_NAMED:
            facts["products"] = sorted(self.touched)
        await self._audit.write(self.tx, actor, action, subject, change=self.number, **facts)

    async def free(self, name_key: str, for_product: int) -> None:
        """See that a product can take a name: one that is gone gives it up.

        Raises NameTakenError where one of the catalog has it.
        """
        catalog = self.tx.catalog
        holder = await catalog.holder(name_key)
        if holder is None or holder.id == for_product:
            return
        if await catalog.in_use(holder.id):
            raise NameTakenError(product=holder.name)
        await catalog.set_products([{"id": holder.id, "name_key": f"{_AWAY}{holder.id}"}])

    async def _products(self, parts: Sequence[PartRow]) -> None:
        """Columns that are written alike go together: a file has very many of them."""
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        columns: dict[int, dict[str, Any]] = defaultdict(dict)
        gone, come = [], []
        for number, part in enumerate(parts):
            if not number % _AT_ONCE:
                await asyncio.sleep(0)
            self.touched.add(part.thing_id)
            if part.field == NAME:
                name = part.after or ""
                await self.free(fold(name), part.thing_id)
                columns[part.thing_id] |= {"name": name, "name_key": fold(name)}
            elif part.field.startswith(WORD):
                key = part.field.removeprefix(WORD)
                if part.before is not None:
                    gone.append((part.thing_id, key))
                if part.after is not None:
                    come.append(WordRow(part.thing_id, key, part.after))
            else:
                columns[part.thing_id] |= columns_of(part.field, part.after, self.now)
        for product_id, values in columns.items():
            alike[tuple(sorted(values))].append({"id": product_id, **values})
        for rows in alike.values():
            await self.tx.catalog.set_products(rows)
        await self.tx.catalog.drop_words(gone)
        await self.tx.catalog.add_words(come)

    async def _offers(self, parts: Sequence[PartRow]) -> None:
        placed = [(part.thing_id, int(part.after)) for part in parts if part.after is not None]
        following = Following(self.tx, self.now, parts)
        await following.begin()
        await self.tx.catalog.place_offers(placed)
        away = [part.thing_id for part in parts if part.after is None]
        await no_keys_in(self.tx, away, self.now)
        await self.tx.catalog.put_away(away, self.now)
        await following.end()
        self.touched.update(int(u) for p in parts for u in (p.before, p.after) if u is not None)
        # A product that was gone and comes back needs the name that another may have by now.
        for row in await self.tx.catalog.products({product for _, product in placed}):
            if row.name_key.startswith(_AWAY):
                await self.free(fold(row.name), row.id)
                await self.tx.catalog.set_products([{"id": row.id, "name_key": fold(row.name)}])
