"""Sealing everything anew under the newest secret, in small steps, while the desk runs.

Each step is a transaction that changes a few rows, each only if it is still as it was read, so it may
be stopped anywhere: what is done stays, and the next run passes over it. The desk must have been
started with the newest secret in front before: what a desk with an older one still seals would be
missed.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from cryptography.fernet import InvalidToken

from services.audit import Audit
from services.clock import Clock
from services.vault import Vault
from storage.database import Database
from storage.secrets import OTHERS, SealedRow, SecretRow
from storage.transaction import Tx

AT_ONCE = 200
"""Rows of a step."""

Progress = Callable[[int], None]
"""Is told how many things were looked at so far."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is sealed in one table. ``after`` gives so many rows behind a key."""

    before_first: int | str
    after: Callable[[Tx, Any, int], Awaitable[Sequence[SealedRow]]]


async def _others(table: str, tx: Tx, last: int | str, limit: int) -> Sequence[SealedRow]:
    return await tx.secrets.others_after(table, last, limit)


_KINDS = (
    _Kind(0, lambda tx, last, limit: tx.secrets.keys_after(last, limit)),
    _Kind(0, lambda tx, last, limit: tx.secrets.own_keys_after(last, limit)),
    *(_Kind(first, partial(_others, table)) for table, first in OTHERS.items()),
)


class NotStartedYetError(Exception):
    """No desk has been started with the newest secret in front. ``str`` is the whole message."""

    def __init__(self) -> None:
        super().__init__(
            "The desk has not been started with the newest secret yet, so it still seals new keys under\n"
            "an older one. Restart it (keydesk run), then run this again. Nothing was changed."
        )


class LostSecretsError(Exception):
    """Some things are opened by none of the secrets. ``str`` is the whole message."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done.

    ``looked_at`` things in all; ``sealed_anew`` of them now; ``lost`` are numbers of orders that have
    a key which none of the secrets opens. ``spare``: ids of secrets that are no longer needed.
    """

    looked_at: int
    sealed_anew: int
    lost: tuple[str, ...]
    spare: tuple[str, ...]


class Rotation:
    """Seals anew whatever is not under the newest secret."""

    def __init__(self, db: Database, clock: Clock, vault: Vault, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._audit = audit

    async def run(self, progress: Progress, *, give_up_lost: bool = False) -> Rotated:
        """Do it all. ``give_up_lost``: be content with what can be opened, and say what cannot.

        Raises NotStartedYetError, LostSecretsError. What was sealed anew before either stays so.
        """
        if not give_up_lost:
            async with self._db.read() as tx:
                await self._check_started(tx)
        looked_at = sealed_anew = 0
        lost: dict[str, None] = {}
        for kind in _KINDS:
            last: int | str = kind.before_first
            while True:
                async with self._db.read() as tx:
                    rows = await kind.after(tx, last, AT_ONCE)
                if not rows:
                    break
                sealed_anew += await self._step(rows, lost)
                looked_at += len(rows)
                last = rows[-1].key
                progress(looked_at)
        if lost and not give_up_lost:
            raise LostSecretsError(_lost_message(tuple(lost)))
        spare = await self._end(sealed_anew, len(lost), give_up_lost=give_up_lost)
        return Rotated(looked_at, sealed_anew, tuple(lost), spare)

    async def _step(self, rows: Sequence[SealedRow], lost: dict[str, None]) -> int:
        anew = []
        for row in rows:
            try:
                made = self._anew(row)
            except InvalidToken:
                if row.number is not None:
                    lost[row.number] = None
                continue
            if made is not None:
                anew.append((row, *made))
        if not anew:
            return 0
        async with self._db.write() as tx:
            return sum([await tx.secrets.seal_anew(*each) for each in anew])

    def _anew(self, row: SealedRow) -> tuple[bytes, tuple[str, str] | None] | None:
        """The seal and the fingerprints that the row should have; None where it has them."""
        fingerprints = None
        if row.fingerprints is not None:
            fingerprints = self._vault.fingerprints_of(row.sealed)
        if self._vault.is_under_newest(row.sealed) and fingerprints == row.fingerprints:
            return None
        return self._vault.seal_anew(row.sealed), fingerprints

    async def _end(self, sealed_anew: int, lost: int, *, give_up_lost: bool) -> tuple[str, ...]:
        """One transaction: the check values too, and which secrets are needed no more."""
        newest = self._vault.secret_ids[0]
        async with self._db.write() as tx:
            rows = await tx.secrets.all()
            if not give_up_lost:
                # The desk may have been started anew with other settings while this ran.
                await self._check_started(tx)
            elif newest not in {row.id for row in rows}:
                mine = SecretRow(newest, self._vault.pepper(newest), newest, None, None)
                await tx.secrets.add(mine)
            # A desk that still runs seals under what it was started with: that is needed on.
            used = {row.id for row in rows if row.used_at is not None}
            needed = {newest, *(used & set(self._vault.secret_ids))}
            changed = False
            for row in rows:
                changed |= await self._renew(tx, row, newest, needed)
            changed |= await self._renew_chain(tx, give_up_lost=give_up_lost)
            if sealed_anew or changed or give_up_lost:
                retired = sorted(row.id for row in rows if row.id not in needed)
                await self._audit.write(
                    tx,
                    None,
                    "secrets.rotated",
                    newest,
                    sealed_anew=sealed_anew,
                    lost=lost,
                    retired=retired,
                )
        return tuple(each for each in self._vault.secret_ids if each not in needed)

    async def _renew(self, tx: Tx, row: SecretRow, newest: str, needed: Collection[str]) -> bool:
        try:
            pepper = self._vault.seal_anew(row.pepper)
        except (
            InvalidToken
        ):  # given up: nothing can be found by this secret's fingerprints any more
            await tx.secrets.forget(row.id)
            return True
        done = row.id in needed or row.retired_at is not None
        if done and self._vault.is_under_newest(row.pepper):
            return False
        at = None if row.id in needed else row.retired_at or self._clock()
        await tx.secrets.change(row.id, pepper=pepper, sealed_by=newest, retired_at=at)
        return True

    async def _renew_chain(self, tx: Tx, *, give_up_lost: bool) -> bool:
        changed, lost = await self._audit.renew_keys(tx)
        if lost and not give_up_lost:
            raise LostSecretsError(_LOST_CHAIN)
        if lost:
            await self._audit.give_up_keys(tx, lost)
        return changed or bool(lost)

    async def _check_started(self, tx: Tx) -> None:
        used = [row.id for row in await tx.secrets.all() if row.used_at is not None]
        if used != [self._vault.secret_ids[0]]:
            raise NotStartedYetError


_LOST_CHAIN = (
    "No secret in the settings opens the key of the audit's chain. Put the secret.keys that fit back, or\n"
    "add the secret that is missing, and run this again. If it is lost for good:\n"
    "keydesk rotate-secrets --give-up-lost"
)


def _lost_message(lost: Sequence[str]) -> str:
    named = ", ".join(lost[:20]) + (f" and {len(lost) - 20} more" if len(lost) > 20 else "")
    return (
        f"No secret in the settings opens the keys of these orders: {named}.\n"
        "What could be opened is sealed under the newest secret. Add the secret that is missing to the\n"
        "settings and run this again. If it is lost for good: keydesk rotate-secrets --give-up-lost"
    )
