"""Twins: keys that came more than once. None goes out twice without a clear yes, and none by itself.

Of several rows of one key the first may go, as long as no other went, may be taken by a link, or was seen.
Every other is *doubtful*: whoever hands it over is told what became of the rest, and says yes to that.

The other row may be of a chat in which whoever reads that has no role. So no number, and no name, of another
order leaves this module but by ``named_at``, for all who read a chat, or ``as_seen``, for one person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.access import Access
from services.orders.pieces import good_keys
from services.orders.states import HELD_BACK
from storage.claims import ClaimRow
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.transaction import Tx
from storage.twins import CopyRow

GIVEN, LINKED, SEEN, FIRST = "given", "linked", "seen", "first"
"""What became of another row of a key: a customer has it, an open link gives it, staff has seen it, or it
came before."""
_VIEW = "orders.view"
_WORST = (GIVEN, LINKED, SEEN, FIRST)


@dataclass(frozen=True, slots=True)
class Twin:
    """Why a key is doubtful: another row of it is of the order ``number``, and this became of that.

    ``person``: the name of the customer who has it, "" where nobody has. To be said through ``as_seen``.
    """

    key_id: int
    mask: str
    number: str
    chat_id: int
    what: str
    person: str


@dataclass(frozen=True, slots=True)
class SeenTwin:
    """What may be said of that to whom it is said; ``number`` and ``person`` are "" where they may not be."""

    mask: str
    number: str
    what: str
    person: str


class _OfChat(Protocol):
    @property
    def number(self) -> str: ...

    @property
    def chat_id(self) -> int: ...


def named_at(chat_id: int, other: _OfChat) -> str:
    """The number of another order for all who read what belongs to this chat: "" for one of elsewhere."""
    return other.number if other.chat_id == chat_id else ""


async def as_seen(
    access: Access, reader: int, here: int, number: str, twins: Sequence[Twin]
) -> tuple[SeenTwin, ...]:
    """What may be said of twins of keys of the order ``number`` in the chat ``here``.

    In a group everybody reads it: other orders of that group have their names there. In private each has that
    the reader may look up. What is of the very order is said wherever that is shown.
    """
    chats = {each.chat_id for each in twins if each.number != number}
    looked_up = {
        each for each in chats if here == reader and await access.permits(reader, each, _VIEW)
    }
    named = looked_up | {here}
    return tuple(
        SeenTwin(each.mask, each.number, each.what, each.person)
        if each.number == number or each.chat_id in named
        else SeenTwin(each.mask, "", each.what, "")
        for each in twins
    )


async def copies_of(
    tx: Tx, keys: Sequence[KeyRow], now: datetime
) -> Mapping[int, Sequence[CopyRow]]:
    """Of each of these keys that came more than once, every row. Where none did nothing is asked."""
    roots = {key.id: key.twin_of or key.id for key in keys if key.came_twice}
    if not roots:
        return {}
    of_root: dict[int, list[CopyRow]] = {}
    for row in await tx.twins.of_roots(set(roots.values()), now):
        of_root.setdefault(row.root, []).append(row)
    return {id_: of_root.get(root, []) for id_, root in roots.items()}


async def doubtful(tx: Tx, keys: Sequence[KeyRow], now: datetime) -> dict[int, Twin]:
    """Those of these keys that may not go out unasked, by id."""
    found: dict[int, tuple[KeyRow, CopyRow, str]] = {}
    copies = await copies_of(tx, keys, now)
    for key in keys:
        reasons = [
            (what, row)
            for row in copies.get(key.id, ())
            if row.id != key.id and (what := _became(key, row)) is not None
        ]
        if reasons:
            what, row = min(reasons, key=lambda each: _WORST.index(each[0]))
            found[key.id] = key, row, what
    people = {row.customer_id for _, row, what in found.values() if what == GIVEN}
    names = await tx.users.called({each for each in people if each}) if people else {}
    return {
        id_: Twin(
            id_,
            key.mask,
            row.number,
            row.chat_id,
            what,
            _name(names, row) if what == GIVEN else "",
        )
        for id_, (key, row, what) in found.items()
    }


async def are_held(tx: Tx, order: OrderRow) -> bool:
    """Whether a key of the order came more than once, so that nothing of it goes out by itself."""
    return any(key.came_twice for key in await good_keys(tx, order.id))


async def left_to_desk(tx: Tx, order_id: int, new: Collection[int]) -> int | None:
    """Those of these ``new`` keys that came more than once are nobody's, though a customer has their order
    as a whole. That keeps the rest, and the order goes on by the piece.

    Gives who that is; None where nobody has it as a whole.
    """
    owner = (await tx.orders.lock(order_id)).owner_id
    if owner is None:
        return None
    rows = await tx.keys.of_order(order_id)
    theirs = [key.id for key in rows if not (key.id in new and key.came_twice)]
    await tx.pieces.adopt(order_id, owner, theirs)
    await tx.orders.take_apart(order_id, owner)
    return owner


async def went_since(
    tx: Tx, keys: Sequence[KeyRow], claim: ClaimRow, now: datetime
) -> CopyRow | None:
    """A row of one of the keys in a link that went to somebody in a way that its maker could not know of.

    What had gone before, or by a link that was open before, whoever made this one has said yes to.
    """
    copies = await copies_of(tx, keys, now)
    for key in keys:
        others = [row for row in copies.get(key.id, ()) if row.id != key.id]
        if key.twin_of is not None and key.arrived_at > claim.made_at and others:
            return others[0]
        for row in others:
            if row.customer_id and not await _went_before(tx, row, claim.made_at):
                return row
    return None


def sure_first(keys: Sequence[KeyRow], twins: Collection[int]) -> tuple[KeyRow, ...]:
    """The same keys, the doubtful ones behind the others."""
    return tuple(sorted(keys, key=lambda key: key.id in twins))


async def _went_before(tx: Tx, row: CopyRow, moment: datetime) -> bool:
    """Whether a customer had it, was being sent it, or used a link for it that was there by then."""
    known = {row.handed_at, row.link_made_at}
    for notice in await tx.notices.of_kind("keys-for-customer", row.customer_id or 0):
        if notice.facts["order"] == row.number:
            known.add(notice.made_at)
    return any(at is not None and at <= moment for at in known)


def _became(key: KeyRow, row: CopyRow) -> str | None:
    """What of another row of a key speaks against handing this one over; None: nothing does."""
    if row.customer_id or row.handed_at is not None:
        return GIVEN
    if row.seen_at is not None:
        return SEEN
    if row.status in HELD_BACK:
        return None  # the provider has taken it back, and nobody has had it
    if row.linked_apart or (row.linked and row.order_id != key.order_id):
        return LINKED
    return FIRST if row.id < key.id else None


def _name(names: Mapping[int, str], row: CopyRow) -> str:
    person = row.customer_id or 0
    return names.get(person, str(person))
