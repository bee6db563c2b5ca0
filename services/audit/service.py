"""Rows of the audit written into the caller's transaction, each keyed and chained to the one before."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import structlog

from services.actor import Actor
from services.audit.chain import KEYED, ChainKey, hash_of, hash_of_row
from services.audit.keyring import Keyring
from services.audit.kinds import home_of, is_of_order, kind_of
from services.audit.outside import Outside
from services.audit.places import HOME, MIGRATED, Places
from services.audit.verifying import AuditReport, Walk
from services.clock import Clock
from services.current_update import act_in_turn
from services.vault import Vault
from storage.audit import AuditHead
from storage.database import Database
from storage.transaction import Tx

log = structlog.get_logger(__name__)

AT_ONCE = 1000
LONGEST_SUBJECT = 200


class Audit:
    """Writes rows, and looks whether the chain is whole."""

    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._keyring = Keyring(clock, vault)

    async def write(
        self, tx: Tx, actor: Actor | None, action: str, subject: str, **facts: Any
    ) -> None:
        """Add a row (no actor: the desk itself). ``facts`` never hold a key, token or password.

        On PostgreSQL the next to write waits until this transaction ends: write it last. What a person has
        done comes of an update, which is noted as acted on: raises DoneBeforeError where it was before.
        """
        if actor is not None:
            await act_in_turn(tx, self._clock())
        chat_id = actor.chat_id if actor else None
        await self._write(tx, actor, home_of(action, subject, chat_id), action, subject, facts)

    async def note(self, tx: Tx, actor: Actor, action: str, subject: str, **facts: Any) -> None:
        """Add a row of a look, which may be had again: it does not count as acting on the update."""
        home = home_of(action, subject, actor.chat_id)
        await self._write(tx, actor, home, action, subject, facts)

    async def write_of(
        self, tx: Tx, home_id: int | None, action: str, subject: str, /, **facts: Any
    ) -> None:
        """Add a row of what the desk itself has done, which belongs to a chat and says to which."""
        await self._write(tx, None, home_id, action, subject, {**facts, HOME: home_id})

    async def _write(
        self,
        tx: Tx,
        actor: Actor | None,
        home_id: int | None,
        action: str,
        subject: str,
        facts: dict[str, Any],
    ) -> None:
        head = await tx.audit.head(to_append=True)
        key, sound = await self._keyring.to_append(tx, head)
        if key is None:
            key, sound = await self._keyring.make(tx), True
            head = await self._bind(tx, head, key)
        await self._append(tx, head, key, sound, actor, home_id, action, subject, facts)

    async def begin(self) -> None:
        """Give the chain its key where it has none, and remember it.

        A chain that stands there already is looked through and bound as it is, whole or not.
        """
        while True:
            async with self._db.read() as tx:
                head, keys = await tx.audit.head(), await self._keyring.opened(tx)
            if head.key_id is not None or keys:
                break
            stood = await self.verify()
            if stood.broken_at is not None:
                log.error("the audit breaks", at=stood.broken_at, rows=head.rows)
            async with self._db.write() as tx:
                head = await tx.audit.head(to_append=True)
                if head.key_id is None:
                    made = await self._keyring.make(tx)
                    await self._bind(tx, head, made, broken_at=stood.broken_at)
        self._keyring.remember(keys)
        key = keys.get(head.key_id or "")
        if key is None or not key.fits(head):
            log.error("the audit was changed behind the desk's back", rows=head.rows)

    async def renew_keys(self, tx: Tx) -> tuple[bool, Sequence[str]]:
        """Seal the chain's keys under the newest secret.

        Whether there was anything to do, and the ids of keys that no secret opens.
        """
        return await self._keyring.renew(tx)

    async def give_up_keys(self, tx: Tx, lost: Sequence[str]) -> None:
        """Go on without these keys: where one of them was in use, under a new one."""
        head = await tx.audit.head(to_append=True)
        if head.key_id in lost:
            await self._bind(tx, head, await self._keyring.make(tx), given_up=lost)
        for each in lost:
            await tx.audit_keys.forget(each)

    @staticmethod
    async def end_fits(tx: Tx, clock: Clock, vault: Vault) -> bool:
        """Whether the last row is the one that the chain should end with: the cheapest look at it."""
        if await tx.audit_keys.there():
            head, rows = await tx.audit.head(), await tx.audit.latest(1)
            last = rows[0] if rows else None
            keys = await Keyring(clock, vault).opened(tx)
            key = keys.get(head.key_id or "")
            if not key.fits(head) if key else head.key_id or keys:
                return False
        else:
            head, last = await tx.audit.end_before_keys()
        if last is None:
            return head.rows == 0
        return head.hash == last.hash == hash_of_row(last)

    async def verify(
        self,
        progress: Callable[[int], None] = lambda rows: None,
        outside: Outside | None = None,
    ) -> AuditReport:
        """Read the whole chain, some rows at a time; ``progress`` is told how many were read.

        ``outside``: a head that was kept elsewhere, which has to be in it.
        """
        async with self._db.read() as tx:
            head = await tx.audit.head()
            places = Places(await tx.audit.of_action(MIGRATED))
            walk = Walk(await self._keyring.opened(tx), places, outside)
            read: int | None = None
            while rows := await tx.audit.after(read, AT_ONCE):
                found = await tx.audit.places(rows[0].id, rows[-1].id)
                for row in rows:
                    if (broken := walk.step(row, found[row.id])) is not None:
                        return broken
                read = rows[-1].id
                progress(walk.rows)
        return walk.end(head)

    async def _bind(self, tx: Tx, head: AuditHead, key: ChainKey, **facts: Any) -> AuditHead:
        """Go on under a key: its first row says how long the chain was, and hangs on the old end."""
        if head.rows == 0:
            end = key.end(0, head.hash)
            await tx.audit.set_head(end)
            return end
        bound = {"rows": head.rows, **facts}
        return await self._append(tx, head, key, True, None, None, KEYED, key.id, bound)

    async def _append(
        self,
        tx: Tx,
        head: AuditHead,
        key: ChainKey,
        sound: bool,
        actor: Actor | None,
        home_id: int | None,
        action: str,
        subject: str,
        facts: dict[str, Any],
    ) -> AuditHead:
        at = self._clock()
        actor_id, chat_id = (actor.user_id, actor.chat_id) if actor else (None, None)
        subject = subject[:LONGEST_SUBJECT]
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
        row_hash = hash_of(head.hash, at, actor_id, chat_id, action, subject, text)
        end = key.end(head.rows + 1, row_hash)
        if not sound:
            # What was cut off or put there must not look whole again because the desk went on.
            log.error("the audit was changed behind the desk's back", rows=head.rows)
        mac = key.of_row(end.rows, row_hash, behind_a_break=not sound)
        await tx.audit.append(
            head,
            end,
            mac,
            at,
            actor_id,
            chat_id,
            action,
            subject,
            text,
            kind=kind_of(action),
            home_id=home_id,
            of_order=is_of_order(action),
        )
        return end
