"""The keys of the audit's chain: random, sealed under the desk's secrets, kept open in memory.

They are no secrets of the desk's own, so the chain can be verified on when those have been changed:
a rotation only puts another seal on them.
"""

import secrets
from collections.abc import Mapping, Sequence

from services.audit.chain import ChainKey
from services.clock import Clock
from services.vault import Vault
from storage.audit import AuditHead
from storage.audit_keys import AuditKeyRow
from storage.transaction import Tx


class Keyring:
    """Opens keys, and makes one where the chain has none."""

    def __init__(self, clock: Clock, vault: Vault) -> None:
        self._clock = clock
        self._vault = vault
        self._open: dict[str, ChainKey] = {}

    async def to_append(self, tx: Tx, head: AuditHead) -> tuple[ChainKey | None, bool]:
        """The key for the next row, and whether it wrote the end that stands there.

        None where the chain has none. A statement is made only for a key that is not remembered.
        """
        key = self._open.get(head.key_id or "")
        if key is None:
            there = await self.opened(tx)
            key = there.get(head.key_id or "")
            # The end names a key that cannot be had, or none any more: another marks the break.
            others = (*self._open.values(), *there.values())
            if key is None and others:
                return others[-1], False
        return (None, False) if key is None else (key, key.fits(head))

    async def opened(self, tx: Tx) -> dict[str, ChainKey]:
        """All keys that the desk's secrets open, by their ids."""
        found = [self._opened(row) for row in await tx.audit_keys.all()]
        return {key.id: key for key in found if key is not None}

    def remember(self, keys: Mapping[str, ChainKey]) -> None:
        """Keep these open. They are committed: one of a transaction that may fail might never be."""
        self._open.update(keys)

    async def make(self, tx: Tx) -> ChainKey:
        """A new key, written down."""
        key = ChainKey(secrets.token_hex(6), secrets.token_bytes(32))
        sealed = self._vault.seal_apart(f"{key.id}:{key.secret.hex()}")
        row = AuditKeyRow(key.id, sealed, self._vault.secret_ids[0], self._clock())
        await tx.audit_keys.add(row)
        return key

    async def renew(self, tx: Tx) -> tuple[bool, Sequence[str]]:
        """Seal every key under the newest secret: whether there was one to, and which nothing opens."""
        lost, changed = [], False
        for row in await tx.audit_keys.all():
            if self._vault.is_apart_under_newest(row.sealed):
                continue
            if (text := self._vault.open_apart(row.sealed)) is None:
                lost.append(row.id)
                continue
            await tx.audit_keys.seal_anew(
                row.id, self._vault.seal_apart(text), self._vault.secret_ids[0]
            )
            changed = True
        return changed, lost

    def _opened(self, row: AuditKeyRow) -> ChainKey | None:
        text = self._vault.open_apart(row.sealed)
        if text is None:
            return None
        # Its id is under the seal with it: seals that changed places open nothing.
        key_id, _, secret = text.partition(":")
        return ChainKey(key_id, bytes.fromhex(secret)) if key_id == row.id else None
