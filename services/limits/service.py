"""Limits as people set them and look at them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from providers import iso_codes
from services.access import Access
from services.access.errors import NoPersonError, NotSetUpError, OnlyOwnerError, UnknownRoleError
from services.access.roles import OWNER
from services.actor import NO_PERSONS, Actor
from services.audit import Audit
from services.catalog import Catalog
from services.clock import Clock
from services.limits.errors import (
    BadAmountError,
    NoCurrencyError,
    NoSuchLimitError,
    OwnLimitError,
    TooManyLimitsError,
)
from services.limits.scopes import MOST, Scope, holding, of_millionths, within
from services.limits.spending import Spending, sum_of
from services.limits.unbounded import Unbounded
from services.money import Money
from storage.database import Database
from storage.grants import EVERYWHERE
from storage.limits import LimitRow
from storage.transaction import Tx

EDIT = "limits.edit"
QUORUMS = (1, 2)
"""So many may have to say yes to an order above a limit."""
MOST_LIMITS = 200
"""Of one chat, or everywhere."""
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class LimitWish:
    """A limit as somebody wants it; ``amount`` None takes it away.

    It is for a role, or a person, or, with neither, for everybody. ``quorum`` None: as it is, or one.
    """

    scope: Scope
    currency: str
    amount: Decimal | None
    role: str = ""
    user_id: int = 0
    everywhere: bool = False
    quorum: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A limit that holds for a person, what was spent of it, and what is left. Of an order nothing was."""

    limit: LimitRow
    spent: Money
    left: Money


class Limits:
    """Sets limits, and says what is left of them."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        access: Access,
        spending: Spending,
        audit: Audit,
        catalog: Catalog,
    ) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._spending = spending
        self._audit = audit
        self.unbounded = Unbounded(catalog)

    async def listing(self, actor: Actor) -> Sequence[LimitRow]:
        """Give what is set in the actor's chat, then what is set everywhere. Raises NotPermittedError."""
        await self._need_edit(actor)
        async with self._db.read() as tx:
            rows = await tx.limits.of({actor.chat_id, EVERYWHERE})
        return sorted(rows, key=lambda row: (row.chat_id == EVERYWHERE, _order(row)))

    async def of_groups(self, actor: Actor) -> Sequence[LimitRow]:
        """Give, in a private chat, what is set in the single groups whose limits the actor may change."""
        if actor.chat_id < 0:
            return ()
        reach = await self._access.reach(actor.user_id, EDIT)
        async with self._db.read() as tx:
            rows = await tx.limits.of_groups()
        return sorted(
            (row for row in rows if reach.covers(row.chat_id)),
            key=lambda row: (row.chat_id, _order(row)),
        )

    async def get(self, actor: Actor, limit_id: int) -> LimitRow:
        """Give one of these. Raises NotPermittedError, NoSuchLimitError."""
        await self._need_edit(actor)
        async with self._db.read() as tx:
            row = await tx.limits.get(limit_id)
        if row is None or row.chat_id not in (actor.chat_id, EVERYWHERE):
            raise NoSuchLimitError
        return row

    async def mine(self, actor: Actor) -> Sequence[Left]:
        """Give what holds for the actor in their chat, and what is left of it."""
        return await self.left(actor.user_id, actor.chat_id)

    async def left(self, user_id: int, chat_id: int) -> Sequence[Left]:
        """The same of a person in a chat."""
        days = self._spending.days(chat_id)
        roles = self._spending.roles(user_id, chat_id)
        async with self._db.read() as tx:
            held = holding(await tx.limits.of({chat_id, EVERYWHERE}), user_id, roles)
            which = {row.id: sum_of(row, chat_id, user_id, days) for row in held}
            asked = {each for each in which.values() if each is not None}
            sums = await tx.spent.now(asked) if asked else {}
        found = []
        for row in sorted(held, key=_order):
            counted = which[row.id]
            spent = 0 if counted is None else sums.get(counted, 0)
            left = max(0, within(row.amount) - spent)
            money = of_millionths(spent, row.currency), of_millionths(left, row.currency)
            found.append(Left(row, *money))
        return found

    async def left_open(self, actor: Actor, wish: LimitWish) -> list[str]:
        """Give the other currencies of the catalog in which no limit bounds the same for the same people."""
        roles = {wish.role} if wish.role else frozenset[str]()
        if wish.user_id:
            roles = self._spending.roles(wish.user_id, actor.chat_id)
        async with self._db.read() as tx:
            rows = await tx.limits.of(
                {EVERYWHERE} if wish.everywhere else {actor.chat_id, EVERYWHERE}
            )
        found = self.unbounded.by_kind(rows, wish.scope, wish.user_id, roles)
        return [currency for currency in found if currency != wish.currency]

    async def may_set(self, actor: Actor, wish: LimitWish) -> LimitRow | None:
        """Give what stands there now, if the actor may set this; nothing is changed.

        Raises NotPermittedError, OnlyOwnerError, NotSetUpError, NoPersonError, UnknownRoleError,
        BadAmountError, NoCurrencyError, OwnLimitError, NoSuchLimitError, TooManyLimitsError.
        """
        self._check(wish)
        await self.may_set_there(actor, everywhere=wish.everywhere)
        async with self._db.read() as tx:
            return await self._allowed(tx, actor, wish)

    async def may_set_there(self, actor: Actor, *, everywhere: bool) -> None:
        """See at once that the actor may set any limit there: before it is asked which.

        Raises NotPermittedError, OnlyOwnerError, NotSetUpError.
        """
        await self._need_edit(actor)
        if everywhere and not self._access.is_owner(actor.user_id):
            raise OnlyOwnerError
        if not everywhere and (actor.chat_id > 0 or not self._access.chat_is_set_up(actor.chat_id)):
            raise NotSetUpError

    async def set(self, actor: Actor, wish: LimitWish) -> LimitRow | None:
        """Set or take away a limit, and give what stood there. Raises what ``may_set`` raises."""
        self._check(wish)
        await self.may_set_there(actor, everywhere=wish.everywhere)
        async with self._db.write() as tx:
            before = await self._allowed(tx, actor, wish)
            if wish.amount is None:
                if before is None or not await tx.limits.remove(before.id):
                    raise NoSuchLimitError
                await self._note(tx, actor, "limit.removed", wish, before)
                return before
            kept = wish.quorum is None
            wish = replace(wish, quorum=wish.quorum or (1 if before is None else before.quorum))
            await tx.limits.put(self._row(actor, wish), quorum=not kept)
            await self._note(tx, actor, "limit.set", wish, before)
        return before

    async def ask_of(self, actor: Actor, limit_id: int, quorum: int) -> None:
        """Let so many have to say yes to an order above it, whatever its amount is by now.

        Raises what ``get`` and ``may_set`` raise.
        """
        limit = await self.get(actor, limit_id)
        await self.may_set_there(actor, everywhere=limit.chat_id == EVERYWHERE)
        async with self._db.write() as tx:
            before = await tx.limits.get(limit_id)
            if before is None:
                raise NoSuchLimitError
            wish = replace(wish_for(before, before.amount), quorum=quorum)
            self._check(wish)
            await self._allowed(tx, actor, wish)
            if not await tx.limits.ask_of(limit_id, quorum, actor.user_id, self._clock()):
                raise NoSuchLimitError
            await self._note(tx, actor, "limit.set", wish, before)

    async def _note(
        self, tx: Tx, actor: Actor, action: str, wish: LimitWish, before: LimitRow | None
    ) -> None:
        facts = {
            "scope": str(wish.scope),
            "currency": wish.currency,
            "role": wish.role,
            "user": wish.user_id,
            "everywhere": wish.everywhere,
            "before": None if before is None else str(before.amount),
        }
        if wish.amount is not None:
            facts |= {"quorum": wish.quorum, "amount": str(wish.amount)}
        subject = str(wish.user_id or wish.role or "everybody")
        await self._audit.write(tx, actor, action, subject, **facts)

    async def _allowed(self, tx: Tx, actor: Actor, wish: LimitWish) -> LimitRow | None:
        place = EVERYWHERE if wish.everywhere else actor.chat_id
        rows = await tx.limits.of({place})
        new = self._row(actor, wish)
        before = next((row for row in rows if _whose(row) == _whose(new)), None)
        if before is not None and wish.quorum is None:
            new = replace(new, quorum=before.quorum)
        if before is None and wish.amount is None:
            raise NoSuchLimitError
        if before is None and len(rows) >= MOST_LIMITS:
            raise TooManyLimitsError(most=MOST_LIMITS)
        if not self._access.is_owner(actor.user_id):
            after = [row for row in rows if row is not before]
            if wish.amount is not None:
                after.append(new)
            self._need_no_more(actor, rows, after)
        return before

    def _need_no_more(
        self, actor: Actor, before: Sequence[LimitRow], after: Sequence[LimitRow]
    ) -> None:
        """Whoever sets limits does not give more to themselves, nor fewer who have to say yes."""
        roles = self._spending.roles(actor.user_id, actor.chat_id)
        now = {_what(row): row for row in holding(after, actor.user_id, roles)}
        for row in holding(before, actor.user_id, roles):
            holds = now.get(_what(row))
            if holds is None or holds.amount > row.amount or holds.quorum < row.quorum:
                raise OwnLimitError

    def _row(self, actor: Actor, wish: LimitWish) -> LimitRow:
        place = EVERYWHERE if wish.everywhere else actor.chat_id
        amount = Decimal(0) if wish.amount is None else wish.amount
        whose = wish.role, wish.user_id
        made = actor.user_id, self._clock()
        return LimitRow(
            *(0, str(wish.scope), place, *whose, wish.currency, amount, *made), wish.quorum or 1
        )

    def _check(self, wish: LimitWish) -> None:
        if wish.currency not in iso_codes.currencies():
            raise NoCurrencyError(text=wish.currency)
        known = (OWNER, *self._access.grantable())
        if wish.role and wish.role not in known:
            raise UnknownRoleError(role=wish.role, known=known)
        if wish.user_id in NO_PERSONS or (wish.role and wish.user_id):
            raise NoPersonError
        if wish.scope is Scope.KEY or wish.quorum not in (None, *QUORUMS):
            raise NoSuchLimitError
        if wish.amount is not None:
            amount_meant(format(wish.amount, "f"))

    async def _need_edit(self, actor: Actor) -> None:
        await self._access.require(actor.user_id, actor.chat_id, EDIT)


def amount_meant(text: str) -> Decimal:
    """The amount that is written there: nothing is allowed too, and then everything asks.

    Raises BadAmountError.
    """
    amount = Decimal(text) if _AMOUNT.fullmatch(text) else None
    if amount is None or amount > MOST:
        raise BadAmountError(text=text[:40], most=MOST)
    return amount


def wish_for(row: LimitRow, amount: Decimal | None) -> LimitWish:
    """The same limit at another amount, or away."""
    place = row.chat_id == EVERYWHERE
    whose = row.role, row.user_id
    return LimitWish(Scope(row.scope), row.currency, amount, *whose, place, row.quorum)


def _whose(row: LimitRow) -> tuple[str, int, str, int, str]:
    return row.scope, row.chat_id, row.role, row.user_id, row.currency


def _what(row: LimitRow) -> tuple[str, int, str]:
    return row.scope, row.chat_id, row.currency


def _order(row: LimitRow) -> tuple[int, str, bool, str, int]:
    return list(Scope).index(Scope(row.scope)), row.currency, bool(row.user_id), row.role, row.id
