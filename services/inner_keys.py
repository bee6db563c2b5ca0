"""Keys inside other keys: one that came with something glued to it, and the same alone.

What is glued to a key nobody can tell from the key (``AAAAA-BBBBB-CCCCCx2``), so it is written down whole. Of
every key the desk gets there are *samples* besides: fingerprints of each eight letters in a row. A key all
of whose samples another one has stands inside that, whatever is around it, and in whichever order they came.
"""

from collections.abc import Iterable

from cryptography.fernet import InvalidToken

from services.in_parts import in_parts
from services.key_shapes import LONGEST, bare
from services.ordinary_keys import is_ordinary
from services.vault import LONGEST_SAMPLED, SAMPLE, Vault
from storage.database import Database
from storage.key_samples import Holders
from storage.transaction import Tx

AT_ONCE = 200
"""Keys of one step in which samples are worked out for what an older Keydesk has stored."""


def may_stand_inside(form: str) -> bool:
    """Whether a bare form is looked for in others: an ordinary word, or number, is not."""
    if not SAMPLE <= len(form) < LONGEST:
        return False
    mixed = any(map(str.isdigit, form)) and not form.isdecimal()
    return mixed or not is_ordinary(form)


class Together:
    """Keys that come together, in plain: whether one stands in another of them."""

    def __init__(self) -> None:
        self._forms = ""
        """All in one text: to look through it is a thousand times quicker than one after the other."""

    def holds(self, key: str) -> bool:
        """Whether a key stands in one of those that were added."""
        form = bare(key)
        return may_stand_inside(form) and form in self._forms

    def add(self, key: str) -> None:
        """Add a key."""
        self._forms += f"\n{bare(key, LONGEST_SAMPLED)}"


class InnerKeys:
    """Looks for them."""

    def __init__(self, db: Database, vault: Vault) -> None:
        self._db = db
        self._vault = vault

    async def holders(self, tx: Tx, keys: Iterable[str]) -> dict[str, Holders]:
        """By these keys, in plain, the ones that the desk has in which they stand, or that are the same."""
        forms = {plain: form for plain in keys if may_stand_inside(form := bare(plain))}
        looked = {plain: self._vault.samples_of(form) for plain, form in forms.items()}
        # Three of each are looked up first: where keys begin or end alike, one of them is rare still.
        probes = {mark for each in looked.values() for marks in each for mark in _some(marks)}
        counts: dict[int, int] = {}
        for some in in_parts(probes):
            counts |= await tx.key_samples.counted(some)
        found: dict[str, Holders] = {}
        for plain, each in looked.items():
            for marks in each:
                if all(mark in counts for mark in _some(marks)):
                    rarest = min(_some(marks), key=counts.__getitem__)
                    holders = await tx.key_samples.holders(frozenset(marks), rarest)
                    found[plain] = found.get(plain, Holders()) | holders
        return {plain: holders for plain, holders in found.items() if holders}

    async def run(self) -> None:
        """Work out the samples of keys that an older Keydesk has stored, in small steps."""
        while await self._step():
            pass

    async def _step(self) -> bool:
        async with self._db.read() as tx:
            rows = await tx.key_samples.due(AT_ONCE)
        if not rows:
            return False
        of_orders: dict[int, frozenset[int]] = {}
        own: dict[int, frozenset[int]] = {}
        for row in rows:
            try:
                samples = self._vault.samples(self._vault.unwrap(row.sealed or b""))
            except (InvalidToken, UnicodeDecodeError):
                continue  # its text lies with its order, or is not kept, or no secret opens it
            if row.key_id is not None:
                of_orders[row.key_id] = samples
            elif row.own_key_id is not None:
                own[row.own_key_id] = samples
        async with self._db.write() as tx:
            await tx.key_samples.add(of_orders)
            await tx.key_samples.add_own(own)
            await tx.key_samples.done(rows)
        return len(rows) == AT_ONCE


def _some(marks: list[int]) -> set[int]:
    return {marks[0], marks[len(marks) // 2], marks[-1]}
