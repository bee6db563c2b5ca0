"""Seals: whether the desk's secrets open what is stored, and by what each secret is known.

The table ``secrets`` has a row for every secret the desk was started with: its id, and the pepper of
its fingerprints sealed under a later one or itself. The sealed pepper is the check value. It also
keeps a key findable by its fingerprint when the secret itself has left the settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.clock import Clock
from services.vault import Vault
from storage.audit_keys import AuditKeyRow
from storage.database import Database
from storage.secrets import SealedRow, SecretRow

SAMPLE = 20
"""So many of the first and of the last keys are tried at each start."""
NAMED = 5
"""So many orders are named at most."""


class WrongSecretsError(Exception):
    """The secrets do not open what is stored. ``str`` is the whole message; nothing was changed."""


@dataclass(frozen=True, slots=True)
class SealsReport:
    """What the secrets are good for.

    ``spare``: ids of secrets under which nothing is sealed any more. ``older``: ids of secrets besides
    the newest under which something may still be. ``unopened``: numbers of orders, of those looked
    at, with a key that no secret opens.
    """

    tried: int
    spare: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    unopened: tuple[str, ...] = ()


class Seals:
    """Checks the secrets against what is stored, and writes down which are used."""

    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault

    async def check(self) -> SealsReport:
        """Look, before the database is opened, whether the secrets fit. Raises WrongSecretsError.

        A database from before the table of secrets is judged by the sample of its keys alone; later
        a single key that cannot be opened is reported and holds nothing up.
        """
        if not self._db.exists():
            return SealsReport(0)
        async with self._db.peek() as tx:
            rows = await tx.secrets.all()
            sample = await tx.secrets.sample(SAMPLE)
            chain = await tx.audit_keys.all() if await tx.audit_keys.there() else ()
        missing = self._missing(rows, chain)
        if missing:
            raise WrongSecretsError(_message(missing, self._vault.secret_ids))
        unopened = self._unopened(sample)
        if unopened and not rows:
            raise WrongSecretsError(_message((), self._vault.secret_ids, unopened))
        retired = {row.id for row in rows if row.retired_at is not None}
        older = self._vault.secret_ids[1:]
        return SealsReport(
            len(sample),
            spare=tuple(each for each in older if each in retired),
            older=tuple(each for each in older if each not in retired),
            unopened=unopened,
        )

    async def note_start(self) -> None:
        """After the database was opened: write down that the desk now seals under the newest."""
        now, ids = self._clock(), self._vault.secret_ids
        async with self._db.write() as tx:
            known = {row.id: row for row in await tx.secrets.all()}
            # What an older Keydesk sealed may be under any of them, so all are needed at first.
            for each in ids if not known else ids[:1]:
                if each not in known:
                    row = SecretRow(each, self._vault.pepper(each), ids[0], None, None)
                    await tx.secrets.add(row)
            await tx.secrets.use(ids[0], now)
        self._vault.find_also(row.pepper for row in known.values() if row.id not in ids)

    def _missing(self, rows: Sequence[SecretRow], chain: Sequence[AuditKeyRow]) -> tuple[str, ...]:
        used = {row.id for row in rows if row.retired_at is None}
        closed = {row.sealed_by for row in rows if not self._vault.opens(row.pepper)}
        unkeyed = {row.sealed_by for row in chain if self._vault.open_apart(row.sealed) is None}
        return tuple(sorted((used - set(self._vault.secret_ids)) | closed | unkeyed))

    def _unopened(self, sample: Sequence[SealedRow]) -> tuple[str, ...]:
        closed = [row for row in sample if not self._vault.opens(row.sealed)]
        return tuple(dict.fromkeys(row.number or "" for row in closed))


def _message(missing: Sequence[str], have: Sequence[str], orders: Sequence[str] = ()) -> str:
    lines = ["The desk's secrets do not open what is stored in this database."]
    if missing:
        lines.append(f"It needs: {', '.join(missing)}. The settings have: {', '.join(have)}.")
        lines.append("(A secret is named here by an id that gives nothing of it away.)")
    else:
        named = ", ".join(orders[:NAMED]) + (" and others" if len(orders) > NAMED else "")
        lines.append(f"None of them opens the keys of {named}.")
    lines += [
        "Nothing was changed. Put the right secret.keys back from a backup, or add the missing secret",
        "to KEYDESK_SECRET_KEYS, behind the newest one, and start again.",
        "If it is lost for good: keydesk rotate-secrets --give-up-lost",
    ]
    return "\n".join(lines)
