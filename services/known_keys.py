"""The desk's own keys, found in any text and in any dress, and masked there.

What texts are looked through for is in memory: the shapes of all keys, a copy of rows to which every
process adds. How many there are is read by statements that are made anyway, as updates are taken and as
notices are looked for (:meth:`KnownKeys.are_of`); where that is more than memory has, they are read anew
before the next text is judged. So a text in which nothing looks like a key costs no statement, and any other
one or a few.
"""

import asyncio
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

import structlog
from cryptography.fernet import InvalidToken

from services.in_parts import in_parts
from services.inner_keys import InnerKeys, may_stand_inside
from services.key_shapes import (
    LONGEST,
    NUMBER_LIKE,
    Shapes,
    Stretch,
    bare,
    candidates,
    glued_at_both_ends,
    shapes_of,
)
from services.ordinary_keys import is_ordinary
from services.vault import Vault, mask
from storage.database import Database
from storage.keys import OwnerRow
from storage.transaction import Tx

AT_ONCE = 200
"""Keys of one step in which bare forms are worked out for what an older Keydesk has stored."""
MOST_LOOKED_UP = 2_000
"""Stretches of what somebody sends, those that stand apart before all others: more than a message can hold
of keys, and less than it can be made to hold of what looks like them."""
MOST_GLUED = 40
"""Letters and digits of a key with something glued to both ends; longer ones have gaps, as an address has."""
LEAST_INSIDE = 12
"""Letters and digits of what is looked for inside keys that came with something glued to them."""
MOST_INSIDE = 200
"""So many stretches of a text are: each costs a fingerprint for each of its letters."""
_IN_STOCK = OwnerRow(None, None)
_TAG = re.compile(r"<[^<>]*>")
_REST = re.compile(r"[^\s<>&]*")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of ours that stand in texts: by their bare forms, the orders they are of."""

    owners: Mapping[str, OwnerRow] = field(repr=False)

    @property
    def numbers(self) -> list[str]:
        """The numbers of the orders; of keys in own stock there are none."""
        return sorted({owner.number for owner in self.owners.values() if owner.number})

    def are_all_of(self, user_id: int) -> bool:
        """Whether this customer has every one of the orders."""
        return all(owner.customer_id == user_id for owner in self.owners.values())

    def meant(self) -> "Found | None":
        """Those among them that nobody says without meaning a key; None: there is none."""
        owners = {form: of for form, of in self.owners.items() if not is_ordinary(form)}
        return Found(owners) if owners else None

    def masked(self, text: str, *, html: bool = False) -> str:
        """A text with these keys masked."""
        return masked(text, self.owners.keys(), html=html)

    def masked_between(self, before: str, text: str, after: str = "") -> str:
        """A text with these keys masked, also those that begin before it or end after it."""
        whole, forms = before + text + after, self.owners.keys()
        start, stop = len(before), len(before) + len(text)
        there = [each for each in candidates(whole, shapes_with(forms)) if each.bare in forms]
        begun = [each for each in there if each.start < start < each.stop]
        unended = [each for each in there if start <= each.start < stop < each.stop]
        rest = max((_end_of(each, whole) for each in begun), default=start)
        end = max(min((each.start for each in unended), default=stop), rest)
        inside = masked(whole[rest:end], forms) if rest < end else ""
        return "".join(
            [*(_mask(each.bare) for each in begun[:1]), inside]
            + [_mask(each.bare) for each in unended[:1] if rest <= each.start]
        )


class KnownKeys:
    """Looks texts through. Raises NotReadableError where the database cannot be asked."""

    def __init__(self, db: Database, vault: Vault) -> None:
        self._db = db
        self._vault = vault
        self.inner = InnerKeys(db, vault)
        self._shapes = Shapes()
        self._stored: frozenset[str] = frozenset()
        self._told = self._followed = 0
        """Memory is older than the rows while they differ."""
        self._following = asyncio.Lock()
        self._looked_at = 0

    def are_of(self, shapes: int | None) -> None:
        """There are so many shapes of keys now; None: nobody knows. A shape never goes."""
        if shapes is None or shapes > len(self._stored):
            self._told += 1

    async def catch_up(self) -> None:
        """Read the shapes anew where there are others than memory has. Raises NotReadableError."""
        if self._told != self._followed:
            async with self._following:  # whoever comes meanwhile judges nothing by what is old
                if self._told != self._followed:
                    await self.load()

    async def look(self) -> None:
        """The same where nothing has told how many there are: what is judged here came of no update."""
        if not self._db.is_sqlite:  # nobody else can be at work on the same file
            self._told += 1
            await self.catch_up()

    async def load(self) -> None:
        """Read the shapes that there are."""
        told = self._told
        async with self._db.read() as tx:
            shapes = self._stored = await tx.keys.shapes()
        if not shapes <= self._shapes.all:
            self._shapes = Shapes(shapes | self._shapes.all)
        self._followed = max(self._followed, told)

    async def run(self) -> None:
        """Read the shapes anew; work out what an older Keydesk has not stored of its keys.

        In small steps, each a transaction: it may be stopped anywhere and goes on from there.
        """
        await self.load()
        while await self._step():
            pass
        await self.inner.run()

    async def note(self, tx: Tx, plain: str) -> str:
        """A key is about to be stored: look for it from now on. Gives its bare form's fingerprint."""
        await self._add_shapes(tx, shapes_of(plain))
        return self._vault.bare_fingerprint(plain)

    async def note_shapes(self, tx: Tx, shapes: Collection[str]) -> None:
        """Keys of these shapes are about to be stored: look for such from now on."""
        await self._add_shapes(tx, shapes)

    async def found_in(
        self, texts: Iterable[str], *, html: bool = False, every: bool = False
    ) -> Found | None:
        """The keys of ours that stand in these texts; None where there is none.

        ``every``: however many stretches look like a key; people can make a message of nothing else.
        """
        await self.catch_up()
        if not self._shapes.kinds:
            return None
        apart: dict[str, str] = {}
        said: dict[str, str] = {}
        for text in texts:
            for each in candidates(text, self._shapes, html=html):
                (apart if each.apart else said).setdefault(each.bare, text[each.start : each.stop])
        said = apart | said
        if not said:
            return None
        found = await self._known(islice(said, None if every else MOST_LOOKED_UP))
        found |= await self._inside(form for form in said if form not in found)
        if not found:
            return None
        for form in found:
            self._vault.heard(said[form])
        return Found(found)

    async def order_with(self, text: str) -> str | None:
        """The number of the order that has the key which a text is, or holds; also glued to more."""
        await self.catch_up()
        async with self._db.read() as tx:
            exact = await tx.keys.by_fingerprint(self._vault.fingerprints(text))
            if exact is not None:
                return (await tx.keys.homes_of({exact.id}))[exact.id].number
        forms = [bare(text), *(each.bare for each in candidates(text, self._shapes))]
        found = await self._known([form for form in forms if form])
        if not any(each.number for each in found.values()):
            found |= await self._inside(form for form in forms if form not in found)
        numbers = (found[form].number for form in forms if form in found)
        return next((number for number in numbers if number is not None), None)

    async def unread(self, tx: Tx) -> frozenset[str]:
        """What memory has not read yet, if it is known that other processes have made more shapes."""
        return frozenset() if self._told == self._followed else await tx.keys.shapes()

    def shapes_with_these(
        self, keys: Iterable[str], unread: frozenset[str] = frozenset()
    ) -> Shapes:
        """The shapes of all keys there are, and of these."""
        these = {shape for plain in keys for shape in shapes_of(plain)}
        return Shapes(self._shapes.all | unread | these)

    def marks_inside(self, plain: str, shapes: Shapes) -> set[str]:
        """The fingerprints of what may be a key, of these shapes, inside what is called one."""
        return {
            mark for form in _inside(plain, shapes) for mark in self._vault.bare_fingerprints(form)
        }

    async def _known(self, forms: Iterable[str]) -> dict[str, OwnerRow]:
        marks = {mark: form for form in forms for mark in self._vault.bare_fingerprints(form)}
        found: dict[str, OwnerRow] = {}
        async with self._db.read() as tx:
            for some in in_parts(marks):
                in_stock = dict.fromkeys(await tx.own_keys.by_bare(some), _IN_STOCK)
                owners = {**in_stock, **await tx.keys.by_bare(some)}
                found.update((marks[mark], owner) for mark, owner in owners.items())
        return found

    async def _inside(self, forms: Iterable[str]) -> dict[str, OwnerRow]:
        """Those of these bare forms that stand in a key which came with something glued to it alone."""
        long = (form for form in forms if len(form) >= LEAST_INSIDE and may_stand_inside(form))
        if not (looked := list(islice(long, MOST_INSIDE))):
            return {}
        async with self._db.read() as tx:
            holders = await self.inner.holders(tx, looked)
            ids = {each for found in holders.values() for each in found.of_orders}
            owners = await tx.keys.owners(ids) if ids else {}
        return {
            form: next(
                (owners[each] for each in sorted(found.of_orders) if each in owners), _IN_STOCK
            )
            for form, found in holders.items()
        }

    async def _step(self) -> bool:
        """False: there is nothing left that can be worked out."""
        async with self._db.read() as tx:
            rows = await tx.keys.without_bare(self._looked_at, AT_ONCE)
        if not rows:
            return False
        shapes: set[str] = set()
        opened = []
        for row in rows:
            try:
                plain = self._vault.unwrap(row.sealed)
            except (InvalidToken, UnicodeDecodeError):
                continue  # the start has named its order; it is tried again at the next
            shapes |= shapes_of(plain)
            opened.append((row, self._vault.bare_fingerprint(plain)))
        async with self._db.write() as tx:
            await self._add_shapes(tx, shapes)
            for row, mark in opened:
                await tx.keys.add_bare(row, mark)
        self._looked_at = rows[-1].id
        if len(rows) < AT_ONCE:
            log.info("keys of an older version are known in any dress now", up_to=rows[-1].id)
        return len(rows) == AT_ONCE

    async def _add_shapes(self, tx: Tx, shapes: Collection[str]) -> None:
        new = frozenset(shapes)
        if new - self._stored:
            await tx.keys.add_shapes(new - self._stored)
        if new - self._shapes.all:
            # Should this transaction not be committed, they are only looked for in vain.
            self._shapes = Shapes(self._shapes.all | new)


def shapes_with(forms: Collection[str]) -> Shapes:
    """Shapes by which keys of these bare forms are found wherever they stand."""
    return Shapes({NUMBER_LIKE, *(f"w{len(form)}" for form in forms)})


def _inside(plain: str, shapes: Shapes) -> set[str]:
    """Bare forms of what may be a key, among these shapes, and has more around it in what somebody calls one.

    What people say without meaning a key is none, and of the longest only the beginning would be compared.
    """
    whole = bare(plain)
    found = {each.bare for each in candidates(plain, shapes)}
    if len(whole) <= MOST_GLUED:
        found |= glued_at_both_ends(whole, shapes)
    return {form for form in found - {whole} if may_stand_inside(form)}


def masked(text: str, forms: Collection[str], *, html: bool = False) -> str:
    """A text with the keys of these bare forms masked. Of HTML the tags stay, so that it stays whole."""
    shapes = shapes_with(forms)
    parts: list[str] = []
    end = 0
    there = [each for each in candidates(text, shapes, html=html) if each.bare in forms]
    for each in sorted(there, key=lambda each: each.start):
        if each.start < end:
            continue
        stop = _end_of(each, text)
        tags = _TAG.findall(text, each.start, stop) if html else []
        parts += [text[end : each.start], _mask(each.bare), *tags]
        end = stop
    return "".join(parts) + text[end:]


def _end_of(found: Stretch, text: str) -> int:
    """Of a very long key only the beginning was compared: the rest goes as far as no blank follows."""
    if len(found.bare) < LONGEST:
        return found.stop
    rest = _REST.match(text, found.stop)
    return rest.end() if rest else found.stop


def _mask(form: str) -> str:
    return mask("" if len(form) == LONGEST else form)
