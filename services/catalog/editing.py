"""Products changed by hand: renamed, merged, paused, found by more words, set; their offers moved.

What changes nothing leaves no trace. Each change can be undone by its row of the audit (``undoing``).
"""

from collections.abc import Sequence
from typing import Any

from services.actor import Actor
from services.catalog.changes import Change, standing
from services.catalog.entries import Offer, Product
from services.catalog.errors import SameProductError, TooManyWordsError
from services.catalog.fields import (
    CEILING,
    LOW_MARK,
    NAME,
    OFFER,
    OWN_FIRST,
    PAUSED,
    PRODUCT,
    UNDER,
    WORD,
    YES,
    Fields,
    text_of_money,
)
from services.catalog.service import Catalog
from services.catalog.texts import good_ceiling, good_mark, good_name, good_word
from services.errors import NameTakenError
from services.product_words import fold
from storage.catalog_changes import PartRow

MOST_WORDS = 20
"""What a product is also found by: a search over very many products stays as quick."""


class CatalogEditing:
    """Every method gives the product as it is afterwards; raises UnknownProductError where it is gone."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def rename(self, actor: Actor, product_id: int, name: str) -> Product:
        """Call it otherwise; orders keep the name of their day. Raises BadNameError, NameTakenError."""
        name = good_name(name)
        other = self._catalog.named(name)
        if other is not None and other.id != product_id:
            raise NameTakenError(product=other.name)
        return await self._set(actor, product_id, "catalog.renamed", NAME, name, to=name)

    async def pause(self, actor: Actor, product_id: int) -> Product:
        """Offer it no more for a while; what was drawn up goes on."""
        return await self._set(actor, product_id, "catalog.paused", PAUSED, YES)

    async def resume(self, actor: Actor, product_id: int) -> Product:
        """Offer it again."""
        return await self._set(actor, product_id, "catalog.resumed", PAUSED, None)

    async def own_first(self, actor: Actor, product_id: int, first: bool) -> Product:
        """Whether own stock goes before what providers offer."""
        said = YES if first else None
        return await self._set(
            actor, product_id, "catalog.own-first", OWN_FIRST, said, allowed=first
        )

    async def low_mark(self, actor: Actor, product_id: int, text: str | None) -> Product:
        """How many keys of own stock are few; None: no mark. Raises BadMarkError."""
        mark = None if text is None else str(good_mark(text))
        facts = {"what": "none" if mark is None else "set", "mark": mark}
        return await self._set(actor, product_id, "catalog.low-mark", LOW_MARK, mark, **facts)

    async def ceiling(self, actor: Actor, product_id: int, text: str | None) -> Product:
        """From which price of a key on an order asks for approval; None: none. Raises BadMoneyError."""
        most = None if text is None else good_ceiling(text)
        facts = {"what": "none"}
        if most is not None:
            facts = {"what": "set", "unit_price": str(most.amount), "currency": most.currency}
        said = None if most is None else text_of_money(most)
        return await self._set(actor, product_id, "catalog.ceiling", CEILING, said, **facts)

    async def add_word(self, actor: Actor, product_id: int, text: str) -> Product:
        """Let it be found by a word, or several in a row, too. Raises BadWordError, TooManyWordsError."""
        word = good_word(text)
        product = self._catalog.product(product_id)
        if fold(word) == fold(product.name):
            return product
        field = WORD + fold(word)
        return await self._set(actor, product_id, "catalog.word-added", field, word, word=word)

    async def drop_word(self, actor: Actor, product_id: int, word: str) -> Product:
        """Let it be found by a word no more."""
        field = WORD + fold(word)
        return await self._set(actor, product_id, "catalog.word-dropped", field, None, word=word)

    async def move(self, actor: Actor, offer_id: int, product_id: int) -> Offer:
        """Put an offer under another product; one that loses its last goes.

        Raises UnknownOfferError, UnknownProductError, SameProductError.
        """
        async with self._catalog.change() as change:
            offer, product = self._catalog.offer(offer_id), self._catalog.product(product_id)
            under = (await standing(change.tx, (), (offer_id,)))[OFFER, offer_id][UNDER]
            if under == str(product_id):
                raise SameProductError(product=product.name)
            await change.write(
                actor,
                "catalog.moved",
                offer.product_name,
                [PartRow(OFFER, offer_id, UNDER, under, str(product_id))],
                to=product.name,
                offer=offer_id,
                provider=offer.provider,
                external_id=offer.external_id,
            )
        return self._catalog.offer(offer_id)

    async def merge(self, actor: Actor, product_id: int, into: int) -> Product:
        """Move all offers of a product under another, which is found by the words of both from now on.

        Raises UnknownProductError, SameProductError, TooManyWordsError.
        """
        async with self._catalog.change() as change:
            gone, stays = self._catalog.product(product_id), self._catalog.product(into)
            if gone.id == stays.id:
                raise SameProductError(product=stays.name)
            offers = (offer.id for offer in gone.offers)
            found = await standing(change.tx, (gone.id, stays.id), offers)
            there, here = found[PRODUCT, gone.id], found[PRODUCT, stays.id]
            words = {WORD + fold(there[NAME] or ""): there[NAME]}
            words |= {field: said for field, said in there.items() if field.startswith(WORD)}
            words.pop(WORD + fold(here[NAME] or ""), None)
            parts = [
                PartRow(PRODUCT, stays.id, field, None, said)
                for field, said in words.items()
                if field not in here
            ]
            _check_count(stays, here, parts)
            parts += [
                PartRow(OFFER, offer.id, UNDER, found[OFFER, offer.id][UNDER], str(stays.id))
                for offer in gone.offers
                if found[OFFER, offer.id][UNDER] == str(gone.id)
            ]
            change.touched.add(gone.id)
            await change.write(
                actor,
                "catalog.merged",
                there[NAME] or "",
                parts,
                to=here[NAME],
                count=len(gone.offers),
            )
        return self._catalog.product(into)

    async def _set(
        self,
        actor: Actor,
        product_id: int,
        action: str,
        field: str,
        said: str | None,
        **facts: Any,
    ) -> Product:
        """Write one field of a product."""
        async with self._catalog.change() as change:
            product = self._catalog.product(product_id)
            here = await _here(change, product)
            part = PartRow(PRODUCT, product_id, field, here.get(field), said)
            if field.startswith(WORD) and part.before is not None and said is not None:
                return product
            if field.startswith(WORD) and said is not None:
                _check_count(product, here, [part])
            if part.before != said:
                await change.write(actor, action, here[NAME] or "", [part], **facts)
        return self._catalog.product(product_id)


async def _here(change: Change, product: Product) -> Fields:
    return (await standing(change.tx, (product.id,), ()))[PRODUCT, product.id]


def _check_count(product: Product, here: Fields, more: Sequence[PartRow]) -> None:
    words = sum(field.startswith(WORD) for field in here)
    if words + len(more) > MOST_WORDS:
        raise TooManyWordsError(product=product.name, most=MOST_WORDS)
