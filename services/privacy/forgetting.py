"""Forgetting a customer: what is personal goes at once, the books stay and name nobody.

Orders, charges and the audit's chain are kept: whoever is asked about money must be able to answer. The
chain's rows hold ids and never a name, and are hashed, so they stay as they are. Of keys the desk keeps that
they were handed over, and to nobody by name: so no key is ever sold twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.access import Access
from services.access.errors import UnknownPersonError
from services.access.roles import OWNER
from services.actor import Actor
from services.audit import Audit
from services.cases import CaseStatus
from services.cases.ending import end_case
from services.clock import Clock
from services.orders.pieces import delivered_if_all
from services.outbox import Outbox
from services.people import FORGOTTEN as FORGOTTEN_ACTION
from services.people import People
from services.privacy.errors import HasRoleError
from storage.database import Database
from storage.forgetting import FORGOTTEN, NAME, CustomerCounts
from storage.transaction import Tx
from storage.users import UserRow

AT_ONCE = 200
"""Notices of a step."""
_WORDS = ("words", "text")
"""Facts in which people's own words stood in notices of earlier versions."""


@dataclass(frozen=True, slots=True)
class OwnData:
    """What the desk has of a person: who they are, and how much of them as a customer."""

    id: int
    name: str
    username: str | None
    language: str | None
    since: datetime | None
    counts: CustomerCounts
    wishes: tuple[str, ...] = ()
    """Products of which they want to be told."""


class Forgetting:
    """Shows what there is of a person, and forgets it."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        access: Access,
        people: People,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._people = people
        self._outbox = outbox
        self._audit = audit

    async def data(self, user_id: int) -> OwnData:
        """What the desk has of a person. Raises UnknownPersonError where it has nothing."""
        async with self._db.read() as tx:
            found = _data(await _known(tx, user_id), await tx.forgetting.counts(user_id))
            return replace(found, wishes=await tx.forgetting.wishes(user_id))

    async def may_forget(self, user_id: int) -> OwnData:
        """What would be forgotten. Raises UnknownPersonError, HasRoleError."""
        async with self._db.read() as tx:
            user = await _known(tx, user_id)
            await self._refuse_staff(tx, user)
            return _data(user, await tx.forgetting.counts(user_id))

    async def forget(self, actor: Actor, user_id: int) -> OwnData:
        """Forget a customer, and give what there was. Raises UnknownPersonError, HasRoleError.

        Of two who ask for it at once one does it, and the other is told that there is nobody.
        """
        before = await self.may_forget(user_id)
        await self._from_notices(before)
        async with self._db.write() as tx:
            await self._refuse_staff(tx, await _known(tx, user_id))
            if not await tx.forgetting.person(user_id):
                raise UnknownPersonError(text=str(user_id))
            await self._from_rows(tx, actor, before)
        self._people.forget(user_id)
        self._outbox.kick()
        return before

    async def _from_rows(self, tx: Tx, actor: Actor, before: OwnData) -> None:
        user_id, now = before.id, self._clock()
        # So that whoever looks an order up reads that its customer was forgotten.
        await tx.users.note(FORGOTTEN, NAME, None, now)
        keys = 0
        for order in await tx.forgetting.orders_of(user_id):
            await tx.orders.lock(order.id)
            keys += await tx.forgetting.from_order(order.id, user_id, now)
            # Whether that was the last of its keys is told by the order's card when it is next shown.
            if await delivered_if_all(tx, order.id, now):
                await self._outbox.post(tx, "order-changed", order.chat_id, {"order": order.number})
        for case_id, chat_id, number in await tx.forgetting.open_cases(user_id):
            row, closed = await tx.cases.by_id(case_id), CaseStatus.CLOSED
            if row is not None and await end_case(
                tx, self._outbox, row, closed, now, actor.user_id
            ):
                facts = {"case": case_id, "order": number}
                await self._outbox.post(tx, "case-changed", chat_id, facts)
        cases, messages = await tx.forgetting.from_cases(user_id)
        rows = await tx.forgetting.rest(user_id)
        await tx.forgetting.object_names(before.name)
        facts = {"keys": keys, "cases": cases, "messages": messages, "rows": rows}
        await self._audit.write(tx, actor, FORGOTTEN_ACTION, str(user_id), **facts)

    async def _from_notices(self, before: OwnData) -> None:
        """Take the person out of what others were told of them, some notices a transaction."""
        names = [name for name in (before.name, before.username) if name]
        last = 0
        while True:
            async with self._db.write() as tx:
                rows = await tx.forgetting.naming(before.id, names, last, AT_ONCE)
                for row in rows:
                    facts = nameless(row.facts, before.id, names)
                    if facts != row.facts:
                        await tx.forgetting.set_facts(row.id, facts)
            if len(rows) < AT_ONCE:
                return
            last = rows[-1].id

    async def _refuse_staff(self, tx: Tx, user: UserRow) -> None:
        roles: Sequence[str] = await tx.forgetting.roles(user.id)
        if self._access.is_owner(user.id):
            roles = (OWNER, *roles)
        if roles:
            raise HasRoleError(name=user.name, roles=roles)


def nameless(facts: dict[str, Any], user_id: int, names: Sequence[str]) -> dict[str, Any]:
    """The facts of a notice without a person: neither their id, nor how they are called, nor their words."""
    named = any(facts.get(key) in names for key in facts if isinstance(facts[key], str))
    made = {key: _nameless(value, user_id, names) for key, value in facts.items()}
    if named:
        made |= {word: "" for word in _WORDS if isinstance(facts.get(word), str)}
    return made


def _nameless(value: Any, user_id: int, names: Sequence[str]) -> Any:
    if isinstance(value, dict):
        return {key: _nameless(each, user_id, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_nameless(each, user_id, names) for each in value]
    if isinstance(value, str):
        return NAME if value in names else value
    return FORGOTTEN if value == user_id and not isinstance(value, bool) else value


def _data(user: UserRow, counts: CustomerCounts) -> OwnData:
    since = user.met_at or user.started_at
    return OwnData(user.id, user.name, user.username, user.language, since, counts)


async def _known(tx: Tx, user_id: int) -> UserRow:
    user = None if user_id == FORGOTTEN else await tx.users.get(user_id)
    if user is None:
        raise UnknownPersonError(text=str(user_id))
    return user
